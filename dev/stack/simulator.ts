import type { Child } from './child.ts';
import type { Crew } from './crew.ts';
import { startNode } from './node-child.ts';
import { waitForAnswer } from './ready.ts';

export interface SimulatorOptions {
  /** The folder of dev/ it lives in. */
  readonly name: 'bureau' | 'carrier';
  readonly port: number;
  /** Where it sends what it has to tell, and what that is signed with. */
  readonly webhookUrl: string;
  readonly secret: string;
  readonly crew: Crew;
}

/** Something outside that is simulated: a process of its own. */
export interface Simulator {
  readonly child: Child;
  readonly url: string;
}

/** Starts a simulator and returns once it answers. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { name, port, webhookUrl, secret, crew } = options;
  const env = {
    SIMULATOR_PORT: String(port),
    SIMULATOR_WEBHOOK_URL: webhookUrl,
    SIMULATOR_SECRET: secret,
  };
  const child = await startNode({ name, script: `dev/${name}/main.ts`, env, crew });
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer(`The sandbox ${name}`, child, `${url}/healthz`);
  return { child, url };
}
