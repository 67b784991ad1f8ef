import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, between, durationMs } from '../../../domain/duration.ts';
import { openDatabase } from '../../../prisma/database.ts';
import type { Database } from '../../../prisma/database.ts';
import { hourIn } from '../../../dev/simulate/buyers/awake.ts';
import { summaryOf } from '../../../dev/simulate/summary.ts';
import type { BuyerModel } from '../../../dev/simulate/buyers/model.ts';
import { readOptions } from '../../../dev/simulate/options.ts';
import { jsonOf, textOf } from '../../../dev/simulate/result.ts';
import type { Telling } from '../../../dev/simulate/telling.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { ZONE, aModel, aPolicy, aScene, live } from './a-scene.ts';
import type { Lived } from './a-scene.ts';

const rows: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const drop of rows) await drop();
});

async function lived(...wanted: Parameters<typeof live>): Promise<Lived> {
  const one = await live(...wanted);
  rows.push(one.drop);
  return one;
}

async function inside<T>(
  { databaseUrl }: Lived,
  read: (client: Database['client']) => Promise<T>,
): Promise<T> {
  const database = openDatabase({ url: databaseUrl, connections: 2 });
  try {
    return await read(database.client);
  } finally {
    await database.close();
  }
}

/** Nobody asks for more time, so that deadlines are as the policy has them; everybody may be reminded. */
const unhurried = { paying: { asksForTime: 0 } };
const openToAll = { reminders: { returningNeedPerk: false, callFrom: null } };

describe('the same buyers', () => {
  let usual: Lived;
  let again: Lived;
  let short: Lived;
  let silent: Lived;
  let telling: Telling;
  let model: BuyerModel;

  beforeAll(async () => {
    model = await aModel(unhurried);
    telling = aScene(model);
    usual = await lived(aPolicy(openToAll), telling);
    again = await lived(aPolicy(openToAll), telling);
    short = await lived(
      aPolicy({ ...openToAll, validity: { normal: 'PT6H', made_to_order: 'PT6H' } }),
      telling,
    );
    silent = await lived(aPolicy({ reminders: { enabled: false } }), telling);
  });

  const told = (...lives: readonly Lived[]) => {
    const outcomes = lives.map(({ outcome }, index) => ({
      title: `policy ${index}`,
      policy: defaultPolicy,
      outcome,
    }));
    return { options: readOptions(['--show-buyers']), model, telling, outcomes };
  };

  test('live to the same result again, byte for byte', () => {
    expect(jsonOf(told(again, short))).toBe(jsonOf(told(usual, short)));
    expect(textOf(told(again, short))).toBe(textOf(told(usual, short)));
    expect(usual.outcome.orders.size).toBe(16);
  });

  test('are told side by side, with what is assumed of them', () => {
    const lines = textOf(told(usual, silent)).split('\n');
    const { reminders } = summaryOf(usual.outcome, telling.scene);
    const row = lines.find((line) => line.startsWith('Reminders '));
    expect(row).toMatch(
      new RegExp(`^Reminders +${reminders}, [0-9.]+ an order +0, 0.00 an order +\\+${reminders} \\(`),
    );
    expect(lines).toContain('Assumed: Buyers and orders are made up: nothing here was measured in a shop.');
    expect(lines).toContain('winningBack.ordersAgain = 0.03');
  });

  test('leave a database behind in which every rule holds', () => {
    for (const { outcome } of [usual, short, silent]) expect(outcome.violations).toEqual([]);
  });

  test('have all paid or gone in the end', () => {
    for (const { outcome } of [usual, short, silent]) expect(outcome.reports.unpaidRate.total.open).toBe(0);
  });

  test('are reminded where the policy reminds, and not where it does not', async () => {
    const reminders = (one: Lived) =>
      inside(one, (client) => client.message.count({ where: { purpose: 'reminder' } }));
    expect(await reminders(usual)).toBeGreaterThan(0);
    expect(await reminders(silent)).toBe(0);
    expect([...silent.outcome.orders.values()].every(({ reminders: count }) => count === 0)).toBe(true);
  });

  test('hear nothing in quiet hours but in the app; short orders also by push', async () => {
    const where = { purpose: 'reminder', state: 'sent', channel: { in: ['sms', 'email'] } };
    const sent = await inside(usual, (client) => client.message.findMany({ where }));
    expect(sent.length).toBeGreaterThan(0);
    for (const { sentAt } of sent) {
      const hour = hourIn(ZONE, sentAt?.toISOString() ?? '');
      expect(hour).toBeGreaterThanOrEqual(9);
      expect(hour).toBeLessThan(21);
    }
  });

  test('lose their orders within six hours where these live so long, and hold stock for less', async () => {
    const where = { status: 'expired', kind: { not: 'flash' } };
    const expired = await inside(short, (client) => client.order.findMany({ where }));
    expect(expired.length).toBeGreaterThan(0);
    for (const { placedAt, closedAt } of expired) {
      const lasted = between(placedAt.toISOString(), closedAt?.toISOString() ?? '');
      expect(lasted).toBeGreaterThanOrEqual(6 * HOUR);
      expect(lasted).toBeLessThan(6 * HOUR + durationMs(aPolicy().grace) + MINUTE);
    }
    const hours = ({ outcome }: Lived) => outcome.reports.unpaidRate.total.stockHours;
    expect(hours(short)).toBeLessThan(hours(usual));
  });
});

