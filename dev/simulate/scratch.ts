import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../prisma/migrate.ts';
import { alone } from '../stack/crew.ts';
import { removeAtEnd } from '../stack/leash.ts';
import { freePort } from '../stack/ports.ts';
import { ensureDatabase, startPostgres } from '../stack/postgres.ts';

const TEMPLATE = 'template_simulation';

/** Databases to simulate in, on a server of their own that is gone when they are not needed any more. */
export interface Scratch {
  /** The address of a migrated database in which nothing has happened. */
  database(name: string): Promise<string>;
  remove(): Promise<void>;
}

/** Starts the server in a temporary folder; both go with this process, however it ends. */
export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-simulation-'));
  await chmod(folder, 0o755); // root runs PostgreSQL as another user
  removeAtEnd(folder);
  const dataFolder = join(folder, 'postgres');
  const postgres = await startPostgres({ dataFolder, port: await freePort(), crew: alone(), unsafe: true });
  await ensureDatabase(postgres, TEMPLATE);
  await migrate(postgres.url(TEMPLATE));
  return {
    async database(name) {
      const admin = new Client({ connectionString: postgres.url('postgres') });
      await admin.connect();
      try {
        await admin.query(`create database ${admin.escapeIdentifier(name)} template ${TEMPLATE}`);
      } finally {
        await admin.end();
      }
      return postgres.url(name);
    },
    async remove() {
      await postgres.child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
