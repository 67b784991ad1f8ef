import { z } from 'zod';
import { portsFrom } from './stack/stack-ports.ts';

/** Where a running system is, for commands that look at one. */
export interface RunningSystem {
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
}

/** As `env` says, and where it says nothing as `npm start` has it: the same variables lead to the same places. */
export async function runningSystem(env: NodeJS.ProcessEnv): Promise<RunningSystem> {
  const { PORT, SANDBOX_PORT, TEMPORAL_PORT, POSTGRES_PORT } = await portsFrom(env);
  return {
    apiUrl: `http://127.0.0.1:${PORT}`,
    sandboxUrl: `http://127.0.0.1:${SANDBOX_PORT}`,
    databaseUrl: env['DATABASE_URL'] || `postgresql://holdfast@127.0.0.1:${POSTGRES_PORT}/holdfast`,
    temporalAddress: env['TEMPORAL_ADDRESS'] || `127.0.0.1:${TEMPORAL_PORT}`,
    temporalNamespace: env['TEMPORAL_NAMESPACE'] || 'default',
  };
}

const Health = z.object({ status: z.literal('ready') });

/** Whether the API at `apiUrl` is there and ready. */
export async function isReady(apiUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${apiUrl}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return Health.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}
