import { join, resolve } from 'node:path';
import { tryLock } from '../setup/lock.ts';
import { Trouble } from '../trouble.ts';
import { startApi } from './api.ts';
import type { Child } from './child.ts';
import { type Crew, type Death, type WholeCrew, assembleCrew } from './crew.ts';
import { readyDatabase } from './database.ts';
import { readyGivenEngine } from './given-engine.ts';
import { type Mail, startMail } from './mail.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { devSecrets } from './secrets.ts';
import { type Simulator, startSimulator } from './simulator.ts';
import { type StackPorts, checkPorts, portsToOpen } from './stack-ports.ts';
import { startTemporal } from './temporal.ts';
import type { Secrets, Wiring } from './wiring.ts';
import { startWorker } from './worker.ts';

export interface StackOptions {
  /** Everything that outlives a restart: database, engine, mails, sandbox, secrets, logs. */
  readonly dataDir: string;
  readonly ports: StackPorts;
  /** Address the API listens on; 127.0.0.1 unless given. */
  readonly host?: string | undefined;
  /** Where buyers reach the payment page; the API's own address unless given. */
  readonly publicUrl?: string | undefined;
  /** A database to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** An engine to use instead of the embedded one, and its namespace. */
  readonly temporalAddress?: string | undefined;
  readonly temporalNamespace?: string | undefined;
  /** Told every warning and error that a part writes. */
  readonly onTrouble?: (name: string, line: string) => void;
  /** Stops it all while it is still coming up. */
  readonly signal?: AbortSignal;
}

export interface Stack {
  readonly apiUrl: string;
  readonly workerUrl: string;
  readonly sandboxUrl: string;
  readonly bureauUrl: string;
  readonly carrierUrl: string;
  readonly mailUrl: string;
  readonly smtpUrl: string;
  /** Undefined where the engine is somebody else's. */
  readonly temporalUiUrl: string | undefined;
  readonly wiring: Wiring;
  readonly logFolder: string;
  readonly children: () => readonly Child[];
  /** Settles when a part dies; never when everything is stopped in good order. */
  readonly died: Promise<Death>;
  /** Stops every part, the youngest first and PostgreSQL last. Idempotent. */
  stop(): Promise<void>;
}

interface Ground {
  readonly databaseUrl: string;
  readonly engine: {
    readonly address: string;
    readonly namespace: string;
    readonly uiUrl: string | undefined;
  };
  readonly mail: Mail;
  readonly sandbox: Sandbox;
  readonly bureau: Simulator;
  readonly carrier: Simulator;
}

/** What a run that was killed leaves behind is stopped by its guardian; that takes a moment. */
const CLEANUP_MS = 15_000;

/**
 * Starts everything `npm start` runs and returns when all of it is ready. Throws `Trouble`, with nothing left running, when
 * a port is taken, the data folder is in use, or a part does not come up.
 */
export async function startStack(given: StackOptions): Promise<Stack> {
  const options = { ...given, dataDir: resolve(given.dataDir) };
  const lock = await tryLock(join(options.dataDir, 'running.lock'));
  if ('heldBy' in lock) {
    throw new Trouble(
      `Holdfast already runs on ${options.dataDir} (process ${lock.heldBy}): stop that first, or set DATA_DIR to another folder.`,
    );
  }
  const crew = assembleCrew(join(options.dataDir, 'logs'), options.onTrouble ?? (() => undefined));
  const stop = (): Promise<void> => crew.stop().then(() => lock.release());
  options.signal?.addEventListener('abort', () => void crew.stop());
  if (options.signal?.aborted) void crew.stop();
  try {
    await checkPorts(options.ports, portsToOpen(options), lock.wasStale ? CLEANUP_MS : 0);
    return { ...(await bringUp(options, crew)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(options: StackOptions, crew: WholeCrew): Promise<Omit<Stack, 'stop'>> {
  const { dataDir, ports } = options;
  const secrets = devSecrets(join(dataDir, 'secrets.json'));
  const { databaseUrl, engine, mail, sandbox, bureau, carrier } = await layGround(options, secrets, crew);
  const wiring: Wiring = {
    databaseUrl,
    temporalAddress: engine.address,
    temporalNamespace: engine.namespace,
    publicUrl: options.publicUrl || `http://127.0.0.1:${ports.PORT}`,
    ...(engine.uiUrl === undefined ? {} : { temporalUiPort: ports.TEMPORAL_UI_PORT }),
    paymentSandboxUrl: sandbox.url,
    bureauUrl: bureau.url,
    carrierUrl: carrier.url,
    secrets,
  };
  // One after the other: whoever waits for the API's /readyz (api.md) may ask orders for something at once.
  const worker = await startWorker({ wiring, port: ports.WORKER_PORT, smtpUrl: mail.smtpUrl, crew });
  const api = await startApi({ wiring, port: ports.PORT, host: options.host, crew });
  return {
    apiUrl: api.url,
    workerUrl: worker.url,
    sandboxUrl: sandbox.url,
    bureauUrl: bureau.url,
    carrierUrl: carrier.url,
    mailUrl: mail.uiUrl,
    smtpUrl: mail.smtpUrl,
    temporalUiUrl: engine.uiUrl,
    wiring,
    logFolder: join(dataDir, 'logs'),
    children: crew.children,
    died: crew.died,
  };
}

/** Everything that worker and API stand on. When one part fails the others are waited for: nothing is left half started. */
async function layGround(options: StackOptions, secrets: Secrets, crew: Crew): Promise<Ground> {
  const { dataDir, ports } = options;
  const webhooks = `http://127.0.0.1:${ports.PORT}/v1/webhooks`;
  const webhookUrl = `${webhooks}/payments/sandbox`;
  const dataFile = join(dataDir, 'sandbox.json');
  const parts = [
    readyDatabase({ databaseUrl: options.databaseUrl, dataDir, port: ports.POSTGRES_PORT, crew }),
    engineOf(options, crew),
    startMail({ smtpPort: ports.SMTP_PORT, uiPort: ports.MAIL_UI_PORT, folder: join(dataDir, 'mail'), crew }),
    startSandbox({ port: ports.SANDBOX_PORT, webhookUrl, secret: secrets.payment, dataFile, crew }),
    startSimulator({
      name: 'bureau',
      port: ports.BUREAU_PORT,
      webhookUrl: `${webhooks}/credit/sandbox`,
      secret: secrets.credit,
      crew,
    }),
    startSimulator({
      name: 'carrier',
      port: ports.CARRIER_PORT,
      webhookUrl: `${webhooks}/logistics/sandbox`,
      secret: secrets.logistics,
      crew,
    }),
  ] as const;
  await Promise.allSettled(parts);
  const [databaseUrl, engine, mail, sandbox, bureau, carrier] = await Promise.all(parts);
  return { databaseUrl, engine, mail, sandbox, bureau, carrier };
}

/** The engine: the one given, readied, or the embedded one, started. */
async function engineOf(options: StackOptions, crew: Crew): Promise<Ground['engine']> {
  const { temporalAddress: address, temporalNamespace: namespace = 'default', dataDir, ports } = options;
  if (address) {
    await readyGivenEngine({ address, namespace });
    return { address, namespace, uiUrl: undefined };
  }
  const temporal = await startTemporal({
    port: ports.TEMPORAL_PORT,
    uiPort: ports.TEMPORAL_UI_PORT,
    codecUrl: `http://127.0.0.1:${ports.PORT}/v1/codec`,
    databaseFile: join(dataDir, 'temporal.db'),
    crew,
  });
  return { ...temporal, uiUrl: `http://127.0.0.1:${ports.TEMPORAL_UI_PORT}` };
}
