import type { Child } from './child.ts';
import type { Crew } from './crew.ts';
import { startNode } from './node-child.ts';
import { waitForAnswer } from './ready.ts';

export interface BureauOptions {
  readonly port: number;
  /** Where it sends reports. */
  readonly webhookUrl: string;
  readonly secret: string;
  readonly crew: Crew;
}

export interface Bureau {
  readonly child: Child;
  readonly url: string;
}

/** Starts the sandbox credit bureau and returns once it answers. */
export async function startBureau({ port, webhookUrl, secret, crew }: BureauOptions): Promise<Bureau> {
  const env = { BUREAU_PORT: String(port), BUREAU_WEBHOOK_URL: webhookUrl, CREDIT_SANDBOX_SECRET: secret };
  const child = await startNode({ name: 'bureau', script: 'dev/bureau/main.ts', env, crew });
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer('The sandbox credit bureau', child, `${url}/healthz`);
  return { child, url };
}
