import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND, later } from '../../domain/duration.ts';
import { nextAttempt } from '../../domain/webhooks/retries.ts';
import { isGenuineWebhook } from '../../providers/standard-webhooks.ts';
import { sendWebhooks } from '../../worker/webhooks.ts';
import { openApi, succeeded } from '../api/support/api.ts';
import type { TestApi } from '../api/support/api.ts';
import { httpPeer } from '../support/http-peer.ts';
import type { HttpPeer } from '../support/http-peer.ts';

let api: TestApi;
let crm: HttpPeer;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  crm = await httpPeer();
});
afterEach(async () => {
  await api.shop.database.client.webhookEndpoint.updateMany({ data: { removedAt: new Date() } });
  await api.shop.database.client.webhookDelivery.deleteMany({});
  await crm.close();
});

const Created = z.object({ id: z.string(), secret: z.string() });
const Deliveries = z.object({
  data: z.array(z.looseObject({ id: z.string(), type: z.string(), state: z.string() })),
});

/** Asks to be told of these events. */
async function subscribe(...events: string[]) {
  const answer = await api.ask('POST', '/v1/webhook-endpoints', { url: crm.url, events });
  return answer.as(Created);
}
/** A pass of the sender. Deliveries are due from the machine's own time on, so that no clock of an order moves them. */
const pass = (after = 0) =>
  sendWebhooks({
    database: api.shop.database,
    secret: 'a-secret-for-tests-only',
    log: { warn: () => {} },
    now: () => later(new Date().toISOString(), after),
  });
const told = () =>
  crm.requests.map(({ body }) => z.looseObject({ type: z.string() }).parse(JSON.parse(String(body))).type);
const deliveriesOf = async (id: string) =>
  (await api.ask('GET', `/v1/webhook-endpoints/${id}/deliveries`)).as(Deliveries).data;

describe('an endpoint is told', () => {
  test('of what it asked for, signed, once', async () => {
    const { secret, id } = await subscribe('order.paid', 'order.promised');
    const order = await api.place();
    await api.webhook(succeeded(order));
    expect(await pass()).toBe(2);
    expect(await pass()).toBe(0);
    expect(told().toSorted()).toEqual(['order.paid', 'order.promised']);
    for (const { headers, body } of crm.requests) {
      const signed = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, String(value)]),
      );
      const facts = { headers: signed, body: String(body), now: new Date() };
      expect(isGenuineWebhook({ ...facts, secret })).toBe(true);
      expect(
        isGenuineWebhook({ ...facts, secret: `whsec_${Buffer.from('another').toString('base64')}` }),
      ).toBe(false);
    }
    const paid = crm.requests.find(({ body }) => String(body).includes('order.paid'));
    expect(JSON.parse(String(paid?.body))).toMatchObject({
      type: 'order.paid',
      data: { orderId: order.id, customerId: order.customerId, shop: 'default', reason: 'paid_in_full' },
    });
    expect((await deliveriesOf(id)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
  });

  test.each([
    [['*'], true],
    [['order.*'], true],
    [['order.cancelled'], true],
    [['order.canc'], false],
    [['reminder.*'], false],
    [['customer.standing_changed', 'order.cancelled'], true],
  ])('%j: of a cancelled order %s', async (events, isTold) => {
    const order = await api.place();
    await subscribe(...events);
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
    await pass();
    expect(told().includes('order.cancelled')).toBe(isTold);
  });

  test('of a standing that changes, by whoever changes it', async () => {
    await subscribe('customer.standing_changed');
    await api.ask('PUT', '/v1/customers/told', {});
    await api.ask('POST', '/v1/customers/told/block', { reason: 'Name of a person' });
    await pass();
    expect(JSON.parse(String(crm.requests[0]?.body))).toMatchObject({
      type: 'customer.standing_changed',
      data: { customerId: 'told', from: 'good', to: 'blocked', reason: 'blocked_by_staff', actor: 'staff' },
    });
    expect(String(crm.requests[0]?.body)).not.toContain('Name of a person');
  });

  test('of its own shop only, where its key is of one', async () => {
    await api.ask('PUT', '/v1/shops/own', { policy: 'default' });
    const key = await api.keyWith(['admin'], 'own');
    const body = { url: crm.url, events: ['order.placed'] };
    await api.ask('POST', '/v1/webhook-endpoints', body, { key });
    await api.place();
    const mine = await api.place({ shop: 'own' });
    await pass();
    expect(crm.requests.map(({ body: sent }) => String(sent).includes(mine.id))).toEqual([true]);
    expect((await api.ask('GET', '/v1/webhook-endpoints', undefined, { key })).body).toMatchObject({
      data: [{ shop: 'own' }],
    });
  });
});

