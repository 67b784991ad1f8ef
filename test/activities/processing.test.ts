import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/duration.ts';
import { openWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  shop = await openMoneyShop();
});

afterAll(() => shop.close());

const { anOrder, report, event, refundsOf, alertsOf, processing, rowOf } = tillOf(() => shop);

describe('rule 16: a payment that is processing', () => {
  test('is asked about every 5 min, keeps the hold past the release time, and alerts staff once', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await processing(world, orderId);
    world.asked.length = 0;
    await world.pass(30 * HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'payment_processing', hold: 'held' });
    expect(world.asked.filter((id) => id === sessionId)).toHaveLength((30 * HOUR) / (5 * MINUTE));
    expect(await alertsOf(orderId)).toEqual(['stuck_payment']);
    expect((await shop.story(orderId)).filter((kind) => kind === 'alert:stuck_payment')).toHaveLength(1);
  });

  test('closes at once when it fails after the release time', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await processing(world, orderId);
    await world.pass(26 * HOUR);
    world.provider.pay(sessionId, 'failed', 0, world.now());
    await event(world, orderId, { sessionId, type: 'payment.failed', failureCode: 'limit' });
    await world.pass(0);
    expect(await rowOf(orderId)).toMatchObject({
      status: 'expired',
      hold: 'released',
      closedAt: new Date(world.now()),
    });
  });

  test('that the provider no longer knows of has failed: the order is not immortal', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await processing(world, orderId);
    const session = world.provider.sessions.get(sessionId);
    if (session) session.state = 'closed';
    await world.pass(6 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment', paymentState: 'failed' });
    await world.pass(25 * HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test('of one attempt goes on when another brings a part', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const [mine, friends] = [(await world.link(orderId)) ?? '', (await world.link(orderId, 'friend')) ?? ''];
    world.provider.pay(mine, 'processing', 10_000, world.now());
    await event(world, orderId, { sessionId: mine, type: 'payment.processing' });
    await report(world, orderId, friends, 3_000);
    expect(await shop.order(orderId)).toMatchObject({ status: 'payment_processing', amountPaid: 3_000 });
  });

  test('of nothing but a part leaves nothing processing', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await processing(world, orderId);
    await report(world, orderId, sessionId, 3_000);
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment', paymentState: 'none' });
  });

  test('refuses the buyer’s cancel and change, and closes when staff force it: money that comes later goes back once', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await processing(world, orderId);
    const refusal = { accepted: false, code: 'payment_in_progress' };
    const lines = [{ sku: 'mug', quantity: 1 }];
    expect(await world.ask(orderId, { kind: 'cancel', reason: 'changed_mind', by: 'buyer' })).toEqual(
      refusal,
    );
    expect(await world.ask(orderId, { kind: 'cancel', reason: 'changed_mind', by: 'staff' })).toEqual(
      refusal,
    );
    expect(await world.ask(orderId, { kind: 'change_lines', lines, by: 'buyer' })).toEqual(refusal);
    expect(await world.ask(orderId, { kind: 'cancel', reason: 'fraud', by: 'staff', force: true })).toEqual({
      accepted: true,
    });
    expect(await shop.order(orderId)).toMatchObject({ status: 'cancelled', hold: 'released' });
    await report(world, orderId, sessionId);
    await event(world, orderId, { sessionId });
    await world.sendRefunds();
    expect(world.provider.refunds.size).toBe(1);
    expect(await refundsOf(orderId)).toEqual([{ amount: 10_000, reason: 'order_closed', currency: 'CNY' }]);
  });

  test('again after a failure is seen by asking, although it was processing before', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.pay(sessionId, 'processing', 10_000, world.now());
    await world.calls.askSessions({ orderId, now: world.now() });
    await world.apply(orderId);
    world.provider.pay(sessionId, 'failed', 0, world.now());
    await event(world, orderId, { sessionId, type: 'payment.failed' });
    await world.pass(MINUTE);
    world.provider.pay(sessionId, 'processing', 10_000, world.now());
    await world.calls.askSessions({ orderId, now: world.now() });
    await world.apply(orderId);
    expect(await shop.order(orderId)).toMatchObject({ status: 'payment_processing' });
  });
});
