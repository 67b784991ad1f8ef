import type { Child } from './child.ts';
import type { Crew } from './crew.ts';
import { startNode } from './node-child.ts';
import { waitForAnswer } from './ready.ts';
import { type Wiring, sharedEnv } from './wiring.ts';

export interface ApiOptions {
  readonly wiring: Wiring;
  readonly port: number;
  /** The address it listens on; 127.0.0.1 unless somebody asks for more. */
  readonly host?: string | undefined;
  readonly crew: Crew;
}

export interface Api {
  readonly child: Child;
  readonly url: string;
}

/** Starts the API in dev mode (the key `holdfast-dev`, fast-forward) and returns once it is ready. */
export async function startApi({ wiring, port, host, crew }: ApiOptions): Promise<Api> {
  const env = {
    ...sharedEnv(wiring),
    PORT: String(port),
    HOST: host || '127.0.0.1',
    DEV_MODE: '1',
    ...temporalUiEnv(wiring),
    CREDIT_SANDBOX_SECRET: wiring.secrets.credit,
    LOGISTICS_SANDBOX_SECRET: wiring.secrets.logistics,
  };
  const child = await startNode({ name: 'api', script: 'api/main.ts', env, crew });
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer('The API', child, `${url}/readyz`);
  return { child, url };
}

/** The pages that may have payloads decrypted: a browser calls this machine by the name that was typed. */
function temporalUiEnv({ temporalUiPort }: Wiring): Record<string, string> {
  if (temporalUiPort === undefined) return {};
  const origins = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${temporalUiPort}`);
  return { TEMPORAL_UI_ORIGINS: origins.join(',') };
}
