import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;
beforeAll(async () => void (shop = await openMoneyShop()));
afterAll(() => shop.close());

const { anOrder, event, refundsOf } = tillOf(() => shop);

async function aSku(onHand: number): Promise<string> {
  const sku = `sku-${randomUUID()}`;
  await shop.stock(sku, onHand, { price: 5_000 });
  return sku;
}

const linesOf = (sku: string, quantity: number) => [
  { sku, quantity, unitPrice: { amount: 5_000, currency: 'CNY' } },
];

function orderOf(world: OrderWorld, sku: string, quantity: number): Promise<string> {
  return anOrder(world, { lines: linesOf(sku, quantity) });
}

/** What was answered: `fine`, or the refusal's code. */
async function change(world: OrderWorld, orderId: string, sku: string, quantity: number): Promise<string> {
  const answer = await world.ask(orderId, { kind: 'change_lines', lines: [{ sku, quantity }], by: 'buyer' });
  return answer.accepted ? 'fine' : answer.code;
}

/** Somebody else wants `quantity` too. */
async function take(world: OrderWorld, sku: string, quantity: number): Promise<string> {
  return shop.place({ shop: shop.quiet, lines: linesOf(sku, quantity) }, world.now()).then(
    () => 'fine',
    () => 'out_of_stock',
  );
}

async function sound(world: OrderWorld): Promise<void> {
  const found = await checkIntegrity(shop.database.client, world.now());
  expect(found.filter(({ rule }) => rule !== 'orders_are_started')).toEqual([]);
}

describe('known failure 19: an order never competes with its own hold', () => {
  test.each([
    [5, 5, 4, 'fine'],
    [5, 3, 5, 'fine'],
    [5, 5, 5, 'fine'],
    [5, 3, 6, 'out_of_stock'],
  ] as const)('%i on hand, %i held by it, %i wanted: %s', async (onHand, held, wanted, answer) => {
    const world = openWorld(shop);
    const sku = await aSku(onHand);
    const orderId = await orderOf(world, sku, held);
    expect(await change(world, orderId, sku, wanted)).toBe(answer);
    const now = answer === 'fine' ? wanted : held;
    expect(await shop.balance(sku)).toEqual({ onHand, held: now });
    expect((await shop.order(orderId)).lines).toMatchObject([{ quantity: now }]);
    await sound(world);
  });
});

describe('changing at the same moment as', () => {
  test('another change: one after the other, and what is held is what the last one says', async () => {
    const world = openWorld(shop);
    const sku = await aSku(10);
    const orderId = await orderOf(world, sku, 2);
    const answers = await Promise.all([1, 4, 7, 3].map((wanted) => change(world, orderId, sku, wanted)));
    expect(answers).toEqual(['fine', 'fine', 'fine', 'fine']);
    const { lines, revision, total, amountDue } = await shop.order(orderId);
    expect(revision).toBe(5);
    expect(total).toBe(5_000 * (lines[0]?.quantity ?? 0));
    expect(amountDue).toBe(total);
    expect(await shop.balance(sku)).toEqual({ onHand: 10, held: lines[0]?.quantity });
    await sound(world);
  });

  test('a payment: what was paid counts on what the order is then, and what is too much goes back', async () => {
    for (let round = 0; round < 6; round += 1) {
      const world = openWorld(shop);
      const sku = await aSku(10);
      const orderId = await orderOf(world, sku, 2);
      const wanted = round % 2 === 0 ? 1 : 3;
      const [answer] = await Promise.all([change(world, orderId, sku, wanted), event(world, orderId)]);
      await world.apply(orderId);
      const { status, lines, amountPaid, amountDue, total } = await shop.order(orderId);
      expect(['fine', 'order_not_open']).toContain(answer);
      expect(lines[0]?.quantity).toBe(answer === 'fine' ? wanted : 2);
      expect(amountPaid).toBe(Math.min(10_000, total));
      expect(status).toBe(amountDue === 0 ? 'paid' : 'awaiting_payment');
      const back = (await refundsOf(orderId)).reduce((sum, { amount }) => sum + amount, 0);
      expect(amountPaid + back).toBe(10_000);
      await sound(world);
    }
  });

  test('others who take the last pieces: no more is held than there is', async () => {
    for (let round = 0; round < 4; round += 1) {
      const world = openWorld(shop);
      const sku = await aSku(5);
      const [a, b] = [await orderOf(world, sku, 2), await orderOf(world, sku, 1)];
      const answers = await Promise.all([
        change(world, a, sku, 4),
        change(world, b, sku, 3),
        take(world, sku, 2),
        take(world, sku, 1),
      ]);
      const more = [2, 2, 2, 1].reduce(
        (sum, pieces, index) => sum + (answers[index] === 'fine' ? pieces : 0),
        0,
      );
      expect(more).toBeGreaterThan(0);
      expect(more).toBeLessThanOrEqual(2);
      expect(await shop.balance(sku)).toEqual({ onHand: 5, held: 3 + more });
      await sound(world);
    }
  });

  test('changes of two orders that want each other’s pieces, in other orders of SKUs: nobody waits for ever', async () => {
    const world = openWorld(shop);
    const [one, two] = [await aSku(4), await aSku(4)];
    const [a, b] = [await orderOf(world, one, 2), await orderOf(world, two, 2)];
    const both = (first: string, second: string) => [
      { sku: first, quantity: 2 },
      { sku: second, quantity: 2 },
    ];
    const answers = await Promise.all([
      world.ask(a, { kind: 'change_lines', lines: both(one, two), by: 'buyer' }),
      world.ask(b, { kind: 'change_lines', lines: both(two, one), by: 'buyer' }),
    ]);
    expect(answers.map(({ accepted }) => accepted)).toEqual([true, true]);
    expect(await shop.balance(one)).toEqual({ onHand: 4, held: 4 });
    await sound(world);
  });
});

test('an order changed to other lines is pointed out as their duplicate, and no more as the older ones’', async () => {
  const world = openWorld(shop);
  const [one, two] = [await aSku(9), await aSku(9)];
  const customer = { id: `buyer-${randomUUID()}` };
  const orderId = await anOrder(world, { customer, lines: linesOf(one, 2) });
  await world.ask(orderId, { kind: 'change_lines', lines: [{ sku: two, quantity: 1 }], by: 'buyer' });
  const again = async (sku: string, quantity: number) =>
    (await shop.place({ shop: shop.quiet, customer, lines: linesOf(sku, quantity) }, world.now()))
      .possibleDuplicateOf;
  expect(await again(one, 2)).toBeNull();
  expect(await again(two, 1)).toBe(orderId);
});
