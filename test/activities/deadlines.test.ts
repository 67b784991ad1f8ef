import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import { BEGINNING, openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  shop = await openMoneyShop();
});

afterAll(() => shop.close());

const { anOrder, event } = tillOf(() => shop);

const after = (ms: number) => later(BEGINNING, ms);
const method = (name: string) => ({ kind: 'change_method', method: name, by: 'buyer' }) as const;
const extend = (until?: string) =>
  ({
    kind: 'extend',
    by: until === undefined ? 'buyer' : 'staff',
    ...(until === undefined ? {} : { until }),
  }) as const;

async function report(world: OrderWorld, orderId: string): Promise<string> {
  const problemId = randomUUID();
  const problem = { kind: 'report_problem', problemId, problem: 'cant_pay', noteId: randomUUID() } as const;
  expect(await world.ask(orderId, problem)).toEqual({ accepted: true });
  return problemId;
}

const resolve = (world: OrderWorld, orderId: string, problemId: string) =>
  world.ask(orderId, { kind: 'resolve_problem', problemId });

describe('rule 18: methods and extensions move the deadline', () => {
  test('a slow method lasts to its own due date, and is not closed before it', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    expect(await world.ask(orderId, method('bank_transfer'))).toEqual({ accepted: true });
    expect(await shop.order(orderId)).toMatchObject({
      deadline: after(3 * DAY),
      releaseAt: after(3 * DAY + 5 * MINUTE),
      revision: 2,
    });
    await world.pass(3 * DAY);
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment' });
    await world.pass(6 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test.each([
    ['restores the earlier deadline', 2 * HOUR, 24 * HOUR],
    ['leaves at least 10 min', 30 * HOUR, 30 * HOUR + 10 * MINUTE],
  ])('switching back %s', async (_, when, deadline) => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.ask(orderId, method('bank_transfer'));
    await world.pass(when);
    expect(await world.ask(orderId, method('card'))).toEqual({ accepted: true });
    expect((await shop.order(orderId)).deadline).toBe(after(deadline));
  });

  test('what is left after switching back is left with every other method too', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.ask(orderId, method('bank_transfer'));
    await world.pass(30 * HOUR);
    await world.ask(orderId, method('card'));
    expect(await world.ask(orderId, method('wechat'))).toEqual({ accepted: true });
    await world.pass(5 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({
      status: 'awaiting_payment',
      deadline: after(30 * HOUR + 10 * MINUTE),
    });
  });

  test('changing to the same method changes nothing: the clock is not restarted', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(HOUR);
    expect(await world.ask(orderId, method('card'))).toEqual({ accepted: true });
    expect(await shop.order(orderId)).toMatchObject({ deadline: after(24 * HOUR), revision: 1 });
  });

  test('an order of cash on delivery that is to be paid after all is closed again when it is not', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world, { paymentMethod: 'cash_on_delivery' });
    await world.pass(2 * DAY);
    expect(await world.ask(orderId, method('card'))).toEqual({ accepted: true });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'awaiting_payment',
      deadline: after(2 * DAY + 10 * MINUTE),
    });
    await world.pass(16 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired', hold: 'released' });
  });

  test.each([
    ['bank_transfer', 'good', 'flash'],
    ['cash_on_delivery', 'good', 'flash'],
    ['bank_transfer', 'watch', 'normal'],
    ['cash_on_delivery', 'restricted', 'normal'],
  ] as const)(
    '%s is refused to a buyer of standing %s for an order of kind %s',
    async (wanted, level, kind) => {
      const world = openWorld(shop);
      const id = `buyer-${randomUUID()}`;
      const orderId = await anOrder(world, { customer: { id }, kind });
      await shop.database.client.customer.update({ where: { id }, data: { standing: level } });
      expect(await world.ask(orderId, method(wanted))).toMatchObject({
        accepted: false,
        code: 'method_not_allowed',
      });
    },
  );

  test('a buyer extends once by 2 h, until the deadline and not in grace', async () => {
    const world = openWorld(shop);
    const [orderId, late] = [await anOrder(world), await anOrder(world)];
    expect(await world.ask(orderId, extend())).toEqual({ accepted: true });
    expect(await shop.order(orderId)).toMatchObject({
      deadline: after(26 * HOUR),
      releaseAt: after(26 * HOUR + 5 * MINUTE),
    });
    expect(await world.ask(orderId, extend())).toMatchObject({ code: 'extension_used' });
    await world.pass(24 * HOUR);
    expect(await world.ask(late, extend())).toMatchObject({ code: 'deadline_passed' });
    await world.pass(2 * HOUR + 6 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test('staff extend to a time of their own, later than now’s and within the policy’s limit', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    expect(await world.ask(orderId, extend(after(24 * HOUR)))).toMatchObject({ code: 'extension_too_short' });
    expect(await world.ask(orderId, extend(after(7 * DAY + MINUTE)))).toMatchObject({
      code: 'extension_too_long',
    });
    expect(await world.ask(orderId, extend(after(7 * DAY)))).toEqual({ accepted: true });
    expect(await shop.order(orderId)).toMatchObject({ deadline: after(7 * DAY), extensionsUsed: 0 });
  });

  test('an extension outlives a detour over a slow method', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.ask(orderId, extend());
    await world.ask(orderId, method('bank_transfer'));
    await world.ask(orderId, method('card'));
    expect((await shop.order(orderId)).deadline).toBe(after(26 * HOUR));
  });
});

