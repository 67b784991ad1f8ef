import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE, SECOND, later } from '../../domain/duration.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { WEBHOOK_SECRET } from '../support/shop.ts';
import { anOrder, openApi, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const rowOf = (event: { id: string }) =>
  api.shop.database.client.paymentEvent.findUnique({
    where: { provider_eventId: { provider: 'sandbox', eventId: event.id } },
  });
const statusOf = async ({ id }: { id: string }) => (await api.shop.order(id)).status;

describe('a payment event', () => {
  test('is stored, its order’s workflow is told, and then it is answered 200', async () => {
    const order = await api.place();
    const event = succeeded(order);
    const before = api.gateway.told.length;
    const answer = await api.webhook(event);
    expect([answer.status, answer.body]).toEqual([200, { received: true, matched: true }]);
    expect(api.gateway.told).toHaveLength(before + 1);
    const told = { matched: true, signalledAt: new Date(api.clock.now) };
    await expect.poll(() => rowOf(event)).toMatchObject(told); // written beside the answer
    expect(await statusOf(order)).toBe('paid');
  });

  test('known failure 10: that comes five times is told and applied once', async () => {
    const order = await api.place();
    const event = succeeded(order);
    const told = api.gateway.told.length;
    for (let time = 0; time < 5; time += 1) expect((await api.webhook(event)).status).toBe(200);
    expect(api.gateway.told).toHaveLength(told + 1);
    expect((await api.shop.order(order.id)).amountPaid).toBe(10_000);
  });

  test('that comes again with another amount changes nothing', async () => {
    const order = await api.place();
    const event = succeeded(order);
    await api.webhook(event);
    await api.webhook({ ...event, data: { ...event.data, amount: 1 } });
    expect(await rowOf(event)).toMatchObject({ amount: 10_000n });
  });

  test('known failure 9: whose workflow could not be told is stored and answered 503, and told on the repeat', async () => {
    const order = await api.place();
    const event = succeeded(order);
    api.gateway.away = true;
    const answer = await api.webhook(event);
    expect(answer.body).toMatchObject({ status: 503, code: 'engine_unavailable' });
    expect(await rowOf(event)).toMatchObject({ matched: true, signalledAt: null, appliedAt: null });
    api.gateway.away = false;
    expect((await api.webhook(event)).status).toBe(200);
    expect(await statusOf(order)).toBe('paid');
  });

  test('of an order nobody placed is kept and answered 200; nothing is started', async () => {
    const told = api.gateway.told.length;
    const event = succeeded({ id: 'not-placed-yet' });
    const answer = await api.webhook(event);
    expect([answer.status, answer.body]).toEqual([200, { received: true, matched: false }]);
    expect(await rowOf(event)).toMatchObject({ matched: false, signalledAt: null });
    expect(api.gateway.told).toHaveLength(told);
  });

  test('sent again after its order was placed is told', async () => {
    const event = succeeded({ id: 'placed-later' });
    await api.webhook(event);
    await api.place({ orderId: 'placed-later' });
    const answer = await api.webhook(event);
    expect(answer.body).toEqual({ received: true, matched: true });
    expect(await statusOf({ id: 'placed-later' })).toBe('paid');
  });

  test('of an order that is over goes to the one who settles late money', async () => {
    const order = await api.place();
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
    const [told, late] = [api.gateway.told.length, api.gateway.late.length];
    const event = succeeded(order);
    expect((await api.webhook(event)).status).toBe(200);
    expect([api.gateway.told.length - told, api.gateway.late.length - late]).toEqual([0, 1]);
    expect(await rowOf(event)).toMatchObject({ outcome: 'refund' });
  });

  test('names its event to the engine by a hash only', async () => {
    const order = await api.place();
    const event = { ...succeeded(order), id: 'evt_li@example.com' };
    await api.webhook(event);
    expect(api.gateway.told.at(-1)).toMatch(/^[\w-]{22}$/);
  });
});

describe('an event is not taken', () => {
  test('with a signature made with another secret', async () => {
    const order = await api.place();
    const event = succeeded(order);
    const secret = `whsec_${Buffer.from('another secret of some length').toString('base64')}`;
    expect((await api.webhook(event, { secret })).body).toMatchObject({ status: 401, code: 'bad_signature' });
    expect(await rowOf(event)).toBeNull();
  });

  test.each([
    ['signed more than 5 min ago', -5 * MINUTE - SECOND],
    ['signed more than 5 min ahead', 5 * MINUTE + SECOND],
  ])('%s', async (_, off) => {
    const at = new Date(later(api.clock.now, off));
    const answer = await api.webhook(succeeded({ id: 'x' }), { at });
    expect(answer.status).toBe(401);
  });

  test('without a signature', async () => {
    const answer = await api.ask('POST', '/v1/webhooks/payments/sandbox', succeeded({ id: 'x' }), {
      key: '',
    });
    expect(answer.body).toMatchObject({ status: 401, code: 'bad_signature' });
  });

  test('from a provider we do not have', async () => {
    const answer = await api.webhook(succeeded({ id: 'x' }), { provider: 'nobody' });
    expect(answer.body).toMatchObject({ status: 404, code: 'unknown_provider' });
  });

  test.each([
    ['that is no event', { hello: 'world' }],
    ['about an id no order can have', { ...succeeded({ id: 'a/b' }) }],
    ['of an unknown type', { ...succeeded({ id: 'x' }), type: 'payment.dreamt' }],
    ['with an amount that is no number', succeeded({ id: 'x' }, { amount: '10000' })],
  ])('%s', async (_, event) => {
    expect((await api.webhook(event)).body).toMatchObject({ status: 400, code: 'unreadable_event' });
  });

  test('that is no JSON, although it is signed', async () => {
    const raw = '{"id":';
    const headers = signWebhook({ secret: WEBHOOK_SECRET, id: 'm', at: new Date(api.clock.now), body: raw });
    const answer = await api.ask('POST', '/v1/webhooks/payments/sandbox', undefined, {
      raw,
      headers,
      key: '',
    });
    expect(answer.body).toMatchObject({ status: 400, code: 'unreadable_event' });
  });
});

test('an order placed at the same moment as its event is paid in the end', async () => {
  const orderId = 'at-the-same-moment';
  const event = succeeded({ id: orderId });
  const [first] = await Promise.all([
    api.webhook(event),
    api.ask('POST', '/v1/orders', { ...anOrder(), orderId }),
  ]);
  expect(first.status).toBe(200);
  await api.webhook(event);
  expect(await statusOf({ id: orderId })).toBe('paid');
});
