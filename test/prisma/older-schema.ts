import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../prisma/migrate.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

export interface OlderSchema {
  readonly client: Client;
  /** Applies the migrations that came since. */
  readonly migrate: () => Promise<unknown>;
}

/** Does `work` on a database of its own, as it was before the migration `before`. */
export async function onOlderSchema(
  before: string,
  work: (schema: OlderSchema) => Promise<void>,
): Promise<void> {
  const name = `before_${before.replaceAll(/\W/g, '_')}`;
  const admin = new Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = inject('adminUrl').replace(/\/postgres$/, `/${name}`);
  const client = new Client({ connectionString: url });
  try {
    await migrate(url, await migrationsBefore(before));
    await client.connect();
    await work({ client, migrate: () => migrate(url) });
  } finally {
    await client.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}

async function migrationsBefore(before: string): Promise<string> {
  const folder = await temporaryFolder();
  const older = (await readdir(MIGRATIONS)).filter((name) => name < before);
  for (const name of older) await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  return folder;
}
