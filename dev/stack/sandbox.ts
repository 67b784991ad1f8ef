import type { Child } from './child.ts';
import type { Crew } from './crew.ts';
import { startNode } from './node-child.ts';
import { waitForAnswer } from './ready.ts';

export interface SandboxOptions {
  readonly port: number;
  /** Where it sends payment events. */
  readonly webhookUrl: string;
  readonly secret: string;
  /** Sessions and refunds are kept here over restarts. */
  readonly dataFile: string;
  readonly crew: Crew;
}

export interface Sandbox {
  readonly child: Child;
  readonly url: string;
}

/** Starts the sandbox payment provider and returns once it answers. */
export async function startSandbox({
  port,
  webhookUrl,
  secret,
  dataFile,
  crew,
}: SandboxOptions): Promise<Sandbox> {
  const env = {
    SANDBOX_PORT: String(port),
    SANDBOX_WEBHOOK_URL: webhookUrl,
    PAYMENT_SANDBOX_SECRET: secret,
    SANDBOX_DATA_FILE: dataFile,
  };
  const child = await startNode({ name: 'sandbox', script: 'dev/sandbox/main.ts', env, crew });
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer('The sandbox payment provider', child, `${url}/healthz`);
  return { child, url };
}