describe('an endpoint that does not answer', () => {
  test.each<[string, HttpPeer['answer']]>([
    ['500', () => ({ status: 500 })],
    ['a redirection', () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } })],
    ['a broken line', () => 'cut'],
  ])('but %s is told again, with the same id and signed afresh', async (_, answer) => {
    crm.answer = answer;
    const { id } = await subscribe('order.placed');
    await api.place();
    await pass();
    expect(await deliveriesOf(id)).toMatchObject([
      { state: 'waiting', attempts: 1, lastAnswer: expect.any(String) },
    ]);
    expect(await pass()).toBe(0);
    crm.answer = () => ({ status: 204 });
    await pass(6 * SECOND);
    const ids = crm.requests.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: 2, lastAnswer: '204' }]);
  });

  test('for days is given up, and staff are told', async () => {
    crm.answer = () => ({ status: 503 });
    const { id } = await subscribe('order.placed');
    await api.place();
    for (let after = 0, attempt = 0; attempt < 12; attempt += 1, after += 25 * HOUR) await pass(after);
    expect(crm.requests).toHaveLength(12);
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'failed', attempts: 12, lastAnswer: '503' }]);
    expect(
      await api.shop.database.client.alert.findMany({ where: { kind: 'webhook_failed' } }),
    ).toMatchObject([{ subject: id, facts: { answer: '503', attempts: 12 } }]);
  });

  test('and says that it is gone, or is removed, is told nothing more', async () => {
    crm.answer = () => ({ status: 410 });
    const { id } = await subscribe('order.placed');
    await api.place();
    await pass();
    await api.place();
    expect(await pass(DAY)).toBe(0);
    expect((await api.ask('GET', `/v1/webhook-endpoints/${id}/deliveries`)).status).toBe(404);
    const second = await subscribe('order.placed');
    await api.place();
    expect((await api.ask('DELETE', `/v1/webhook-endpoints/${second.id}`)).status).toBe(204);
    expect(await pass(DAY)).toBe(0);
  });
});

describe('what an endpoint was told', () => {
  const send = (path: string, key?: string) =>
    api.ask('POST', `/v1/webhook-endpoints/${path}`, {}, key === undefined ? {} : { key });
  const states = async (id: string, state: string) =>
    (await api.ask('GET', `/v1/webhook-endpoints/${id}/deliveries?state=${state}`)).as(Deliveries).data;

  test('is told again under the same id, also when it was taken', async () => {
    const { id } = await subscribe('order.placed');
    const order = await api.place();
    await pass();
    const [taken] = await deliveriesOf(id);
    expect(taken).toMatchObject({ state: 'delivered', orderId: order.id, customerId: order.customerId });
    const again = await send(`${id}/deliveries/${taken?.id}/send-again`);
    expect(again.body).toMatchObject({ id: taken?.id, state: 'waiting', attempts: 0 });
    expect([await pass(), await pass()]).toEqual([1, 0]);
    expect(new Set(crm.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  test('and has not taken is told again by one request, given up or not', async () => {
    const { id } = await subscribe('order.placed');
    await api.place();
    await pass();
    crm.answer = () => ({ status: 503 });
    await api.place();
    for (let after = 0, attempt = 0; attempt < 12; attempt += 1, after += 25 * HOUR) await pass(after);
    await api.place();
    await pass();
    expect([await states(id, 'delivered'), await states(id, 'waiting')].map((list) => list.length)).toEqual([
      1, 1,
    ]);
    expect(await states(id, 'failed')).toMatchObject([{ attempts: 12, lastAnswer: '503' }]);
    crm.answer = () => ({ status: 200 });
    expect((await send(`${id}/deliveries/send-again`)).body).toEqual({ sentAgain: 2 });
    expect(await pass()).toBe(2);
    expect(await states(id, 'delivered')).toHaveLength(3);
    expect((await send(`${id}/deliveries/send-again`)).body).toEqual({ sentAgain: 0 });
  });

  test('is for who may see the endpoint, and only what it was told', async () => {
    const { id } = await subscribe('order.placed');
    const other = await subscribe('order.placed');
    await api.place();
    const [delivery] = await deliveriesOf(id);
    await api.ask('PUT', '/v1/shops/own', { policy: 'default' });
    const key = await api.keyWith(['admin'], 'own');
    for (const path of [`${id}/deliveries/send-again`, `${id}/deliveries/${delivery?.id}/send-again`])
      expect((await send(path, key)).body).toMatchObject({ code: 'webhook_endpoint_not_found' });
    expect((await api.ask('GET', `/v1/webhook-endpoints/${id}`, undefined, { key })).status).toBe(404);
    expect((await send(`${other.id}/deliveries/nothing/send-again`)).body).toMatchObject({
      code: 'webhook_delivery_not_found',
    });
    expect((await api.ask('GET', `/v1/webhook-endpoints/${id}`)).body).toMatchObject({
      id,
      url: crm.url,
      events: ['order.placed'],
    });
  });
});

test('attempts go on for more than four days, and end', () => {
  const now = '2026-11-23T00:00:00.000Z';
  const pauses = Array.from({ length: 12 }, (_, index) => nextAttempt(index + 1, now));
  expect(pauses[0]).toBe(later(now, 5 * SECOND));
  expect(pauses.at(-1)).toBeUndefined();
  const whole = pauses.reduce((sum, at) => sum + (at ? Date.parse(at) - Date.parse(now) : 0), 0);
  expect(whole).toBeGreaterThan(4 * DAY);
  expect(whole).toBeLessThan(6 * DAY + MINUTE);
});

test('nothing is written where nobody wants to know', async () => {
  await api.place();
  expect(await api.shop.database.client.webhookDelivery.count()).toBe(0);
});
