import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/duration.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { customers } from '../../prisma/customers.ts';
import { messageQueue } from '../../prisma/message-queue.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;
let afterTwoHours: string;
let slots: string;

beforeAll(async () => {
  shop = await openMoneyShop();
  afterTwoHours = await shop.shopWith({ reminders: { strategy: 'delay' } }); // 2.5 h after the order
  slots = await shop.shopWith({ reminders: { strategy: 'slots' } }); // 09:30 and 14:30
});

afterAll(() => shop.close());

const { event } = tillOf(() => shop);

/** An order placed at 10:00 in Shanghai by somebody who reads e-mail and has no in-app inbox. */
async function anOrder(world: OrderWorld, order: Partial<PlacingRequest> = {}) {
  const id = order.customer?.id ?? `buyer-${randomUUID()}`;
  const customer = { id, email: `${id}@example.com`, locale: 'en', consents: { in_app: false } };
  const placed = await shop.place({ shop: afterTwoHours, ...order, customer }, world.now());
  await world.open(placed.id);
  return { orderId: placed.id, buyer: id };
}

const remindersOf = (orderId: string) =>
  shop.database.client.message.findMany({ where: { orderId, purpose: 'reminder' }, orderBy: { at: 'asc' } });
const decidedOf = async (orderId: string) =>
  (await shop.database.client.reminder.findMany({ where: { orderId }, orderBy: { decidedAt: 'asc' } })).map(
    ({ stage, outcome, reason }) =>
      reason === null ? `${stage} ${outcome}` : `${stage} ${outcome}: ${reason}`,
  );
const remindersTo = (world: OrderWorld, buyer: string) =>
  world.mails.filter(
    ({ to, text }) => to === `${buyer}@example.com` && /http:\/\/(?:pay|short)\.example\//.test(text),
  );

describe('known failure 22: a reminder after payment', () => {
  test('is not sent when the order was paid before', async () => {
    const world = openWorld(shop);
    const { orderId } = await anOrder(world);
    await world.pass(2 * HOUR);
    await event(world, orderId);
    await world.pass(20 * HOUR);
    expect(await remindersOf(orderId)).toEqual([]);
  });

  test('is not sent when the provider says at reminding that it was paid: it is taken as paid', async () => {
    const world = openWorld(shop);
    const { orderId } = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.pay(sessionId, 'succeeded', 10_000, world.now());
    await world.pass(3 * HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid' });
    expect(await remindersOf(orderId)).toEqual([]);
  });

  test('is not sent while the provider works on the payment', async () => {
    const world = openWorld(shop);
    const { orderId } = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.pay(sessionId, 'processing', 10_000, world.now());
    await world.pass(3 * HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'payment_processing' });
    expect(await remindersOf(orderId)).toEqual([]);
  });

  test('is sent when the last attempt failed', async () => {
    const world = openWorld(shop);
    const { orderId } = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.pay(sessionId, 'failed', 0, world.now());
    await world.pass(3 * HOUR);
    expect(await decidedOf(orderId)).toEqual(['first sent']);
  });

  test('that was queued and could not be handed over is skipped', async () => {
    const world = openWorld(shop);
    world.mailServer = () => {
      throw new Error('out of order');
    };
    const { orderId, buyer } = await anOrder(world);
    await world.pass(2.5 * HOUR);
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'queued', attempts: 1 }]);
    await event(world, orderId);
    world.mailServer = () => {};
    await world.pass(HOUR);
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'skipped' }]);
    expect(remindersTo(world, buyer)).toEqual([]);
  });

  test('that is on its way as the money is reported is skipped, although no step has applied it', async () => {
    const world = openWorld(shop);
    const { orderId } = await anOrder(world);
    await queued(world, orderId);
    const money = { eventId: randomUUID(), type: 'payment.succeeded', amount: 10_000, currency: 'CNY' };
    await world.store({ ...money, orderId });
    await world.calls.deliverMessages({ orderId, now: world.now() });
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'skipped', error: 'payment_arrived' }]);
  });
});

/** Up to the moment at which the first reminder is decided and not yet handed over. */
async function queued(world: OrderWorld, orderId: string): Promise<void> {
  world.sleep(2.5 * HOUR);
  await world.steps.decideReminder({ orderId, stage: 'first', asked: true, now: world.now() });
  expect(await remindersOf(orderId)).toMatchObject([{ state: 'queued' }]);
}

