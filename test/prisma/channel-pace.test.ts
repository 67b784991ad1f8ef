import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelPace } from '../../prisma/channel-pace.ts';
import type { Database } from '../../prisma/database.ts';
import { aDatabase } from '../support/placed-orders.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await aDatabase(8));
});
afterAll(() => drop());

test('turns of a channel are evenly apart, however many ask at once, and nobody’s is given twice', async () => {
  const began = performance.now();
  const waits = await Promise.all(
    Array.from({ length: 40 }, () => channelPace(database.client).takeTurn('sms', 2)),
  );
  const took = performance.now() - began;
  const sorted = waits.toSorted((a, b) => a - b);
  expect(sorted[0]).toBe(0);
  // 39 turns later at two a second, less what asking took.
  expect(sorted.at(-1)).toBeGreaterThanOrEqual(Math.floor(19_500 - took));
  expect(sorted.at(-1)).toBeLessThanOrEqual(19_500);
  const rows = await database.client.$queryRaw<{ ahead: number }[]>`
    select extract(epoch from next_at - clock_timestamp())::float8 as ahead from channel_pace where channel = 'sms'`;
  const since = (performance.now() - began) / 1_000;
  expect(rows[0]?.ahead).toBeGreaterThanOrEqual(19.9 - since);
});

test('channels do not wait for each other', async () => {
  const pace = channelPace(database.client);
  for (let turn = 0; turn < 10; turn += 1) await pace.takeTurn('email', 0.1);
  expect(await pace.takeTurn('email', 0.1)).toBeGreaterThan(90_000);
  expect(await pace.takeTurn('push', 0.1)).toBe(0);
});

test('a channel that was idle saves nothing up: the next turn is now, the one after it a step later', async () => {
  const pace = channelPace(database.client);
  await pace.takeTurn('idle', 1_000);
  await database.client.channelPace.update({ where: { channel: 'idle' }, data: { nextAt: new Date(0) } });
  const began = performance.now();
  expect(await pace.takeTurn('idle', 0.5)).toBe(0);
  const next = await pace.takeTurn('idle', 0.5);
  expect(next).toBeGreaterThanOrEqual(Math.floor(2_000 - (performance.now() - began)));
  expect(next).toBeLessThanOrEqual(2_000);
});
