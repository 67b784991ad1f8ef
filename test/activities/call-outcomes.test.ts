import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, later } from '../../domain/duration.ts';
import type { CallOutcome } from '../../domain/call-tasks/call-task.ts';
import type { Answer } from '../../domain/order/requests.ts';
import { callContacts } from '../../prisma/call-contacts.ts';
import { callTasks } from '../../prisma/call-tasks.ts';
import { requestNotes } from '../../prisma/request-notes.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';
import { aCallableBuyer, openTaskOf, placeCalled, tasksOf } from './called-orders.ts';

let shop: TestShop;
let world: OrderWorld;

beforeAll(async () => {
  shop = await openShop();
  await shop.stock('ring', 10_000);
});
beforeEach(async () => {
  await shop.policy({});
  world = openWorld(shop); // Monday 10:00 in Shanghai
});
afterAll(() => shop.close());

interface Told {
  readonly key?: string;
  readonly reason?: string;
  readonly gift?: boolean;
  readonly noteId?: string;
  readonly contactId?: string;
}

/** An order that is to be called about: it is 14:31. */
async function called(policy: object = {}): Promise<StoredOrder> {
  await shop.policy(policy);
  const order = await placeCalled({ shop, world });
  await world.pass(4.5 * HOUR + MINUTE);
  return order;
}

async function tell(order: StoredOrder, outcome: CallOutcome, told: Told = {}): Promise<Answer> {
  const { id: taskId } = await openTaskOf(shop, order.id);
  return world.ask(order.id, { kind: 'call_outcome', taskId, outcome, key: 'desk', ...told });
}

const messagesOf = async (orderId: string) =>
  shop.database.client.message.findMany({ where: { orderId }, orderBy: { id: 'asc' } });
const outcomesOf = async (orderId: string) =>
  (
    await shop.database.client.journalEntry.findMany({
      where: { orderId, kind: 'call_outcome' },
      orderBy: { id: 'asc' },
    })
  ).map(({ reason, actor, facts }) => ({ reason, actor, facts }));

describe('will pay', () => {
  test('holds reminders for two hours, and finishes the task', async () => {
    const order = await called({
      reminders: { slots: ['14:30', '15:30', '18:00'], gap: 'PT30M', maxPerCustomerPerDay: 9 },
    });
    expect((await shop.order(order.id)).nextReminderAt).toBe('2026-11-23T07:30:00.000Z');
    expect(await tell(order, 'will_pay')).toEqual({ accepted: true });
    expect((await shop.order(order.id)).nextReminderAt).toBe('2026-11-23T10:00:00.000Z');
    expect(await tasksOf(shop, order.id)).toMatchObject([
      { state: 'done', outcome: 'will_pay', doneAt: world.now() },
    ]);
    expect(await shop.story(order.id)).toContain('reminder_planned:will_pay');
    expect(await messagesOf(order.id)).toEqual([]);
  });

  test('keeps the hold through whatever is planned again', async () => {
    const order = await called({
      reminders: { slots: ['14:30', '15:30', '18:00'], gap: 'PT30M', maxPerCustomerPerDay: 9 },
    });
    await tell(order, 'will_pay');
    await world.ask(order.id, { kind: 'extend', by: 'buyer' });
    expect((await shop.order(order.id)).nextReminderAt).toBe('2026-11-23T10:00:00.000Z');
  });

  test('for as long as the policy says', async () => {
    const slots = { slots: ['14:30', '15:30', '18:00'], gap: 'PT30M', maxPerCustomerPerDay: 9 };
    const order = await called({ reminders: slots, callTasks: { willPayHold: 'PT10M' } });
    await tell(order, 'will_pay');
    expect((await shop.order(order.id)).nextReminderAt).toBe('2026-11-23T07:30:00.000Z');
  });
});