describe('known failure 23: an outage', () => {
  test.each([
    ['of six hours', 8 * HOUR, 1],
    ['over the deadline', 30 * HOUR, 0],
  ])('%s is followed by what is still right then, one per order at most', async (_, away, most) => {
    const world = openWorld(shop);
    const orders = [await anOrder(world), await anOrder(world), await anOrder(world)];
    world.sleep(away);
    await world.pass(0);
    for (const { orderId } of orders) {
      const sent = (await remindersOf(orderId)).filter(({ state }) => state === 'sent');
      expect(sent.length).toBe(most);
      if (most === 0) expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
    }
  });

  test('over a slot moves its stage to the next slot: two never go out together', async () => {
    const world = openWorld(shop);
    const { orderId, buyer } = await anOrder(world, { shop: slots });
    world.sleep(6 * HOUR);
    await world.pass(0);
    expect(remindersTo(world, buyer)).toEqual([]);
    await world.pass(24 * HOUR);
    expect(remindersTo(world, buyer)).toHaveLength(1);
    expect((await decidedOf(orderId)).filter((decided) => decided.endsWith('sent'))).toHaveLength(1);
  });

  test('into the night sends nothing in quiet hours', async () => {
    const world = openWorld(shop);
    const { buyer } = await anOrder(world);
    world.sleep(13 * HOUR); // 23:00
    await world.pass(0);
    expect(remindersTo(world, buyer)).toEqual([]);
  });

  test('of the provider puts the reminder off by 5 min at a time, and it goes out once', async () => {
    const world = openWorld(shop);
    const { orderId, buyer } = await anOrder(world);
    await world.link(orderId);
    world.provider.reachable = false;
    await world.pass(2.5 * HOUR + 12 * MINUTE);
    expect(remindersTo(world, buyer)).toEqual([]);
    world.provider.reachable = true;
    await world.pass(30 * MINUTE);
    expect(remindersTo(world, buyer)).toHaveLength(1);
    expect(
      (await shop.story(orderId)).filter((entry) => entry === 'reminder_postponed:provider_unreachable'),
    ).toHaveLength(3);
  });

  test('of the mail server lets no stale words out', async () => {
    const world = openWorld(shop);
    world.mailServer = () => {
      throw new Error('out of order');
    };
    const { orderId, buyer } = await anOrder(world);
    await world.pass(3.5 * HOUR);
    world.mailServer = () => {};
    await world.pass(10 * MINUTE);
    expect(remindersTo(world, buyer)).toEqual([]);
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'skipped', error: 'too_late' }]);
  });
});

describe('known failure 25: two orders of one buyer', () => {
  test('never both remind: the newer does, the older does not', async () => {
    const world = openWorld(shop);
    const { orderId: older, buyer } = await anOrder(world);
    await world.pass(10 * MINUTE);
    world.sleep(1_000);
    const { orderId: newer } = await anOrder(world, { customer: { id: buyer } });
    await world.pass(4 * HOUR);
    expect(await decidedOf(older)).toEqual(['first skipped: newer_order_unpaid']);
    expect(await decidedOf(newer)).toEqual(['first sent']);
    expect(remindersTo(world, buyer)).toHaveLength(1);
  });

  test('decided in the same moment remind once', async () => {
    const world = openWorld(shop);
    const first = await anOrder(world);
    const orders = [first, await anOrder(world, { customer: { id: first.buyer } })];
    world.sleep(2.5 * HOUR);
    const now = world.now();
    await Promise.all(
      orders.map(({ orderId }) => world.steps.decideReminder({ orderId, stage: 'first', asked: true, now })),
    );
    const sent = (await Promise.all(orders.map(({ orderId }) => remindersOf(orderId)))).flat();
    expect(sent).toHaveLength(1);
  });

  test('the older is not chased once the newer was paid', async () => {
    const world = openWorld(shop);
    const { orderId: older, buyer } = await anOrder(world);
    world.sleep(1_000);
    const { orderId: newer } = await anOrder(world, { customer: { id: buyer } });
    await world.pass(HOUR);
    await event(world, newer);
    await world.pass(3 * HOUR);
    expect(await decidedOf(older)).toEqual(['first skipped: bought_another_today']);
    expect(remindersTo(world, buyer)).toEqual([]);
  });

  test('the older is not chased while the newer is being paid', async () => {
    const world = openWorld(shop);
    const { orderId: older, buyer } = await anOrder(world);
    world.sleep(1_000);
    const { orderId: newer } = await anOrder(world, { customer: { id: buyer } });
    await event(world, newer, { type: 'payment.processing' });
    await world.pass(3 * HOUR);
    expect(await decidedOf(older)).toEqual(['first skipped: newer_order_unpaid']);
  });

  test('paying one skips what is queued for the other', async () => {
    const world = openWorld(shop);
    const { orderId: older, buyer } = await anOrder(world);
    await queued(world, older);
    world.sleep(1_000);
    const { orderId: newer } = await anOrder(world, { customer: { id: buyer } });
    await event(world, newer);
    await world.calls.deliverMessages({ orderId: older, now: world.now() });
    expect(await remindersOf(older)).toMatchObject([{ state: 'skipped' }]);
    expect(remindersTo(world, buyer)).toEqual([]);
  });
});

