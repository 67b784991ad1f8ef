import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { statementNames } from '../../prisma/statement-names.ts';
import { aDatabase } from '../support/placed-orders.ts';

test('the same text keeps its name, another gets another', () => {
  const nameOf = statementNames();
  const [one, two] = [nameOf({ sql: 'select 1' }), nameOf({ sql: 'select 2' })];
  expect(nameOf({ sql: 'select 1' })).toBe(one);
  expect(two).not.toBe(one);
});

test('texts without end are not all remembered', () => {
  const nameOf = statementNames(1);
  expect(nameOf({ sql: 'select 1' })).not.toBe('');
  expect(nameOf({ sql: 'select 2' })).toBe('');
});

test('a connection keeps the plans of what it is asked again', async () => {
  const { database, drop } = await aDatabase(1);
  try {
    for (let times = 0; times < 3; times += 1)
      await database.client.order.findUnique({ where: { id: randomUUID() } });
    const [kept] = await database.client.$queryRaw<{ plans: number }[]>`
      select sum(generic_plans + custom_plans)::int as plans from pg_prepared_statements where statement like 'SELECT "public"."orders"%'`;
    expect(kept?.plans).toBe(3);
  } finally {
    await drop();
  }
});
