import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND, later } from '../../domain/duration.ts';
import { callContacts } from '../../prisma/call-contacts.ts';
import { customers } from '../../prisma/customers.ts';
import { journal } from '../../prisma/journal.ts';
import { pushSubscriptions } from '../../prisma/push-subscriptions.ts';
import { queueContactMessage } from '../../activities/messages.ts';
import { orderStep } from '../../activities/order-step.ts';
import { readForReminders } from '../../activities/planning.ts';
import { eraseCustomer } from '../../prisma/erasure.ts';
import { ProviderUnavailable } from '../../providers/ports.ts';
import { NOON, openMessages, testChannel } from '../support/message-world.ts';
import type { MessageWorld, TestChannel } from '../support/message-world.ts';

const sms = testChannel('sms');
const email = testChannel('email', { honoursKey: true });
const push = testChannel('push');
const channels: readonly TestChannel[] = [sms, email, push];
let world: MessageWorld;

beforeAll(async () => {
  world = await openMessages(channels);
});
beforeEach(() => {
  for (const channel of channels) {
    channel.handed.length = 0;
    channel.answer = () => ({ state: 'sent', reference: 'ref' });
  }
});
afterAll(() => world.close());

const alertsAbout = async (orderId: string) =>
  world.shop.database.client.alert.findMany({ where: { subject: orderId }, orderBy: { at: 'asc' } });
const consent = (customerId: string, changes: object) =>
  customers(world.shop.database.client).put(customerId, changes);

