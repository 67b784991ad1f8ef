import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { startApi } from '../dev/stack/api.ts';
import type { Child } from '../dev/stack/child.ts';
import { assembleCrew } from '../dev/stack/crew.ts';
import { removeAtEnd } from '../dev/stack/leash.ts';
import { freePort } from '../dev/stack/ports.ts';
import { ensureDatabase, startPostgres } from '../dev/stack/postgres.ts';
import { devSecrets } from '../dev/stack/secrets.ts';
import { startTemporal } from '../dev/stack/temporal.ts';
import { startWorker } from '../dev/stack/worker.ts';
import { openDatabase } from '../prisma/database.ts';
import type { Database } from '../prisma/database.ts';
import { ensureDefaults } from '../prisma/defaults.ts';
import { migrate } from '../prisma/migrate.ts';
import { dataConverterWith } from '../providers/engine/data-converter.ts';
import { payloadCipher } from '../providers/engine/payload-cipher.ts';
import { PayloadKeys } from '../providers/engine/payload-keys.ts';
import { collectTroubles } from './troubles.ts';

/** What a scenario runs on: our own processes as `npm start` runs them, on an empty database that is as durable as in earnest. */
export interface Ground {
  readonly apiUrl: string;
  readonly database: Database;
  /** Nobody's where there is no engine. */
  readonly engineAddress: string;
  /** Encrypts what the engine keeps. */
  readonly dataConverter: DataConverter;
  /** What the provider signs its webhooks with. */
  readonly paymentSecret: string;
  /** By name: postgres, api, and with an engine temporal and worker. */
  readonly children: ReadonlyMap<string, Child>;
  stop(): Promise<void>;
}

const NOBODY = '127.0.0.1:9';
const NO_MAIL = `smtp://${NOBODY}`;

export interface GroundWishes {
  readonly engine: boolean;
  /** Where mail goes; nowhere where it is left out. */
  readonly smtpUrl?: string;
}

/** Starts PostgreSQL and the API, and with `engine` also Temporal (its state in a file) and a worker. */
export async function prepareGround({ engine, smtpUrl = NO_MAIL }: GroundWishes): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  chmodSync(folder, 0o755); // root runs PostgreSQL as another user
  removeAtEnd(folder);
  const troubles = collectTroubles();
  const crew = assembleCrew(join(folder, 'logs'), troubles.add);
  const dataFolder = join(folder, 'postgres');
  const postgres = await startPostgres({ dataFolder, port: await freePort(), crew });
  await ensureDatabase(postgres, 'holdfast');
  const databaseUrl = postgres.url('holdfast');
  await migrate(databaseUrl);
  const database = openDatabase({ url: databaseUrl, connections: 2 });
  await ensureDefaults(database);
  const databaseFile = join(folder, 'temporal.db');
  const temporal = engine ? await startTemporal({ port: await freePort(), databaseFile, crew }) : undefined;
  const apiPort = await freePort();
  const wiring = {
    databaseUrl,
    temporalAddress: temporal?.address ?? NOBODY,
    temporalNamespace: temporal?.namespace ?? 'default',
    publicUrl: `http://127.0.0.1:${apiPort}`,
    paymentSandboxUrl: `http://${NOBODY}`,
    secrets: devSecrets(join(folder, 'secrets.json'), {}),
  };
  if (temporal) await startWorker({ wiring, port: await freePort(), smtpUrl, crew });
  const { url: apiUrl } = await startApi({ wiring, port: apiPort, crew });
  return {
    apiUrl,
    database,
    engineAddress: wiring.temporalAddress,
    dataConverter: dataConverterWith(payloadCipher(PayloadKeys.parse(wiring.secrets.payloads))),
    paymentSecret: wiring.secrets.payment,
    children: new Map(crew.children().map((child) => [child.name, child])),
    async stop() {
      await database.close();
      await crew.stop();
      troubles.print();
    },
  };
}
