import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { SMTPServer } from 'smtp-server';
import { alone } from '../../dev/stack/crew.ts';
import type { Child } from '../../dev/stack/child.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { startTemporal } from '../../dev/stack/temporal.ts';
import { startWorker } from '../../dev/stack/worker.ts';
import type { Companions } from '../../activities/dependencies.ts';
import { customerHashes } from '../../providers/opaque-names.ts';
import { keyFrom, tokenName, vaultWith } from '../../providers/vault.ts';
import { startCompanions } from '../../worker/companions.ts';
import { TEST_PAYLOAD_KEYS, dataConverter } from './payloads.ts';
import { openProviderLine } from './provider-line.ts';
import type { ProviderLine } from './provider-line.ts';
import { openShop, WEBHOOK_SECRET } from './shop.ts';
import type { TestShop } from './shop.ts';
import type { TestEngine } from './temporal.ts';
import { lastingFolder } from './temporary-folder.ts';

const SECRET = 'a-secret-of-at-least-sixteen';
export const hashCustomer = customerHashes(SECRET);

/** A card's token as the API keeps it, so that the shop's workers can read it. */
export const sealedToken = (orderId: string, token: string): string =>
  Buffer.from(vaultWith(keyFrom(SECRET)).seal(Buffer.from(token), tokenName(orderId))).toString('base64');

/** A shop whose worker and engine are processes of their own, so that they can be killed. The engine keeps its state in a file. */
export interface MortalShop extends TestShop {
  readonly engine: Pick<TestEngine, 'address' | 'namespace' | 'dataConverter'>;
  readonly client: Client;
  /** What workers, and the API, reach the provider by. */
  readonly line: ProviderLine;
  readonly companions: Companions;
  /** No worker for so long, or until another is started. */
  killWorker(): Promise<void>;
  startWorker(): Promise<void>;
  killEngine(): Promise<void>;
  startEngine(): Promise<void>;
}

export interface MortalShopOptions {
  /** Where the sandbox sends its webhooks. */
  readonly webhookUrl?: string;
}

/** Opens the shop with engine and worker running, and a mail server that takes everything. */
export async function openMortalShop(options: MortalShopOptions = {}): Promise<MortalShop> {
  const folder = await lastingFolder();
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const databaseFile = join(folder.path, 'temporal.db');
  const shop = await openShop(options);
  const line = await openProviderLine(() => shop.sandboxUrl);
  const mails = await openMailServer();
  const anEngine = async () => (await startTemporal({ port, databaseFile, crew: alone() })).child;
  const aWorker = () => startWorkerOf({ shop, temporalAddress: address, smtpPort: mails.port, line });
  let engine = await anEngine();
  let worker = await aWorker();
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, dataConverter });
  return {
    ...shop,
    engine: { address, namespace: 'default', dataConverter },
    client,
    line,
    companions: startCompanions({ client, database: shop.database, hashCustomer }),
    killWorker: () => kill(worker),
    async startWorker() {
      worker = await aWorker();
    },
    killEngine: () => kill(engine),
    async startEngine() {
      engine = await anEngine();
    },
    async close() {
      await worker.stop(0);
      await connection.close();
      await engine.stop(0);
      await mails.close();
      await line.close();
      await shop.close();
      await folder.remove();
    },
  };
}

interface Around {
  readonly shop: TestShop;
  readonly temporalAddress: string;
  readonly smtpPort: number;
  readonly line: ProviderLine;
}

async function startWorkerOf({ shop, temporalAddress, smtpPort, line }: Around): Promise<Child> {
  const webhooks = { payment: WEBHOOK_SECRET, credit: WEBHOOK_SECRET, logistics: WEBHOOK_SECRET };
  const secrets = { link: SECRET, customerId: SECRET, payloads: TEST_PAYLOAD_KEYS, ...webhooks };
  const { child } = await startWorker({
    wiring: {
      databaseUrl: shop.databaseUrl,
      temporalAddress,
      temporalNamespace: 'default',
      publicUrl: 'http://127.0.0.1:9',
      paymentSandboxUrl: line.url,
      secrets,
    },
    port: await freePort(),
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    crew: alone(),
  });
  return child;
}

async function kill(child: Child): Promise<void> {
  process.kill(child.pid, 'SIGKILL');
  await child.exited;
}

/** Takes every mail and keeps none. */
async function openMailServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const port = await freePort();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    closeTimeout: 500,
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  server.on('error', () => undefined); // a worker that is killed in the middle of a mail
  server.listen(port, '127.0.0.1');
  await sleep(0);
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