describe('a message', () => {
  test('goes out on each channel the buyer has and allows, once, and the in-app one is there at once', async () => {
    const order = await world.place();
    expect(await world.queue(order, {})).toEqual(['sms', 'email', 'in_app']); // no browser has subscribed
    expect(await world.deliver(order)).toBeNull();
    expect(await world.deliver(order)).toBeNull();
    expect([sms.handed.length, email.handed.length, push.handed.length]).toEqual([1, 1, 0]);
    const sent = await world.messages(order);
    expect([...sent.values()].map(({ channel, state }) => `${channel} ${state}`).toSorted()).toEqual([
      'email sent',
      'in_app sent',
      'sms sent',
    ]);
  });

  test('has links that name it, short ones in an SMS, and its parts are counted', async () => {
    const order = await world.place();
    await world.queue(order, {});
    const told = await world.messages(order);
    expect(told.get('email')?.body).toContain(
      `https://shop.example/pay/${order.id}?via=reminder/first/email`,
    );
    expect(told.get('email')?.parts).toBeNull();
    const text = told.get('sms')?.body ?? '';
    expect(told.get('sms')?.parts).toBe(1);
    const codes = [...text.matchAll(/https:\/\/shop\.example\/l\/([A-Za-z0-9]{11})(?= |$)/g)].map(
      ([, code = '']) => code,
    );
    const links = await world.shop.database.client.shortLink.findMany({ where: { orderId: order.id } });
    expect(links.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
    expect(links.map(({ page, channel, via }) => ({ page, channel, via }))).toEqual(
      expect.arrayContaining([
        { page: 'pay', channel: 'sms', via: 'reminder/first/sms' },
        { page: 'stop', channel: 'sms', via: 'reminder/first/sms' },
      ]),
    );
  });

  test('goes to a push channel by the buyer’s id, with what a tap opens, once a browser has subscribed', async () => {
    const order = await world.place();
    const subscription = { endpoint: `https://fcm.googleapis.com/${order.id}`, p256dh: 'x', auth: 'y' };
    await pushSubscriptions(world.shop.database.client).put(order.customerId, subscription, NOON);
    expect(await world.queue(order, { channels: ['push'] })).toEqual(['push']);
    await world.deliver(order);
    expect(push.handed).toMatchObject([
      { to: order.customerId, url: `https://shop.example/pay/${order.id}?via=reminder/first/push` },
    ]);
  });

  test('is not queued on a channel that is not set up: the next one takes its place', async () => {
    const { shop, dependencies } = world;
    const order = await world.place();
    const without = { ...dependencies, channels: new Map([['email', email]] as const) };
    const { result } = await orderStep(without, { orderId: order.id, now: NOON }, async (step) => {
      return (await readForReminders(step)).input.reach.channels;
    });
    expect(result).toEqual(['email', 'in_app']);
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment' });
  });

  test('to one who has said no since it was queued is skipped, at once', async () => {
    const order = await world.place();
    await world.queue(order, { channels: ['sms', 'email'] });
    await customers(world.shop.database.client).withdrawConsent(order.customerId, 'sms');
    await world.deliver(order);
    const told = await world.messages(order);
    expect([told.get('sms')?.state, told.get('sms')?.error]).toEqual(['skipped', 'no_consent']);
    expect(told.get('email')?.state).toBe('sent');
    expect(sms.handed).toEqual([]);
  });

  test('to an address that changed since it was queued is skipped', async () => {
    const order = await world.place();
    await world.queue(order, { channels: ['email'] });
    await consent(order.customerId, { email: 'new@example.com' });
    await world.deliver(order);
    expect((await world.messages(order)).get('email')).toMatchObject({
      state: 'skipped',
      error: 'address_changed',
    });
  });
});

describe('a bad address', () => {
  test('takes the channel away until it changes, is journalled, and the next message leaves it out', async () => {
    const order = await world.place();
    email.answer = () => ({ state: 'failed', why: 'bad_address: EENVELOPE 550 5.1.1 RCPT TO' });
    await world.queue(order, { channels: ['email'] });
    await world.deliver(order);
    expect((await world.messages(order)).get('email')).toMatchObject({
      state: 'failed',
      error: 'bad_address: EENVELOPE 550 5.1.1 RCPT TO',
    });
    const [entry] = (await journal(world.shop.database.client).read(order.id)).filter(
      ({ kind }) => kind === 'message_failed',
    );
    expect(entry).toMatchObject({ reason: 'bad_address', facts: { channel: 'email', channelLost: true } });
    expect(JSON.stringify(entry?.facts)).not.toContain('ann@example.com');
    expect(await world.queue(order, { stage: 'second', channels: ['email', 'in_app'] })).toEqual(['in_app']);

    await consent(order.customerId, { email: 'ann.new@example.com' });
    expect(await world.queue(order, { stage: 'third', channels: ['email'] })).toEqual(['email']);
  });

  test('skips what was queued to it before', async () => {
    const order = await world.place();
    await world.queue(order, { channels: ['email'] });
    await world.queue(order, { stage: 'second', channels: ['email'] }, later(NOON, SECOND));
    email.answer = () => ({ state: 'failed', why: 'bad_address' });
    await world.deliver(order);
    email.answer = () => ({ state: 'sent' });
    await world.deliver(order, later(NOON, SECOND));
    const rows = await world.shop.database.client.message.findMany({
      where: { orderId: order.id },
      orderBy: { at: 'asc' },
    });
    expect(rows.map(({ state, error }) => `${state} ${error}`)).toEqual([
      'failed bad_address',
      'skipped bad_address',
    ]);
    expect(email.handed).toHaveLength(1);
  });

  test('of a buyer with no other way to reach him is brought to staff, once', async () => {
    const order = await world.place({ phone: null });
    email.answer = () => ({ state: 'failed', why: 'bad_address' });
    await world.queue(order, { channels: ['email'] });
    await world.deliver(order);
    expect(await alertsAbout(order.id)).toMatchObject([
      { kind: 'buyer_unreachable', facts: { channel: 'email', reason: 'bad_address' } },
    ]);
  });

  test('of a buyer who may be called, or written to otherwise, is not', async () => {
    const order = await world.place({
      consents: { sms: false, email: true, push: false, in_app: true, call: true },
    });
    email.answer = () => ({ state: 'failed', why: 'bad_address' });
    await world.queue(order, { channels: ['email'] });
    await world.deliver(order);
    expect(await alertsAbout(order.id)).toEqual([]);
  });

  test('goes with the rest of a buyer who is erased', async () => {
    const { database } = world.shop;
    const order = await world.place();
    await pushSubscriptions(database.client).put(
      order.customerId,
      { endpoint: `https://x/${order.id}`, p256dh: 'x', auth: 'y' },
      NOON,
    );
    email.answer = () => ({ state: 'failed', why: 'bad_address' });
    await world.queue(order, { channels: ['email'] });
    await world.deliver(order);
    await database.transaction((client) => eraseCustomer(client, order.customerId, NOON));
    const { customerId } = order;
    expect(await database.client.badAddress.count({ where: { customerId } })).toBe(0);
    expect(await database.client.pushSubscription.count({ where: { customerId } })).toBe(0);
  });
});

describe('another failure', () => {
  test('a refusal of one message leaves the channel', async () => {
    const order = await world.place();
    sms.answer = () => ({ state: 'failed', why: 'refused: 422 too_long' });
    await world.queue(order, { channels: ['sms'] });
    await world.deliver(order);
    expect(await world.queue(order, { stage: 'second', channels: ['sms'] })).toEqual(['sms']);
    expect(await world.shop.story(order.id)).toContain('message_failed:refused');
  });

  test('a reader who told the provider to stop has withdrawn the consent', async () => {
    const order = await world.place();
    sms.answer = () => ({ state: 'failed', why: 'stopped: Twilio 21610' });
    await world.queue(order, { channels: ['sms'] });
    await world.deliver(order);
    expect((await customers(world.shop.database.client).find(order.customerId))?.consents).toMatchObject({
      sms: false,
      email: true,
    });
  });

  test('a message to somebody else says nothing of the buyer’s own channels', async () => {
    const order = await world.place();
    const { database } = world.shop;
    const contact = {
      id: crypto.randomUUID(),
      orderId: order.id,
      name: 'Bo',
      phone: null,
      email: 'bo@example.com',
      locale: 'en',
    };
    await callContacts(database.client).keep({ ...contact, at: NOON });
    await orderStep(world.dependencies, { orderId: order.id, now: NOON }, (step) =>
      queueContactMessage(step, contact, {
        channels: ['sms', 'email'],
        purpose: 'problem',
        stage: 'call_first',
        extras: { reason: 'details' },
      }),
    );
    email.answer = () => ({ state: 'failed', why: 'bad_address' });
    await world.deliver(order);
    expect(email.handed).toMatchObject([{ to: 'bo@example.com' }]);
    expect(email.handed[0]).not.toHaveProperty('unsubscribeUrl');
    expect(email.handed[0]?.text).not.toContain('stop');
    expect(await world.queue(order, { stage: 'second', channels: ['email'] })).toEqual(['email']);
  });

  test('trouble that may pass is tried again a minute later, and is given up after an hour with a word to staff', async () => {
    const order = await world.place();
    email.answer = () => {
      throw new ProviderUnavailable('mail server: ECONNECTION');
    };
    await world.queue(order, { purpose: 'paid', channels: ['email'] });
    let waiting: string | null = NOON;
    for (let attempt = 1; waiting !== null && attempt < 100; attempt += 1) {
      const now: string = waiting;
      waiting = await world.deliver(order, now);
      if (waiting !== null) expect(waiting).toBe(later(now, MINUTE));
    }
    expect(email.handed).toHaveLength(60);
    expect((await world.messages(order)).get('email')).toMatchObject({ state: 'failed' });
    const alerts = await world.shop.database.client.alert.findMany({ where: { kind: 'channel_down' } });
    expect(alerts).toMatchObject([{ subject: 'email', facts: { channel: 'email', attempts: 60 } }]);
    expect(await world.queue(order, { stage: 'second', channels: ['email'] })).toEqual(['email']);
  });
});

describe('a sender that died while it handed a message over', () => {
  const claimedBefore = async (orderId: string) => {
    await world.shop.database.client.message.updateMany({
      where: { orderId, state: 'queued' },
      data: { claimedAt: NOON },
    });
  };

  test('is followed by another with the same id where the channel takes an id once', async () => {
    const order = await world.place();
    await world.queue(order, { channels: ['email'] });
    await claimedBefore(order.id);
    expect(await world.deliver(order, later(NOON, 30 * SECOND))).toBe(later(NOON, MINUTE));
    expect(email.handed).toEqual([]);
    await world.deliver(order, later(NOON, MINUTE));
    expect(email.handed).toMatchObject([{ id: `${order.id}/reminder/first/email` }]);
    expect((await world.messages(order)).get('email')?.state).toBe('sent');
  });

  test('is not followed where it does not: one too few is better than one too many', async () => {
    const order = await world.place();
    await world.queue(order, { channels: ['sms'] });
    await claimedBefore(order.id);
    await world.deliver(order, later(NOON, MINUTE));
    expect(sms.handed).toEqual([]);
    expect((await world.messages(order)).get('sms')?.state).toBe('failed');
  });
});

test('a message that was handed over and could not be recorded is not handed over again', async () => {
  const order = await world.place();
  await world.queue(order, { channels: ['sms'] });
  const { client } = world.shop.database;
  await client.$executeRaw`
    create function refuse_sent() returns trigger language plpgsql as
      $$ begin if new.state = 'sent' then raise exception 'the disk is full'; end if; return new; end $$`;
  await client.$executeRaw`create trigger refuse_sent before update on messages for each row execute function refuse_sent()`;
  await expect(world.deliver(order)).rejects.toThrow('the disk is full');
  await client.$executeRaw`drop trigger refuse_sent on messages`;
  await world.deliver(order, later(NOON, 30 * SECOND));
  await world.deliver(order, later(NOON, 2 * MINUTE));
  expect(sms.handed).toHaveLength(1);
  expect((await world.messages(order)).get('sms')?.state).toBe('failed');
});

describe('a channel’s pace', () => {
  test('lets a message wait for its turn as a due time, and its turn is its own', async () => {
    const slow = testChannel('sms', { perSecond: 0.1 });
    const fast = testChannel('email');
    const paced = await openMessages([slow, fast]);
    const [first, second, third] = [await paced.place(), await paced.place(), await paced.place()];
    for (const order of [first, second, third]) await paced.queue(order, { channels: ['sms', 'email'] });
    expect(await paced.deliver(first)).toBeNull();
    const turns = [await paced.deliver(second), await paced.deliver(third)];
    const waits = turns.map((turn) => Date.parse(turn ?? '') - Date.parse(NOON));
    expect(waits[0]).toBeGreaterThan(9_000 - 5_000);
    expect(waits[0]).toBeLessThanOrEqual(10_000);
    expect((waits[1] ?? 0) - (waits[0] ?? 0)).toBeGreaterThan(5_000);
    expect(fast.handed).toHaveLength(3); // no channel waits for another
    expect(slow.handed).toHaveLength(1);

    const { nextAt } = await paced.shop.database.client.channelPace.findUniqueOrThrow({
      where: { channel: 'sms' },
    });
    expect(await paced.deliver(second, turns[0] ?? NOON)).toBeNull();
    expect(slow.handed.map(({ id }) => id)).toEqual([
      `${first.id}/reminder/first/sms`,
      `${second.id}/reminder/first/sms`,
    ]);
    const after = await paced.shop.database.client.channelPace.findUniqueOrThrow({
      where: { channel: 'sms' },
    });
    expect(after.nextAt).toEqual(nextAt);
    await paced.close();
  });

  test('that comes round at once is waited for here', async () => {
    const brisk = testChannel('sms', { perSecond: 20 });
    const paced = await openMessages([brisk]);
    const orders = [];
    for (let n = 0; n < 6; n += 1) orders.push(await paced.place());
    for (const order of orders) await paced.queue(order, { channels: ['sms'] });
    const started = performance.now();
    expect(await Promise.all(orders.map((order) => paced.deliver(order)))).toEqual(orders.map(() => null));
    expect(performance.now() - started).toBeGreaterThan(200);
    expect(brisk.handed).toHaveLength(6);
    await paced.close();
  });
});

describe('a reminder that waited too long for its turn', () => {
  test('is not sent any more', async () => {
    const order = await world.place();
    await world.queue(order, { channels: ['sms'] });
    await world.deliver(order, later(NOON, HOUR));
    expect((await world.messages(order)).get('sms')?.state).toBe('skipped');
  });
});