describe('no answer', () => {
  test('is tried again at the next slot, and again, three times in all; then a message goes out', async () => {
    const order = await called({ validity: { normal: 'P7D' }, reminders: { maxPerOrder: 9 } });
    for (const [attempt, at] of [
      [1, '2026-11-23T06:30:00.000Z'],
      [2, '2026-11-24T01:30:00.000Z'],
      [3, '2026-11-25T01:30:00.000Z'],
    ] as const) {
      expect(await openTaskOf(shop, order.id)).toMatchObject({ attempt, createdAt: at });
      await tell(order, 'no_answer');
      await world.pass(24 * HOUR);
    }
    expect(await tasksOf(shop, order.id)).toHaveLength(3);
    const sent = await messagesOf(order.id);
    expect(sent.map(({ purpose, stage, at }) => [purpose, stage, at.toISOString()])).toEqual([
      ['reminder', 'fourth', '2026-11-26T01:30:00.000Z'],
      ['reminder', 'fourth', '2026-11-26T01:30:00.000Z'],
    ]);
  });

  test('with the strategy `delay` is tried again at the next legal instant', async () => {
    const order = await called({ validity: { normal: 'P3D' }, reminders: { strategy: 'delay' } });
    await tell(order, 'no_answer');
    expect((await shop.order(order.id)).plan).toMatchObject([
      { stage: 'call_again_1', kind: 'call', at: '2026-11-24T01:00:00.000Z' },
      { stage: 'last_call', kind: 'call' },
    ]);
    await world.pass(19 * HOUR);
    expect(await openTaskOf(shop, order.id)).toMatchObject({ stage: 'call_again_1', attempt: 2 });
  });

  test('never after the deadline', async () => {
    const order = await called({ validity: { normal: 'PT6H' } });
    await tell(order, 'no_answer');
    expect((await shop.order(order.id)).plan).toEqual([]);
  });
});

describe('what is spoken about is sent to the buyer', () => {
  test.each<[string, CallOutcome, Told, object, RegExp]>([
    ['the details of the order', 'does_not_remember', {}, {}, /Here are the details of the order/],
    ['the link to change it', 'wants_to_change', {}, {}, /You can change your order/],
    ['help to pay', 'payment_trouble', {}, {}, /if paying gives you trouble\.[\s\S]*Ask a friend to pay/],
    [
      'the gift he keeps it for',
      'not_wanted',
      { gift: true, reason: 'too_expensive' },
      { callTasks: { gift: { text: 'a silk box' } } },
      /Thank you for keeping your order\. For you: a silk box/,
    ],
  ])('%s', async (_, outcome, told, policy, words) => {
    const order = await called(policy);
    expect(await tell(order, outcome, told)).toEqual({ accepted: true });
    const sent = await messagesOf(order.id);
    expect(sent.map(({ purpose, stage, channel }) => [purpose, stage, channel])).toEqual([
      ['problem', 'call_first', 'email'],
      ['problem', 'call_first', 'in_app'],
    ]);
    for (const { body } of sent) {
      expect(body).toMatch(words);
      expect(body).toContain(`http://pay.example/${order.id}`);
    }
    await world.pass(MINUTE);
    expect(world.mails).toHaveLength(1);
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment' });
  });

  test('in words that fit the payment that failed', async () => {
    const order = await called();
    const session = await world.link(order.id);
    const failure = {
      type: 'payment.failed' as const,
      failureCode: 'limit_exceeded',
      amount: 300_000,
      currency: 'CNY',
    };
    await world.store({
      ...failure,
      eventId: `evt-${order.id}`,
      orderId: order.id,
      sessionId: session ?? '',
    });
    await world.apply(order.id);
    await tell(order, 'payment_trouble');
    expect((await messagesOf(order.id))[0]?.body).toContain('Pay in two parts, each below the limit.');
  });
});

describe('payment trouble', () => {
  test('gives the buyer two hours more, without using up his own extension', async () => {
    const order = await called();
    await tell(order, 'payment_trouble');
    const { deadline, releaseAt, extensionsUsed } = await shop.order(order.id);
    expect({ deadline, releaseAt, extensionsUsed }).toEqual({
      deadline: later(order.deadline ?? '', 2 * HOUR),
      releaseAt: later(order.releaseAt ?? '', 2 * HOUR),
      extensionsUsed: 0,
    });
    expect(await shop.story(order.id)).toEqual(
      expect.arrayContaining(['extended:payment_trouble', 'reminder_planned:extended']),
    );
    expect((await messagesOf(order.id))[0]?.body).toContain('21 h 29 min left');
  });

  test('gives none once the deadline has passed', async () => {
    const order = await called();
    await world.pass(19.5 * HOUR + MINUTE);
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment' });
    await tell(order, 'payment_trouble');
    expect((await shop.order(order.id)).deadline).toBe(order.deadline);
  });
});