test('buyers who pay for every reminder they notice, and never else, pay exactly where they were reminded', async () => {
  const certain = {
    buyers: { reachable: { sms: 1, email: 1, push: 0, in_app: 1 } },
    paying: { byThemselves: { new: 0, second: 0, loyal: 0 }, looks: 0, changes: 0, asksForTime: 0 },
    failing: { share: { card: 0, alipay: 0, wechat: 0 } },
    cancelling: { share: 0 },
    reminding: {
      noticed: { sms: 1, email: 1, push: 1, in_app: 1 },
      after: { from: 'PT1M', to: 'PT1M' },
      awake: { from: '00:00', to: '00:00' },
      persuades: { new: 1, second: 1, loyal: 1 },
      emphasis: { delivery: 1, scarcity: 1, trust: 1, membership: 1, none: 1 },
      byHour: Array.from({ length: 24 }, () => 1),
      annoys: 0,
      cancels: 0,
    },
  };
  const { outcome } = await lived(aPolicy(openToAll), aScene(await aModel(certain), { count: 12 }));
  const orders = [...outcome.orders.values()];
  expect(orders.filter(({ isPaid }) => isPaid).length).toBeGreaterThan(0);
  for (const { isPaid, reminders, afterReminder } of orders)
    expect([isPaid, afterReminder]).toEqual([reminders > 0, reminders > 0]);
});

test('no more is sold than there is: what is wanted beyond it is refused or waits for others to give up', async () => {
  const good = { sku: 'last', price: 1_000, kind: 'normal', weight: 1, stockPer100Orders: 25, tags: [] };
  const scarce = {
    orders: { goods: [good], secondLine: 0, secondPiece: 0 },
    paying: { ...unhurried.paying, changes: 0, byThemselves: { new: 1, second: 1, loyal: 1 } },
  };
  const telling = aScene(await aModel(scarce), { count: 20 });
  const { outcome } = await lived(aPolicy(openToAll), telling);
  const { paid, refused } = summaryOf(outcome, telling.scene);
  expect(paid).toBeLessThanOrEqual(5); // a quarter of 20 orders
  expect(refused['out_of_stock']).toBeGreaterThanOrEqual(1);
  expect(outcome.violations).toEqual([]);
});

test('what is taken at payment is sold once too: whoever pays later gets his money back', async () => {
  const good = { sku: 'last', price: 1_000, kind: 'normal', weight: 1, stockPer100Orders: 25, tags: [] };
  const eager = {
    orders: { goods: [good], secondLine: 0, secondPiece: 0 },
    paying: { ...unhurried.paying, changes: 0, byThemselves: { new: 1, second: 1, loyal: 1 } },
    failing: { share: { card: 0, alipay: 0, wechat: 0 } },
  };
  const telling = aScene(await aModel(eager), { count: 12 });
  const { outcome } = await lived(aPolicy({ stock: { deductOn: 'payment' } }), telling);
  const { paid, soldOut, kept, stockHours } = summaryOf(outcome, telling.scene);
  expect([paid, kept, stockHours]).toEqual([3, 3_000, 0]); // a quarter of 12 orders
  expect(soldOut).toBeGreaterThan(0);
  expect(outcome.violations).toEqual([]);
});
