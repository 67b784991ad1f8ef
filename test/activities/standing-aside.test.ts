import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;
beforeAll(async () => void (shop = await openMoneyShop()));
afterAll(() => shop.close());
const { anOrder } = tillOf(() => shop);

const apply = (world: OrderWorld, orderId: string) =>
  world.ask(orderId, {
    kind: 'apply_credit',
    applicationId: randomUUID(),
    product: 'pay_later',
    documents: 0,
  });
const standAside = (world: OrderWorld, orderId: string) =>
  world.ask(orderId, { kind: 'begin_supersede', token: 't' });

/** Declined with grade B: it is offered what would work, and documents would be looked at. */
async function declined(world: OrderWorld): Promise<string> {
  const orderId = await anOrder(world, {
    lines: [{ sku: 'mug', quantity: 101, unitPrice: { amount: 5_000, currency: 'CNY' } }],
  });
  await apply(world, orderId);
  await world.report(orderId, 650);
  expect(await shop.order(orderId)).toMatchObject({ credit: { state: 'declined', grade: 'B' } });
  return orderId;
}

test('rule 30: an order that stands aside can’t be applied for', async () => {
  const world = openWorld(shop);
  const orderId = await anOrder(world);
  await standAside(world, orderId);
  expect(await apply(world, orderId)).toMatchObject({ accepted: false, code: 'being_superseded' });
  expect((await shop.order(orderId)).status).toBe('awaiting_payment');
});

test('rule 30: nor can offers for it be taken, or documents make that it is assessed again', async () => {
  const world = openWorld(shop);
  const orderId = await declined(world);
  await standAside(world, orderId);
  for (const { id: offerId } of (await shop.order(orderId)).offers ?? [])
    expect(await world.ask(orderId, { kind: 'accept_offer', offerId })).toMatchObject({
      code: 'being_superseded',
    });
  expect(await world.ask(orderId, { kind: 'add_documents', documents: 1 })).toMatchObject({
    code: 'being_superseded',
  });
});

test.each([
  ['applied for', apply],
  [
    'to be paid at the door',
    (world: OrderWorld, orderId: string) =>
      world.ask(orderId, { kind: 'change_method', method: 'cash_on_delivery', by: 'buyer' }),
  ],
])('%s in the moment in which its minute is over, it stands aside no more', async (_, ask) => {
  const world = openWorld(shop);
  const orderId = await anOrder(world);
  await standAside(world, orderId);
  world.sleep(MINUTE);
  expect(await ask(world, orderId)).toEqual({ accepted: true });
  expect((await shop.order(orderId)).supersedingSince).toBeNull();
  await world.pass(HOUR);
  const found = await checkIntegrity(shop.database.client, world.now());
  expect(found.filter(({ subject }) => subject === orderId)).toEqual([]);
});