describe('bought for somebody else', () => {
  const aContact = async (order: StoredOrder, changes: object = {}) => {
    const id = randomUUID();
    const contact = { name: 'Zoe', phone: null, email: 'zoe@example.com', locale: 'en', ...changes };
    await callContacts(shop.database.client).keep({ id, orderId: order.id, at: world.now(), ...contact });
    return id;
  };

  test('sends that person a link to pay, which names neither the buyer nor a way to stop his messages', async () => {
    const order = await called();
    expect(await tell(order, 'for_somebody_else', { contactId: await aContact(order) })).toEqual({
      accepted: true,
    });
    await world.pass(MINUTE);
    const { email = '' } = aCallableBuyer();
    expect(world.mails).toMatchObject([{ to: 'zoe@example.com' }]);
    const [mail] = world.mails;
    expect(mail?.text).toContain('Hello Zoe,');
    expect(mail?.text).toContain('We were told that this order is for you.');
    expect(mail?.text).toContain(`http://pay.example/${order.id}`);
    expect(mail?.text).not.toContain(email);
    expect(mail?.text).not.toContain('stop.example');
    expect(mail?.unsubscribeUrl).toBeUndefined();
  });

  test('is not sent any more once the order has closed', async () => {
    const order = await called();
    await tell(order, 'for_somebody_else', { contactId: await aContact(order) });
    await world.ask(order.id, { kind: 'cancel', reason: 'x', by: 'buyer' });
    await world.calls.deliverMessages({ orderId: order.id, now: world.now() });
    expect(world.mails.filter(({ to }) => to === 'zoe@example.com')).toEqual([]);
    const toZoe = (await messagesOf(order.id)).filter(({ contactId }) => contactId !== null);
    expect(toZoe).toMatchObject([{ state: 'skipped', error: 'not_awaiting_payment' }]);
  });

  test('tells staff when no channel of the shop’s reaches that person', async () => {
    const order = await called();
    const contactId = await aContact(order, { email: null, phone: '139 1111 2222' });
    await tell(order, 'for_somebody_else', { contactId });
    const alerts = await shop.database.client.alert.findMany({ where: { subject: order.id } });
    expect(alerts).toMatchObject([{ kind: 'contact_not_told' }]);
  });
});

