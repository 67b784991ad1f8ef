import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { between } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;

beforeAll(async () => {
  shop = await runShop();
  await shop.stock('mug', 1_000, { price: 5_000 });
  await shop.policy({ validity: { normal: 'PT1S' }, grace: 'PT0S', reminders: { enabled: false } });
});

afterAll(() => shop.close());

const now = () => new Date().toISOString();

/** An order whose workflow sleeps until its release time, under a second from now. */
async function sleeping(): Promise<StoredOrder> {
  const order = await shop.place({}, now());
  await shop.start(order);
  await until(async () => (await shop.order(order.id)).row.startedAt !== null);
  return order;
}

async function releaseTimeOf({ releaseAt }: StoredOrder): Promise<void> {
  await pause(Math.max(0, between(now(), releaseAt ?? now())) + 50);
}

const isDecided = async ({ id }: StoredOrder) => (await shop.order(id)).status !== 'awaiting_payment';

describe('payment and deadline in one workflow task', () => {
  test('the payment first, then the timer: the order is paid, and its stock committed once', async () => {
    const before = await shop.balance('mug');
    const order = await sleeping();
    await shop.whileWorkersAreAway(async () => {
      await shop.event(order, { type: 'payment.succeeded', sessionId: `ses-${order.id}` });
      await releaseTimeOf(order);
    });
    await until(() => isDecided(order));
    expect(await shop.order(order.id)).toMatchObject({
      status: 'paid',
      hold: 'committed',
      amountPaid: 10_000,
    });
    expect(await shop.balance('mug')).toEqual({ onHand: before.onHand - 2, held: before.held });
  });

  test('the timer first, then the payment: the money that is there wins all the same', async () => {
    const before = await shop.balance('mug');
    const order = await sleeping();
    await shop.whileWorkersAreAway(async () => {
      await releaseTimeOf(order);
      await shop.event(order, { type: 'payment.succeeded', sessionId: `ses-${order.id}` });
    });
    await until(() => isDecided(order));
    expect(await shop.order(order.id)).toMatchObject({
      status: 'paid',
      hold: 'committed',
      amountPaid: 10_000,
    });
    expect(await shop.balance('mug')).toEqual({ onHand: before.onHand - 2, held: before.held });
    expect((await shop.story(order.id)).filter((kind) => kind.startsWith('expired'))).toEqual([]);
  });

  test('the payment just after closing: the order is taken up again under a workflow of its own, once', async () => {
    const before = await shop.balance('mug');
    const order = await sleeping();
    await until(() => isDecided(order));
    expect(await shop.order(order.id)).toMatchObject({ status: 'expired', hold: 'released' });
    const late = { type: 'payment.succeeded', sessionId: `ses-${order.id}`, id: `evt-${order.id}` } as const;
    await shop.event(order, late);
    await shop.event(order, late);
    await until(async () => (await shop.order(order.id)).status === 'paid');
    expect(await shop.order(order.id)).toMatchObject({
      workflowId: `order-${order.id}-1`,
      hold: 'committed',
    });
    expect(await shop.balance('mug')).toEqual({ onHand: before.onHand - 2, held: before.held });
    expect((await shop.story(order.id)).filter((kind) => kind.startsWith('taken_up_again'))).toHaveLength(1);
  });

  test('a payment and a cancellation together: exactly one of them wins, and no money is lost', async () => {
    const before = await shop.balance('mug');
    const order = await sleeping();
    const [answer] = await Promise.all([
      shop.request(order, { kind: 'cancel', by: 'buyer', reason: 'changed_mind' }),
      shop.event(order, { type: 'payment.succeeded', sessionId: `ses-${order.id}` }),
    ]);
    const refunds = () => shop.database.client.refund.count({ where: { orderId: order.id } });
    if (answer.accepted) {
      await until(async () => (await refunds()) === 1);
      expect(await shop.order(order.id)).toMatchObject({ status: 'cancelled', hold: 'released' });
      expect(await shop.balance('mug')).toEqual(before);
    } else {
      expect(answer).toMatchObject({ code: 'order_not_open' });
      expect(await shop.order(order.id)).toMatchObject({ status: 'paid', hold: 'committed' });
      expect(await refunds()).toBe(0);
    }
  });
});