describe('rule 19: a problem holds reminders and closing, and its time is given back', () => {
  test('the time from report to resolution is given back', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(23 * HOUR);
    const problemId = await report(world, orderId);
    await world.pass(90 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment' });
    await resolve(world, orderId, problemId);
    expect((await shop.order(orderId)).deadline).toBe(after(25.5 * HOUR));
    await world.pass(65 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test('at most 2 h in all, resolved or not, however many problems', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const first = await report(world, orderId);
    await world.pass(HOUR);
    await resolve(world, orderId, first);
    await report(world, orderId);
    await world.pass(5 * HOUR);
    expect((await shop.order(orderId)).deadline).toBe(after(26 * HOUR));
    await report(world, orderId);
    await world.pass(20 * HOUR + 4 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({
      status: 'awaiting_payment',
      deadline: after(26 * HOUR),
    });
    await world.pass(2 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test('two problems open at once take the time once, until both are resolved', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const [first, second] = [await report(world, orderId), await report(world, orderId)];
    await world.pass(20 * MINUTE);
    await resolve(world, orderId, first);
    expect((await shop.order(orderId)).deadline).toBe(after(24 * HOUR));
    await world.pass(20 * MINUTE);
    await resolve(world, orderId, second);
    expect((await shop.order(orderId)).deadline).toBe(after(24 * HOUR + 40 * MINUTE));
    expect(await resolve(world, orderId, second)).toMatchObject({ code: 'problem_not_found' });
  });

  test('while it is open the deadline told is not the end: more time may be asked for, and what was taken is given back first', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(23 * HOUR);
    const problemId = await report(world, orderId);
    await world.pass(90 * MINUTE);
    expect(await world.ask(orderId, extend())).toEqual({ accepted: true });
    expect((await shop.order(orderId)).deadline).toBe(after(27.5 * HOUR));
    await world.pass(15 * MINUTE);
    await resolve(world, orderId, problemId);
    expect((await shop.order(orderId)).deadline).toBe(after(27.75 * HOUR));
    await world.pass(3 * HOUR + 6 * MINUTE);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test('staff who extend meanwhile get the time they ask for, and it goes on being held', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(23 * HOUR);
    await report(world, orderId);
    await world.pass(90 * MINUTE);
    expect(await world.ask(orderId, extend(after(25.5 * HOUR)))).toMatchObject({
      code: 'extension_too_short',
    });
    expect(await world.ask(orderId, extend(after(30 * HOUR)))).toEqual({ accepted: true });
    expect((await shop.order(orderId)).deadline).toBe(after(30 * HOUR));
    await world.pass(HOUR);
    expect((await shop.order(orderId)).deadline).toBe(after(30.5 * HOUR));
  });

  test('reported in the grace, it puts no deadline off that was over', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(24 * HOUR + 2 * MINUTE);
    await report(world, orderId);
    await world.pass(HOUR);
    expect(await world.ask(orderId, extend())).toMatchObject({ code: 'deadline_passed' });
  });

  test('past the deadline told, an application to pay later ends the pause and is taken', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(23.5 * HOUR);
    await report(world, orderId);
    await world.pass(HOUR);
    const application = { product: 'pay_later', applicationId: randomUUID(), documents: 0 };
    expect(await world.ask(orderId, { kind: 'apply_credit', ...application })).toEqual({ accepted: true });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'payment_processing',
      deadline: after(25 * HOUR),
    });
  });

  test('reported while closing waits for the provider, it lets the buyer pay again', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.link(orderId);
    world.provider.reachable = false;
    await world.pass(24 * HOUR + 6 * MINUTE);
    const problemId = await report(world, orderId);
    await world.pass(30 * MINUTE);
    await resolve(world, orderId, problemId);
    world.provider.reachable = true;
    const { deadline, closingSince } = await shop.order(orderId);
    expect({ deadline, closingSince }).toEqual({
      deadline: after(24 * HOUR + 30 * MINUTE),
      closingSince: null,
    });
  });

  test('resolved while a payment is processing, the reminders are planned for when it fails', async () => {
    const world = openWorld(shop);
    const { id: orderId } = await shop.place({}, world.now());
    await world.open(orderId);
    const problemId = await report(world, orderId);
    await event(world, orderId, { type: 'payment.processing' });
    await resolve(world, orderId, problemId);
    await event(world, orderId, { type: 'payment.failed', failureCode: 'no_funds' });
    expect((await shop.order(orderId)).nextReminderAt).not.toBeNull();
  });

  test('its kind is kept, and staff are told', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const problemId = await report(world, orderId);
    const { client } = shop.database;
    expect(await client.problem.findUniqueOrThrow({ where: { id: problemId } })).toMatchObject({
      kind: 'cant_pay',
    });
    expect(await client.alert.findFirstOrThrow({ where: { subject: orderId } })).toMatchObject({
      kind: 'problem_reported',
    });
  });
});

