import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, later } from '../../domain/duration.ts';
import type { Database } from '../../prisma/database.ts';
import { shops } from '../../prisma/shops.ts';
import { aDatabase, entryOf, newSku, place, wants } from '../support/placed-orders.ts';
import { compareUnpaidRates } from '../../worker/unpaid-rates.ts';

const NOW = '2026-11-24T02:00:00.000Z';
const log = { warn: () => {} };

let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => ({ database, drop } = await aDatabase()));
afterEach(() => drop());

/** So many orders that were paid, and closed unpaid, at one instant. */
async function ended(at: string, { paid = 0, unpaid = 0, forgiven = 0 }): Promise<void> {
  const all = paid + unpaid + forgiven;
  const sku = await newSku(database, all);
  const placings = Array.from({ length: all }, () => wants(sku));
  await place(
    database,
    placings.map((placing) => entryOf(placing)),
    later(at, -DAY),
  );
  const ids = placings.map(({ order }) => order.id);
  const change = (some: readonly string[], data: object) =>
    database.client.order.updateMany({ where: { id: { in: [...some] } }, data });
  await change(ids.slice(0, paid), { status: 'paid', paidAt: at });
  const closed = { status: 'expired', closedAt: at };
  await change(ids.slice(paid, paid + unpaid), { ...closed, unpaidClose: true });
  await change(ids.slice(paid + unpaid), closed);
}

const alerts = () => database.client.alert.findMany({ orderBy: { at: 'asc' } });
const compareAt = (now: string) => compareUnpaidRates({ database, log, now: () => now });

describe('product.md 10: the unpaid rate of a shop', () => {
  test('that is twice its usual is brought to staff, once a day', async () => {
    await ended(later(NOW, -10 * DAY), { paid: 80, unpaid: 20 });
    await ended(later(NOW, -HOUR), { paid: 12, unpaid: 13, forgiven: 5 });
    await compareAt(NOW);
    await compareAt(later(NOW, HOUR));
    const [alert, ...more] = await alerts();
    expect(alert).toMatchObject({
      kind: 'unpaid_rate',
      subject: 'default',
      facts: { percent: 52, usualPercent: 20, orders: 25, unpaid: 13, over: 'P1D', usualOver: 'P28D' },
    });
    expect(more).toEqual([]);
    await ended(later(NOW, 20 * HOUR), { paid: 5, unpaid: 20 });
    await compareAt(later(NOW, DAY));
    expect(await alerts()).toHaveLength(2);
  });

  test('that is as usual is not; orders of before the usual time, and of another shop, are not looked at', async () => {
    await ended(later(NOW, -10 * DAY), { paid: 80, unpaid: 20 });
    await ended(later(NOW, -40 * DAY), { paid: 1_000 });
    await ended(later(NOW, -HOUR), { paid: 20, unpaid: 6 });
    await shops(database.client).put('other', { policy: 'default' });
    await compareAt(NOW);
    expect(await alerts()).toEqual([]);
  });
});
