import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { z } from 'zod';

/** Prisma's own number for its migration lock: `prisma migrate deploy` and this wait for each other. */
const MIGRATE_LOCK = 72_707_369;

const MIGRATIONS = fileURLToPath(new URL('migrations', import.meta.url));

/** Prisma's table, column for column, so that its commands agree with what happened here. */
const BOOKKEEPING = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const AppliedRow = z.object({ migration_name: z.string(), checksum: z.string(), finished: z.boolean() });

/** The migrations can't be applied to this database. The message is one sentence for the person who runs them. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/**
 * Brings the database at `databaseUrl` up to date: applies what is missing of `folder`, in the order of the names, each
 * migration in one transaction with its row of Prisma's bookkeeping. Idempotent; several at once wait for each other.
 * Returns the names it applied. Throws `MigrationRefused` when an applied migration was changed afterwards, or is marked
 * as failed by Prisma.
 */
export async function migrate(databaseUrl: string, folder = MIGRATIONS): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATE_LOCK]);
    await client.query(BOOKKEEPING);
    const missing = missingOf(migrations, await readApplied(client));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end(); // gives the lock back
  }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readApplied(client: Client): Promise<ReadonlyMap<string, z.infer<typeof AppliedRow>>> {
  const { rows } = await client.query(
    'select migration_name, checksum, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null',
  );
  return new Map(
    z
      .array(AppliedRow)
      .parse(rows)
      .map((row) => [row.migration_name, row]),
  );
}

function missingOf(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, z.infer<typeof AppliedRow>>,
): readonly Migration[] {
  return migrations.filter(({ name, checksum }) => {
    const row = applied.get(name);
    if (row && !row.finished)
      throw new MigrationRefused(
        `Migration ${name} failed half way: put it right by hand, then mark it with "prisma migrate resolve".`,
      );
    if (row && row.checksum !== checksum)
      throw new MigrationRefused(
        `Migration ${name} was changed after it was applied to this database: restore its file and write a new migration instead.`,
      );
    return !row;
  });
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query(
      'insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationRefused(`Migration ${name} could not be applied, and nothing of it was: ${why}`, {
      cause: error,
    });
  }
}

async function main(): Promise<void> {
  const url = process.env['DATABASE_URL'];
  if (!url)
    throw new MigrationRefused(
      'DATABASE_URL is not set: give it the address of the PostgreSQL database to migrate.',
    );
  const applied = await migrate(url);
  process.stdout.write(`${JSON.stringify({ level: 30, msg: 'migrated', applied })}\n`);
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
