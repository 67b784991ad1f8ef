import { Client } from 'pg';
import { expect, test } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import type { Database } from '../../prisma/database.ts';
import { isDatabaseAway } from '../../prisma/database-trouble.ts';
import { beginStep } from '../../prisma/steps.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { aDatabase } from '../support/placed-orders.ts';

const ways: readonly (readonly [string, (database: Database) => Promise<unknown>])[] = [
  ['a read', ({ client }) => client.shop.count()],
  ['a raw query', ({ client }) => client.$queryRaw`select 1`],
  ['a transaction', (database) => database.transaction((client) => client.$queryRaw`select 1`)],
];

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: unknown) => error,
  );
}

test.each(ways)('%s without a server there says that the database is away', async (_, work) => {
  const database = openDatabase({
    url: `postgresql://nobody@127.0.0.1:${await freePort()}/none`,
    connections: 1,
  });
  expect(isDatabaseAway(await errorOf(work(database)))).toBe(true);
  await database.close();
});

test('a step whose connection is cut off says that the database is away', async () => {
  const { database, url, drop } = await aDatabase(1);
  try {
    const cut = database.transaction(async (client) => {
      await beginStep(client, 'an-order');
      await cutOff(url);
      await beginStep(client, 'an-order');
    });
    expect(isDatabaseAway(await errorOf(cut))).toBe(true);
  } finally {
    await drop();
  }
});

test.each([
  ['a statement that is wrong', ({ client }: Database) => client.$queryRawUnsafe('select no_such_column')],
  [
    'a row that is there already',
    ({ client }: Database) => client.$queryRaw`insert into shops select * from shops`,
  ],
])('%s does not', async (_, work) => {
  const { database, drop } = await aDatabase(1);
  expect(isDatabaseAway(await errorOf(work(database)))).toBe(false);
  await drop();
});

/** As a restart of the server does: every connection to the database is ended. */
async function cutOff(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await admin.end();
}