describe('not wanted', () => {
  test('cancels the order with that reason, as the buyer’s own wish, and gives the stock back', async () => {
    const before = await shop.balance('ring');
    const order = await called();
    expect(await tell(order, 'not_wanted', { reason: 'found_cheaper' })).toEqual({ accepted: true });
    const after = await shop.order(order.id);
    expect(after).toMatchObject({
      status: 'cancelled',
      closedReason: 'cancelled_by_buyer',
      hold: 'released',
    });
    expect(after.row.closedNote).toBe('found_cheaper');
    expect(await shop.balance('ring')).toEqual(before);
    expect(await tasksOf(shop, order.id)).toMatchObject([
      { state: 'done', outcome: 'not_wanted', reason: 'found_cheaper' },
    ]);
    expect(await shop.story(order.id)).toEqual(
      expect.arrayContaining(['cancelled:found_cheaper', 'call_outcome:not_wanted']),
    );
    expect(await shop.story(order.id)).not.toContain('call_task_withdrawn:not_awaiting_payment');
  });

  test('asks the provider first where a session is open; what was paid meanwhile wins', async () => {
    const order = await called();
    const session = await world.link(order.id);
    world.provider.pay(session ?? '', 'succeeded', 300_000, world.now());
    const answer = await tell(order, 'not_wanted', { reason: 'changed_mind' });
    expect(answer).toMatchObject({ accepted: false, code: 'call_task_withdrawn' });
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid' });
    expect(await tasksOf(shop, order.id)).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('closes the session of an order that was not paid', async () => {
    const order = await called();
    await world.link(order.id);
    expect(await tell(order, 'not_wanted', { reason: 'changed_mind' })).toEqual({ accepted: true });
    expect(await shop.order(order.id)).toMatchObject({ status: 'cancelled' });
  });

  test('keeps the order for a gift, once', async () => {
    const order = await called({ callTasks: { gift: { text: 'a silk box' } }, validity: { normal: 'P3D' } });
    expect(await tell(order, 'not_wanted', { gift: true, reason: 'too_expensive' })).toEqual({
      accepted: true,
    });
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment' });
    expect(await tasksOf(shop, order.id)).toMatchObject([
      { state: 'done', gift: 'a silk box', reason: 'too_expensive' },
    ]);
    await world.pass(24 * HOUR);
    expect(await tell(order, 'not_wanted', { gift: true })).toMatchObject({
      accepted: false,
      code: 'no_gift',
    });
    expect(await openTaskOf(shop, order.id)).toMatchObject({ stage: 'second' });
  });

  test('has no gift where the policy has none', async () => {
    const order = await called();
    expect(await tell(order, 'not_wanted', { gift: true })).toMatchObject({
      accepted: false,
      code: 'no_gift',
    });
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment' });
  });
});

describe('an outcome', () => {
  test('is journalled with what it was about, by codes and ids only', async () => {
    const order = await called();
    const { id: task } = await openTaskOf(shop, order.id);
    const noteId = randomUUID();
    const note = 'Ann’s sister is ill';
    await requestNotes(shop.database.client).keep({ id: noteId, orderId: order.id, note, at: world.now() });
    await tell(order, 'not_wanted', { reason: 'other', noteId });
    const facts = { task, stage: 'first', attempt: 1, why: 'other', gift: false };
    expect(await outcomesOf(order.id)).toEqual([{ reason: 'not_wanted', actor: 'staff', facts }]);
    expect(await tasksOf(shop, order.id)).toMatchObject([{ note }]);
  });

  test('is taken once, however often its request comes', async () => {
    const order = await called();
    const { id: taskId } = await openTaskOf(shop, order.id);
    const request = { kind: 'call_outcome', taskId, outcome: 'payment_trouble', key: 'desk' } as const;
    await world.ask(order.id, request, 3);
    expect(await outcomesOf(order.id)).toHaveLength(1);
    expect((await shop.order(order.id)).deadline).toBe(later(order.deadline ?? '', 2 * HOUR));
  });

  test('of a call that was made is refused', async () => {
    const order = await called();
    const { id: taskId } = await openTaskOf(shop, order.id);
    const request = { kind: 'call_outcome', taskId, outcome: 'will_pay', key: 'desk' } as const;
    await world.ask(order.id, request);
    expect(await world.ask(order.id, request)).toMatchObject({ accepted: false, code: 'call_task_done' });
  });

  test('of a task that nobody knows, or of another order, is refused', async () => {
    const [order, other] = [await called(), await placeCalled({ shop, world })];
    const request = { kind: 'call_outcome', outcome: 'will_pay', key: 'desk' } as const;
    const unknown = await world.ask(order.id, { ...request, taskId: randomUUID() });
    expect(unknown).toMatchObject({ accepted: false, code: 'call_task_not_found' });
    const { id: taskId } = await openTaskOf(shop, order.id);
    const foreign = await world.ask(other.id, { ...request, taskId });
    expect(foreign).toMatchObject({ accepted: false, code: 'call_task_not_found' });
  });

  test('is taken from who has claimed it, from anybody once the claim has run out, and from nobody else', async () => {
    const order = await called();
    const { id } = await openTaskOf(shop, order.id);
    const until = later(world.now(), 30 * MINUTE);
    await callTasks(shop.database.client).claim(id, { by: 'Wang', key: 'desk', until }, world.now());
    expect(await tell(order, 'will_pay', { key: 'other' })).toMatchObject({
      accepted: false,
      code: 'already_claimed',
    });
    await world.pass(30 * MINUTE);
    expect(await tell(order, 'will_pay', { key: 'other' })).toEqual({ accepted: true });
  });
});
