import { randomUUID } from 'node:crypto';
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

const { anOrder, payBySession, report, event, refundsOf, alertsOf, paymentsOf, rowOf } = tillOf(() => shop);

describe('rule 11: a payment is credited once, however it is learnt', () => {
  test('the same event five times, all at once, pays once', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    const eventId = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => event(world, orderId, { sessionId, eventId })));
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect(await paymentsOf(orderId)).toBe(1);
    expect(await refundsOf(orderId)).toEqual([]);
  });

  test('a second event that says a credited session succeeded is a duplicate: nothing goes back', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await payBySession(world, orderId);
    await event(world, orderId, { sessionId });
    expect(await paymentsOf(orderId)).toBe(1);
    expect(await refundsOf(orderId)).toEqual([]);
  });

  test('a webhook after the provider was asked about the same session is a duplicate', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.pay(sessionId, 'succeeded', 10_000, world.now());
    await world.pass(25 * HOUR);
    await event(world, orderId, { sessionId });
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect(await paymentsOf(orderId)).toBe(1);
    expect(await refundsOf(orderId)).toEqual([]);
  });

  test.each(['payment.failed', 'payment.processing'])('%s after succeeded is ignored', async (type) => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await payBySession(world, orderId);
    await event(world, orderId, { sessionId, type });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'paid',
      paymentState: 'succeeded',
      failureCode: null,
    });
  });

  test('two sessions of one order both succeed: the second goes back whole, once', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const mine = (await world.link(orderId)) ?? '';
    const friends = (await world.link(orderId, 'friend')) ?? '';
    await report(world, orderId, mine);
    await report(world, orderId, friends);
    await world.sendRefunds();
    await world.sendRefunds();
    expect(await refundsOf(orderId)).toEqual([{ amount: 10_000, reason: 'already_paid', currency: 'CNY' }]);
    expect(world.provider.refunds.size).toBe(1);
    expect(await shop.order(orderId)).toMatchObject({
      status: 'paid',
      amountPaid: 10_000,
      amountRefunded: 0,
    });
  });

  test('what is paid too much goes back, and the order is paid', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId, 12_345);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000, amountDue: 0 });
    expect(await refundsOf(orderId)).toEqual([{ amount: 2_345, reason: 'excess', currency: 'CNY' }]);
  });

  test('what is paid too little counts, the rest stays due until the deadline, and then what was paid goes back', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId, 4_000);
    expect(await shop.order(orderId)).toMatchObject({
      status: 'awaiting_payment',
      amountPaid: 4_000,
      amountDue: 6_000,
    });
    await world.pass(25 * HOUR);
    await world.sendRefunds();
    expect(await shop.order(orderId)).toMatchObject({
      status: 'expired',
      hold: 'released',
      amountRefunded: 4_000,
    });
    expect(await refundsOf(orderId)).toEqual([{ amount: 4_000, reason: 'underpaid', currency: 'CNY' }]);
  });

  test('the rest of what was paid too little pays the order', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId, 4_000);
    await payBySession(world, orderId, 6_000);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000, amountDue: 0 });
    expect(await refundsOf(orderId)).toEqual([]);
  });

  test('money in another currency does not count: it goes back, and staff are told', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await event(world, orderId, { currency: 'EUR' });
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment', amountPaid: 0 });
    expect(await refundsOf(orderId)).toEqual([{ amount: 10_000, reason: 'wrong_currency', currency: 'EUR' }]);
    expect(await alertsOf(orderId)).toContain('wrong_currency');
  });

  test('an event that names another order’s session changes nothing, and staff are told', async () => {
    const world = openWorld(shop);
    const [orderId, other] = [await anOrder(world), await anOrder(world)];
    const sessionId = (await world.link(other)) ?? '';
    await event(world, orderId, { sessionId });
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment', amountPaid: 0 });
    expect(await alertsOf(orderId)).toEqual(['foreign_session']);
  });

  test('money that came before an order was partly paid in another way is never more than due', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId, 9_999);
    await payBySession(world, orderId, 10_000);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect(await refundsOf(orderId)).toEqual([{ amount: 9_999, reason: 'excess', currency: 'CNY' }]);
  });
});

describe('rule 12: a workflow’s first step applies what was stored before', () => {
  test('an event that came before its order pays it with the first step', async () => {
    const world = openWorld(shop);
    const orderId = `early-${randomUUID()}`;
    await world.store({
      eventId: randomUUID(),
      type: 'payment.succeeded',
      orderId,
      amount: 10_000,
      currency: 'CNY',
    });
    await shop.place({ orderId, shop: shop.quiet }, world.now());
    await world.open(orderId);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', hold: 'committed' });
  });

  test('an order whose first news is a payment under way is still reminded when that fails', async () => {
    const world = openWorld(shop);
    const orderId = `early-${randomUUID()}`;
    const news = { orderId, amount: 10_000, currency: 'CNY' };
    await world.store({ ...news, eventId: randomUUID(), type: 'payment.processing' });
    await shop.place({ orderId }, world.now());
    await world.open(orderId);
    expect(await shop.order(orderId)).toMatchObject({ status: 'payment_processing' });
    await event(world, orderId, { type: 'payment.failed', failureCode: 'no_funds' });
    expect((await shop.order(orderId)).nextReminderAt).not.toBeNull();
  });
});

describe('rule 13: closing sets closing first, then asks and closes every session', () => {
  test('a session left opening by a crash is found by our key and closed', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.expires = false;
    await forget(orderId);
    await world.pass(25 * HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
    expect(world.provider.sessions.get(sessionId)?.state).toBe('closed');
  });

  test('a session left opening by a crash that was paid pays the order', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    await forget(orderId);
    world.provider.pay(sessionId, 'succeeded', 10_000, world.now());
    await world.pass(25 * HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid' });
  });

  test('a session the provider never had keeps nobody waiting', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    await forget(orderId);
    world.provider.sessions.delete(sessionId);
    await world.pass(25 * HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test('once closing has begun no new session is opened', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.link(orderId);
    world.provider.reachable = false;
    await world.pass(24 * HOUR + 6 * MINUTE);
    expect((await shop.order(orderId)).closingSince).not.toBeNull();
    expect(await world.link(orderId)).toBeUndefined();
  });

  test('a session whose attempt failed is closed with the order, at once', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.expires = false;
    world.provider.pay(sessionId, 'failed', 0, world.now()); // no webhook: it is learnt by asking
    const { releaseAt } = await shop.order(orderId);
    await world.pass(25 * HOUR);
    expect(await rowOf(orderId)).toMatchObject({
      status: 'expired',
      failureCode: 'no_funds',
      closedAt: new Date(releaseAt ?? 0),
    });
  });
});

/** As a crash leaves it between our row and the provider's answer. */
async function forget(orderId: string): Promise<void> {
  const data = { state: 'opening', providerSessionId: null, url: null };
  await shop.database.client.paymentSession.updateMany({ where: { orderId }, data });
}
