import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Trouble } from '../trouble.ts';
import { freePort, isListening, isPortFree } from './ports.ts';

/** The port of every part, by the variable that sets it. */
const defaults = {
  PORT: 3000,
  SANDBOX_PORT: 3001,
  TEMPORAL_PORT: 7233,
  TEMPORAL_UI_PORT: 8233,
  POSTGRES_PORT: 5433,
  SMTP_PORT: 1025,
  MAIL_UI_PORT: 1080,
} as const;

type PortName = keyof typeof defaults | 'BUREAU_PORT' | 'CARRIER_PORT' | 'WORKER_PORT';
export type StackPorts = Readonly<Record<PortName, number>>;

const whatUses: Readonly<Record<PortName, string>> = {
  PORT: 'the API',
  SANDBOX_PORT: 'the sandbox payment provider',
  BUREAU_PORT: 'the sandbox credit bureau',
  CARRIER_PORT: 'the sandbox carrier',
  TEMPORAL_PORT: 'the Temporal server',
  TEMPORAL_UI_PORT: 'the Temporal UI',
  POSTGRES_PORT: 'PostgreSQL',
  SMTP_PORT: 'the SMTP inbox',
  MAIL_UI_PORT: "the SMTP inbox's page",
  WORKER_PORT: "the worker's health and metrics",
};

const PortNumber = z.coerce.number().int().min(1).max(65_535);

/** The ports that `env` asks for, api.md's where it does not; the bureau's, the carrier's and the worker's are any free ones. Throws `Trouble` on what is no port. */
export async function portsFrom(env: NodeJS.ProcessEnv): Promise<StackPorts> {
  const chosen = (name: PortName, fallback: number): number => {
    const parsed = PortNumber.safeParse(env[name] || fallback);
    if (!parsed.success)
      throw new Trouble(`${name} is "${env[name]}", which is no port: set it to a number from 1 to 65535.`);
    return parsed.data;
  };
  return {
    PORT: chosen('PORT', defaults.PORT),
    SANDBOX_PORT: chosen('SANDBOX_PORT', defaults.SANDBOX_PORT),
    TEMPORAL_PORT: chosen('TEMPORAL_PORT', defaults.TEMPORAL_PORT),
    TEMPORAL_UI_PORT: chosen('TEMPORAL_UI_PORT', defaults.TEMPORAL_UI_PORT),
    POSTGRES_PORT: chosen('POSTGRES_PORT', defaults.POSTGRES_PORT),
    SMTP_PORT: chosen('SMTP_PORT', defaults.SMTP_PORT),
    MAIL_UI_PORT: chosen('MAIL_UI_PORT', defaults.MAIL_UI_PORT),
    BUREAU_PORT: chosen('BUREAU_PORT', await freePort()),
    CARRIER_PORT: chosen('CARRIER_PORT', await freePort()),
    WORKER_PORT: chosen('WORKER_PORT', await freePort()),
  };
}

/** A free port for every part, for stacks that run beside others. */
export async function freePorts(): Promise<StackPorts> {
  const found = new Set<number>();
  while (found.size < Object.keys(whatUses).length) found.add(await freePort());
  const next = found.values();
  const take = (): number => next.next().value ?? 0;
  return {
    PORT: take(),
    SANDBOX_PORT: take(),
    BUREAU_PORT: take(),
    CARRIER_PORT: take(),
    TEMPORAL_PORT: take(),
    TEMPORAL_UI_PORT: take(),
    POSTGRES_PORT: take(),
    SMTP_PORT: take(),
    MAIL_UI_PORT: take(),
    WORKER_PORT: take(),
  };
}

/**
 * Throws `Trouble` naming the first of `names` whose port is taken, or given twice. After a run that did not end cleanly its
 * parts may still be stopping: `patienceMs` is how long to wait for them.
 */
export async function checkPorts(
  ports: StackPorts,
  names: readonly PortName[],
  patienceMs = 0,
): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (const name of names) {
    const port = ports[name];
    const twin = names.find((other) => other !== name && ports[other] === port);
    if (twin)
      throw new Trouble(
        `${name} and ${twin} are both ${port}: give ${whatUses[name]} and ${whatUses[twin]} different ports.`,
      );
    while (!(await isAvailable(port))) {
      if (Date.now() >= giveUpAt)
        throw new Trouble(
          `Port ${port}, for ${whatUses[name]}, is in use: stop what listens there, or set ${name} to another port.`,
        );
      await pause(200);
    }
  }
}

async function isAvailable(port: number): Promise<boolean> {
  return (await isPortFree(port)) && !(await isListening(port));
}

/** The ports that are ours to open: PostgreSQL's and the engine's are not where somebody gave us a running one. */
export function portsToOpen(given: {
  readonly databaseUrl?: string | undefined;
  readonly temporalAddress?: string | undefined;
}): readonly PortName[] {
  return [
    'PORT',
    'SANDBOX_PORT',
    'BUREAU_PORT',
    'CARRIER_PORT',
    ...(given.temporalAddress ? [] : (['TEMPORAL_PORT', 'TEMPORAL_UI_PORT'] as const)),
    ...(given.databaseUrl ? [] : (['POSTGRES_PORT'] as const)),
    'SMTP_PORT',
    'MAIL_UI_PORT',
    'WORKER_PORT',
  ];
}
