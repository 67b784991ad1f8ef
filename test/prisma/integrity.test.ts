import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../prisma/database.ts';
import { checkIntegrity, integrityRules } from '../../prisma/integrity.ts';
import type { Violation } from '../../prisma/integrity.ts';
import { liveOrders } from '../support/lived-orders.ts';
import type { LifeName, LivedOrders } from '../support/lived-orders.ts';
import type { Break } from './integrity/break.ts';
import { creditBreaks } from './integrity/credit-breaks.ts';
import { duesBreaks } from './integrity/dues-breaks.ts';
import { journalBreaks } from './integrity/journal-breaks.ts';
import { lifecycleBreaks } from './integrity/lifecycle-breaks.ts';
import { moneyBreaks } from './integrity/money-breaks.ts';
import { parcelBreaks } from './integrity/parcel-breaks.ts';
import { stockBreaks } from './integrity/stock-breaks.ts';
import { waitingBreaks } from './integrity/waiting-breaks.ts';

let shop: LivedOrders;

beforeAll(async () => {
  shop = await liveOrders();
});
afterAll(() => shop.close());

describe('a sound database', () => {
  test('has orders in every state of the slice', async () => {
    const rows = await shop.database.client.order.findMany();
    const state = new Map(rows.map(({ id, status, hold }) => [id, `${status} ${hold}`]));
    const lives = Object.entries(shop.ids).map(([name, id]) => [name, state.get(id)]);
    expect(Object.fromEntries(lives)).toEqual({
      waiting: 'awaiting_payment held',
      linked: 'awaiting_payment held',
      unheld: 'awaiting_payment none',
      processing: 'payment_processing held',
      partlyPaid: 'awaiting_payment held',
      paid: 'paid committed',
      overpaid: 'paid committed',
      givenBack: 'paid committed',
      cameBack: 'paid committed',
      ownCameBack: 'paid committed',
      changed: 'paid committed',
      delivered: 'delivered committed',
      collected: 'delivered committed',
      cancelled: 'cancelled released',
      expired: 'expired released',
      underpaid: 'expired released',
      late: 'expired released',
      takenUp: 'paid committed',
      undone: 'cancelled released',
      superseded: 'cancelled released',
      superseding: 'awaiting_payment held',
      part: 'merged released',
      merged: 'awaiting_payment held',
      applied: 'payment_processing held',
      financed: 'paid committed',
      followed: 'shipped committed',
      arrived: 'delivered committed',
    });
  });

  test('has no violation', async () => {
    expect(await checkIntegrity(shop.database.client, shop.now)).toEqual([]);
  });
});

const breaks: readonly Break[] = [
  ...stockBreaks,
  ...moneyBreaks,
  ...lifecycleBreaks,
  ...waitingBreaks,
  ...journalBreaks,
  ...creditBreaks,
  ...parcelBreaks,
  ...duesBreaks,
];

class Undo extends Error {}

/** What the check finds after the statements, in a transaction that is undone. */
async function foundAfter(statements: readonly string[], now: string): Promise<readonly Violation[]> {
  let found: readonly Violation[] = [];
  const broken = async (client: Client): Promise<void> => {
    for (const statement of statements) await client.$executeRawUnsafe(statement);
    found = await checkIntegrity(client, now);
    throw new Undo();
  };
  await shop.database.transaction(broken).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return found;
}

describe('what is broken by hand is noticed by the rule it breaks, and by no other:', () => {
  test.each(breaks)('%s: %s', async (rule, _, whose, statements) => {
    const id = shop.ids[whose];
    const found = await foundAfter(
      statements.map((statement) => statement.replaceAll(':id', id)),
      shop.now,
    );
    expect([...new Set(found.map((violation) => violation.rule))], JSON.stringify(found, null, 2)).toEqual([
      rule,
    ]);
  });

  test('every rule is broken by at least one of these', () => {
    expect(new Set(breaks.map(([rule]) => rule))).toEqual(new Set(integrityRules.map(({ rule }) => rule)));
  });
});

describe('what only looks broken is left alone:', () => {
  const fine: readonly (readonly [string, LifeName, readonly string[]])[] = [
    [
      'less on hand than held, which staff were alerted to',
      'waiting',
      [
        `insert into stock_ledger (sku, kind, quantity, step, at) values ('mug', 'adjust', -990, 'set', now())`,
        `update stock set on_hand = on_hand - 990 where sku = 'mug'`,
        `insert into alerts (id, key, kind, subject, facts, at) values (gen_random_uuid(), 'k', 'stock_below_held', 'mug', '{}', now())`,
      ],
    ],
    [
      'an order that is being fast-forwarded at this moment',
      'waiting',
      [`update orders set clock_offset_ms = 86400000 where id = ':id'`],
    ],
    [
      'a refund on its way for six days',
      'undone',
      [
        `update refunds set state = 'pending', requested_at = requested_at - interval '6 days' where order_id = ':id'`,
        `update payments set refunded = 0 where order_id = ':id'`,
        `update orders set amount_refunded = 0 where id = ':id'`,
      ],
    ],
    [
      'an order placed four minutes ago that waits for the engine',
      'waiting',
      [
        `update orders set started_at = null, created_at = timestamptz '2026-11-22T03:56:00Z' where id = ':id'`,
      ],
    ],
  ];
  test.each(fine)('%s', async (_, whose, statements) => {
    const id = shop.ids[whose];
    expect(
      await foundAfter(
        statements.map((statement) => statement.replaceAll(':id', id)),
        shop.now,
      ),
    ).toEqual([]);
  });
});
