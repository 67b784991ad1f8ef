import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, later } from '../../domain/duration.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;

beforeAll(async () => {
  shop = await runShop();
  await shop.stock('mug', 1_000, { price: 5_000 });
});

afterAll(() => shop.close());

const now = () => new Date().toISOString();

describe('an order nobody pays', () => {
  test('expires at its release time, gives the stock back, and says why', async () => {
    const before = await shop.balance('mug');
    const order = await shop.place({}, now());
    await shop.start(order);
    await shop.skip(order, 25 * HOUR);
    expect(await shop.outcome(order)).toEqual({
      orderId: order.id,
      status: 'expired',
      reason: 'deadline_passed',
    });
    expect(await shop.balance('mug')).toEqual(before);
    expect(await shop.story(order.id)).toEqual(
      expect.arrayContaining(['stock_held', 'stock_released', 'expired:deadline_passed']),
    );
  });

  test('takes at most 15 history events without a session and without a reminder', async () => {
    await shop.policy({ reminders: { enabled: false } });
    const quiet = await shop.place({}, now());
    await shop.policy({});
    await shop.start(quiet);
    await shop.skip(quiet, 25 * HOUR);
    expect((await shop.history(quiet.workflowId)).length).toBeLessThanOrEqual(15);
  });
});

describe('an order that is paid', () => {
  test('commits its hold and waits for delivery', async () => {
    const before = await shop.balance('mug');
    const order = await shop.place({}, now());
    await shop.start(order);
    const sessionId = await shop.openSession(order);
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    expect(await shop.order(order.id)).toMatchObject({
      amountPaid: 10_000,
      amountDue: 0,
      hold: 'committed',
      paymentState: 'succeeded',
    });
    expect(await shop.balance('mug')).toEqual({ onHand: before.onHand - 2, held: before.held });
    expect(await shop.request(order, { kind: 'ship', carrier: 'SF' })).toEqual({ accepted: true });
    expect(await shop.request(order, { kind: 'deliver' })).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'delivered' });
  });

  test('is paid when the provider says so at closing time, although no webhook came', async () => {
    const order = await shop.place({}, now());
    await shop.start(order);
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop.skip(order, 25 * HOUR);
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid', amountDue: 0 });
  });
});

describe('a request', () => {
  test('to cancel releases the stock and is refused the second time', async () => {
    const order = await shop.place({}, now());
    await shop.start(order);
    const cancel = { kind: 'cancel', reason: 'changed_mind', by: 'buyer' } as const;
    expect(await shop.request(order, cancel)).toEqual({ accepted: true });
    expect(await shop.order(order.id)).toMatchObject({
      status: 'cancelled',
      closedReason: 'cancelled_by_buyer',
      hold: 'released',
    });
  });

  test('to change lines moves only the difference', async () => {
    const order = await shop.place({}, now());
    const before = await shop.balance('mug');
    await shop.start(order);
    expect(
      await shop.request(order, { kind: 'change_lines', by: 'buyer', lines: [{ sku: 'mug', quantity: 5 }] }),
    ).toEqual({ accepted: true });
    expect(await shop.balance('mug')).toEqual({ onHand: before.onHand, held: before.held + 3 });
    expect(await shop.order(order.id)).toMatchObject({ total: 25_000, amountDue: 25_000, revision: 2 });
  });

  test('to extend is granted once, by two hours', async () => {
    const order = await shop.place({}, now());
    await shop.start(order);
    expect(await shop.request(order, { kind: 'extend', by: 'buyer' })).toEqual({ accepted: true });
    expect((await shop.order(order.id)).deadline).toBe(later(order.deadline ?? '', 2 * HOUR));
    expect(await shop.request(order, { kind: 'extend', by: 'buyer' })).toMatchObject({
      accepted: false,
      code: 'extension_used',
    });
  });
});

describe('a reminder', () => {
  test('goes out by mail at the planned time, with the amount and a link, and adds at most 12 events', async () => {
    await shop.policy({ reminders: { strategy: 'delay', quietHours: { from: '00:00', to: '00:00' } } });
    const order = await shop.place(
      { customer: { id: 'ann', email: 'ann@example.com', locale: 'en' } },
      now(),
    );
    await shop.policy({});
    await shop.start(order);
    await until(async () => (await shop.history(order.workflowId)).includes('TIMER_STARTED'));
    const before = (await shop.history(order.workflowId)).length;
    await shop.skip(order, 3 * HOUR);
    const mail = shop.mails.find(({ to }) => to === 'ann@example.com');
    expect(mail?.text).toContain('100.00');
    expect(mail?.text).toContain(`http://pay.example/${order.id}`);
    const added = (await shop.history(order.workflowId)).slice(before);
    expect(added.length).toBeLessThanOrEqual(12);
    expect(await shop.order(order.id)).toMatchObject({ remindersSent: 1 });
  });
});
