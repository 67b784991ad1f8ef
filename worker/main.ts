import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { MINUTE } from '../domain/duration.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import { prepareMail } from '../domain/messages/render-message.ts';
import { openDatabase } from '../prisma/database.ts';
import { ensureDefaults } from '../prisma/defaults.ts';
import { dataConverterWith } from '../providers/engine/data-converter.ts';
import { payloadCipher } from '../providers/engine/payload-cipher.ts';
import { readConfig } from './config.ts';
import type { WorkerConfig } from './config.ts';
import { createWorkers } from './create-workers.ts';
import { dependenciesOf } from './dependencies.ts';
import { serveHealth } from './health.ts';
import { computingFor } from './quick-sandbox.ts';
import { runReconciling } from './reconciling.ts';
import { runRelay } from './relay.ts';
import { retrying } from './retrying.ts';
import { runRateWatch } from './unpaid-rates.ts';
import { runWebhooks } from './webhooks.ts';

/** Workflow code that computes for longer than this will not come back: whoever watches the process should start it anew. */
const LONGEST_COMPUTING = MINUTE;

/** The worker's process: connects, runs the workers and the relay, and stops cleanly when told to. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.LOG_LEVEL, base: { process: 'worker' } });
  Runtime.install({ shutdownSignals: [], logger: sdkLogger(log) });
  const database = openDatabase({ url: config.DATABASE_URL, connections: 20 });
  await retrying(() => ensureDefaults(database), { log, what: 'PostgreSQL' });
  const { connection, clientConnection } = await connect(config, log);
  const { TEMPORAL_NAMESPACE: namespace } = config;
  const cipher = payloadCipher(config.PAYLOAD_KEYS);
  const dataConverter = dataConverterWith(cipher);
  const client = new Client({ connection: clientConnection, namespace, dataConverter });
  const dependencies = dependenciesOf({ config, client, database, log });
  await prepareMail(); // the first mail of a process costs half a second; a step must not hold locks for it
  const workers = await createWorkers({ connection, namespace, dataConverter, dependencies });

  const isReady = () =>
    workers.every((worker) => worker.getState() === 'RUNNING') && computingFor() < LONGEST_COMPUTING;
  const health = serveHealth({ host: config.WORKER_HOST, port: config.WORKER_PORT }, isReady);
  const stopping = new AbortController();
  const beside = runBeside({ dependencies, secret: config.LINK_SECRET }, stopping.signal);
  const stop = () => {
    stopping.abort();
    workers.filter((worker) => worker.getState() === 'RUNNING').forEach((worker) => worker.shutdown());
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const running = Promise.all(workers.map((worker) => worker.run()));
  log.info({ payloadKeys: cipher.keyIds }, 'worker ready');
  try {
    await running;
  } finally {
    stopping.abort();
    await beside;
    health?.close();
    await clientConnection.close();
    await connection.close();
    await database.close();
  }
}

/** What runs beside the workers until `signal` is aborted: the relay, the daily comparison, the hourly look at unpaid rates, and webhooks to whoever wants to know. */
async function runBeside(
  { dependencies, secret }: { readonly dependencies: Dependencies; readonly secret: string },
  signal: AbortSignal,
): Promise<void> {
  const { database, companions, log } = dependencies;
  const now = () => new Date().toISOString();
  await Promise.all([
    runRelay({ database, companions, log, now }, signal),
    runWebhooks({ database, log, secret, now }, signal),
    runReconciling({ dependencies, now }, signal),
    runRateWatch({ database, log, now }, signal),
  ]);
}

async function connect({ TEMPORAL_ADDRESS: address }: WorkerConfig, log: Logger) {
  const connection = await retrying(() => NativeConnection.connect({ address }), { log, what: 'Temporal' });
  const clientConnection = await retrying(() => Connection.connect({ address }), { log, what: 'Temporal' });
  return { connection, clientConnection };
}

/** The SDK's own log lines, in the process's log. */
function sdkLogger(log: Logger): DefaultLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }) => {
    if (message.startsWith('No workflows registered')) return; // the worker for calls has none on purpose
    if (level === 'ERROR') log.error(meta ?? {}, message);
    else log.warn(meta ?? {}, message);
  });
}

await main();