describe('known failure 26: held for the morning', () => {
  test('and paid at night: nothing is sent in the morning', async () => {
    const world = openWorld(shop);
    await world.pass(10 * HOUR); // 20:00; 2.5 h later is quiet
    const { orderId, buyer } = await anOrder(world);
    expect((await shop.order(orderId)).nextReminderAt).toBe('2026-11-24T01:00:00.000Z');
    await world.pass(5 * HOUR);
    await event(world, orderId);
    await world.pass(20 * HOUR);
    expect(remindersTo(world, buyer)).toEqual([]);
  });

  test('a reminder whose mail could not be handed over before quiet hours is not sent in them', async () => {
    const world = openWorld(shop);
    await world.pass(8 * HOUR + 25 * MINUTE); // 18:25; 2.5 h later is 20:55
    world.mailServer = () => {
      throw new Error('out of order');
    };
    const { orderId, buyer } = await anOrder(world);
    await world.pass(2.5 * HOUR + 6 * MINUTE);
    world.mailServer = () => {};
    await world.pass(5 * MINUTE);
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'skipped', error: 'quiet_hours' }]);
    expect(remindersTo(world, buyer)).toEqual([]);
  });
});

describe('known failure 27: to somebody who said no', () => {
  test('is not sent when he says so between queueing and sending', async () => {
    const world = openWorld(shop);
    const { orderId, buyer } = await anOrder(world);
    await queued(world, orderId);
    await customers(shop.database.client).withdrawConsent(buyer, 'email');
    await world.calls.deliverMessages({ orderId, now: world.now() });
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'skipped', error: 'no_consent' }]);
  });

  test('falls to nobody when no channel is left', async () => {
    const world = openWorld(shop);
    const { orderId, buyer } = await anOrder(world);
    await customers(shop.database.client).withdrawConsent(buyer, 'email');
    await world.pass(3 * HOUR);
    expect(await remindersOf(orderId)).toEqual([]);
  });

  test('a paid order’s message holds no payment link', async () => {
    const world = openWorld(shop);
    const { orderId, buyer } = await anOrder(world);
    await event(world, orderId);
    await world.pass(MINUTE);
    const paid = world.mails.find(({ to, id }) => to === `${buyer}@example.com` && id.includes('/paid/'));
    expect(paid).toBeDefined();
    expect(`${paid?.text}${paid?.html}${paid?.url}`).not.toContain('pay.example');
  });
});

describe('known failure 28: killed between sending and recording', () => {
  test('is not sent twice', async () => {
    const world = openWorld(shop);
    const { orderId, buyer } = await anOrder(world);
    await queued(world, orderId);
    const [message] = await remindersOf(orderId);
    await messageQueue(shop.database.client).claim(message?.id ?? '', world.now());
    await world.dependencies.channels.get('email')?.deliver({
      ...message,
      id: message?.id ?? '',
      to: message?.to ?? '',
      locale: 'en',
      subject: '',
      text: message?.body ?? '',
      html: '',
    });
    for (let again = 0; again < 3; again += 1) {
      await world.calls.deliverMessages({ orderId, now: world.now() });
      world.sleep(MINUTE);
    }
    expect(remindersTo(world, buyer)).toHaveLength(1);
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'failed' }]);
  });

  test('two senders at once send it once', async () => {
    const world = openWorld(shop);
    const { orderId, buyer } = await anOrder(world);
    await queued(world, orderId);
    const send = () => world.calls.deliverMessages({ orderId, now: world.now() });
    await Promise.all([send(), send(), send()]);
    expect(remindersTo(world, buyer)).toHaveLength(1);
    expect(await remindersOf(orderId)).toMatchObject([{ state: 'sent' }]);
  });
});
