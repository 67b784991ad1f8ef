import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { MigrationRefused, migrate } from '../../prisma/migrate.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let url: string;
let admin: Client;

beforeEach(async ({ task }) => {
  const name = `migrate_${task.id.replaceAll(/\W/g, '_')}`;
  admin = new Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  await admin.query(`create database ${name}`);
  url = inject('adminUrl').replace(/\/postgres$/, `/${name}`);
});

afterEach(async () => {
  await admin.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
  await admin.end();
});

async function aFolder(migrations: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, sql] of Object.entries(migrations)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

async function rows(sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return z.array(z.unknown()).parse((await client.query(sql)).rows);
  } finally {
    await client.end();
  }
}

const one = 'create table one (id int); insert into one values (1);';
const two = 'create table two as select id + 1 as id from one;';

test('migrations are applied in the order of their names, once, with the checksums Prisma computes', async () => {
  const folder = await aFolder({ '2_two': two, '1_one': one });
  expect(await migrate(url, folder)).toEqual(['1_one', '2_two']);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await rows('select * from two')).toEqual([{ id: 2 }]);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(
    await rows(
      'select migration_name, checksum, applied_steps_count, finished_at >= started_at as finished, rolled_back_at, logs from _prisma_migrations order by 1',
    ),
  ).toEqual([
    {
      migration_name: '1_one',
      checksum: sha256(one),
      applied_steps_count: 1,
      finished: true,
      rolled_back_at: null,
      logs: null,
    },
    {
      migration_name: '2_two',
      checksum: sha256(two),
      applied_steps_count: 1,
      finished: true,
      rolled_back_at: null,
      logs: null,
    },
  ]);
});

test('several at once apply everything once', async () => {
  const folder = await aFolder({ '1_one': one, '2_two': two });
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(url, folder)));
  expect(applied.flat().toSorted()).toEqual(['1_one', '2_two']);
  expect(await rows('select id from one')).toEqual([{ id: 1 }]);
});

test('a migration that fails leaves nothing of itself and keeps those before it', async () => {
  const folder = await aFolder({ '1_one': one, '2_bad': 'create table half (id int); select 1 / 0;' });
  await expect(migrate(url, folder)).rejects.toThrow(
    'Migration 2_bad could not be applied, and nothing of it was: division by zero',
  );
  expect(
    await rows(`select to_regclass('one') is not null as one, to_regclass('half') is not null as half`),
  ).toEqual([{ one: true, half: false }]);
  await writeFile(join(folder, '2_bad', 'migration.sql'), two);
  expect(await migrate(url, folder)).toEqual(['2_bad']);
});

test('a migration that was changed after it was applied is refused, and nothing else is applied', async () => {
  const folder = await aFolder({ '1_one': one });
  await migrate(url, folder);
  await writeFile(join(folder, '1_one', 'migration.sql'), `${one} -- changed`);
  await mkdir(join(folder, '2_two'));
  await writeFile(join(folder, '2_two', 'migration.sql'), two);
  const migrating = migrate(url, folder);
  await expect(migrating).rejects.toThrow(MigrationRefused);
  await expect(migrating).rejects.toThrow(
    /^Migration 1_one was changed after it was applied to this database: restore its file and write a new migration instead\.$/,
  );
  expect(await rows(`select to_regclass('two') as two`)).toEqual([{ two: null }]);
});

test('a migration that Prisma left half done is refused, and one it rolled back is applied again', async () => {
  const folder = await aFolder({ '1_one': one });
  await migrate(url, folder);
  await rows('drop table one');
  await rows('update _prisma_migrations set finished_at = null');
  await expect(migrate(url, folder)).rejects.toThrow(
    /^Migration 1_one failed half way: .*prisma migrate resolve/,
  );
  await rows('update _prisma_migrations set rolled_back_at = now()');
  expect(await migrate(url, folder)).toEqual(['1_one']);
});

test("the project's own migrations apply to an empty database", async () => {
  const applied = await migrate(url);
  expect(applied.length).toBeGreaterThan(0);
  const first = new URL(`../../prisma/migrations/${applied[0]}/migration.sql`, import.meta.url);
  expect(await readFile(first, 'utf8')).toMatch(/create table/i);
});