describe('rule 21: told and real', () => {
  test('a session never outlives the deadline told, which is before the release time', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.ask(orderId, method('bank_transfer'));
    await world.pass(2.5 * DAY);
    await world.link(orderId);
    const { deadline, releaseAt } = await shop.order(orderId);
    const { expiresAt } = await shop.database.client.paymentSession.findFirstOrThrow({ where: { orderId } });
    expect(expiresAt.toISOString()).toBe(deadline);
    expect(Date.parse(releaseAt ?? '') - Date.parse(deadline ?? '')).toBe(5 * MINUTE);
  });

  test('every move of the deadline is in the journal, with where it was and is, and plans reminders again', async () => {
    const world = openWorld(shop);
    const { id: orderId } = await shop.place({}, world.now());
    await world.open(orderId);
    await world.ask(orderId, extend());
    await world.ask(orderId, method('bank_transfer'));
    await resolve(world, orderId, await report(world, orderId));
    const story = (await shop.story(orderId)).filter((entry) =>
      /extended|method_changed|reminder_planned/.test(entry),
    );
    expect(story).toEqual([
      'reminder_planned:placed',
      'extended:by_buyer',
      'reminder_planned:extended',
      'method_changed',
      'reminder_planned:method_changed',
      'extended:problem_resolved',
      'reminder_planned:problem_resolved',
    ]);
  });

  test('known failure 13: nothing but a rule moves it: news, refusals and changed lines leave it alone', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(HOUR);
    await event(world, orderId, { type: 'payment.failed', failureCode: 'no_funds' });
    await world.ask(orderId, { kind: 'change_lines', lines: [{ sku: 'mug', quantity: 3 }], by: 'buyer' });
    await world.ask(orderId, {
      kind: 'change_lines',
      lines: [{ sku: 'unheard-of', quantity: 3 }],
      by: 'buyer',
    });
    await event(world, orderId, { amount: 1_000 });
    expect((await shop.order(orderId)).deadline).toBe(after(24 * HOUR));
  });
});
