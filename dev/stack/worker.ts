import type { Child } from './child.ts';
import type { Crew } from './crew.ts';
import { startNode } from './node-child.ts';
import { waitForAnswer } from './ready.ts';
import { type Wiring, sharedEnv } from './wiring.ts';

export interface WorkerOptions {
  readonly wiring: Wiring;
  /** For its health and metrics. */
  readonly port: number;
  readonly smtpUrl: string;
  readonly crew: Crew;
}

export interface Worker {
  readonly child: Child;
  readonly url: string;
}

const MAIL_FROM = 'Holdfast <orders@holdfast.example>';

/** Starts the worker in dev mode (SMS and push stay on this machine) and returns once it polls. */
export async function startWorker({ wiring, port, smtpUrl, crew }: WorkerOptions): Promise<Worker> {
  const env = {
    ...sharedEnv(wiring),
    DEV_MODE: '1',
    WORKER_PORT: String(port),
    ...(wiring.bureauUrl === undefined ? {} : { CREDIT_SANDBOX_URL: wiring.bureauUrl }),
    CREDIT_SANDBOX_SECRET: wiring.secrets.credit,
    ...(wiring.carrierUrl === undefined ? {} : { LOGISTICS_SANDBOX_URL: wiring.carrierUrl }),
    LOGISTICS_SANDBOX_SECRET: wiring.secrets.logistics,
    SMTP_URL: smtpUrl,
    MAIL_FROM: process.env['MAIL_FROM'] || MAIL_FROM,
  };
  const preload = 'worker/quick-sandbox.ts';
  const child = await startNode({ name: 'worker', preload, script: 'worker/main.ts', env, crew });
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer('The worker', child, `${url}/readyz`);
  return { child, url };
}
