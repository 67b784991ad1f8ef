import { Connection } from '@temporalio/client';
import { findTemporal } from '../setup/temporal-cli.ts';
import { Trouble } from '../trouble.ts';
import { type Child, startChild } from './child.ts';
import { isListening } from './ports.ts';
import type { Crew } from './crew.ts';
import { waitFor } from './wait-for.ts';

export interface TemporalOptions {
  readonly port: number;
  /** Port of the web UI; without one there is none. */
  readonly uiPort?: number;
  /** What the web UI has payloads decrypted by. */
  readonly codecUrl?: string;
  /** Keeps the engine's state over restarts; without it the state goes with the process. */
  readonly databaseFile?: string;
  readonly crew: Crew;
}

export interface Temporal {
  readonly child: Child;
  readonly address: string;
  readonly namespace: string;
}

const NAMESPACE = 'default';

/** What a person filters orders by in the Temporal UI. docker-compose.yml registers the same. */
export const searchAttributes = {
  OrderStatus: 'Keyword',
  Shop: 'Keyword',
  CustomerId: 'Keyword',
  OrderKind: 'Keyword',
  Deadline: 'Datetime',
} as const;

/**
 * Time skipping, per workflow, for fast-forward and tests; a long order may be skipped through 10,000 times (rules.md 7).
 * One partition a task queue, as in production: more of them only make timers late on one machine.
 */
const dynamicConfig = {
  'frontend.WorkflowTimeSkippingEnabled': true,
  'system.workflowTimeSkippingEnabled': true,
  'frontend.WorkflowTimeSkippingMaxSkipPerSession': 10_000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};

/**
 * Starts the Temporal server on 127.0.0.1 with the search attributes and time skipping, and returns once its namespace
 * can be used. Throws `Trouble` when no Temporal CLI is there or it does not come up.
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const command = await findTemporal();
  if (!command)
    throw new Trouble('There is no Temporal CLI on this machine yet: run "npm run setup", which builds one.');
  const child = await startChild({
    name: 'temporal',
    command,
    args: startDevFlags(options),
    stopSignal: 'SIGINT',
    crew: options.crew,
  });
  const address = `127.0.0.1:${options.port}`;
  // The client backs off for a second after a refused connection: look for the port first.
  await waitFor('The Temporal server', child, () => isListening(options.port));
  await waitFor('The Temporal server', child, () => hasNamespace(address));
  return { child, address, namespace: NAMESPACE };
}

/**
 * A write-ahead log spares the server a third of its CPU (measured by `npm run bench lives`). What was answered survives a kill of the
 * server; only when the machine itself loses power may the last moments be lost, which a development server may.
 */
const fileFlags = (file: string) => [
  '--db-filename',
  file,
  '--sqlite-pragma',
  'journal_mode=wal',
  '--sqlite-pragma',
  'synchronous=normal',
];

/** The arguments of `temporal` for a development server with everything Holdfast needs. */
export function startDevFlags({
  port,
  uiPort,
  codecUrl,
  databaseFile,
}: Omit<TemporalOptions, 'crew'>): readonly string[] {
  const pairs = (flag: string, values: Readonly<Record<string, string | number | boolean>>): string[] =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  const server = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)];
  return [
    ...server,
    '--namespace',
    NAMESPACE,
    '--log-level',
    'warn',
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...(codecUrl === undefined ? [] : ['--ui-codec-endpoint', codecUrl]),
    ...(databaseFile === undefined ? [] : fileFlags(databaseFile)),
    ...pairs('--search-attribute', searchAttributes),
    ...pairs('--dynamic-config-value', dynamicConfig),
  ];
}

async function hasNamespace(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1000 });
    try {
      await connection.withDeadline(Date.now() + 2000, () =>
        connection.workflowService.describeNamespace({ namespace: NAMESPACE }),
      );
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}
