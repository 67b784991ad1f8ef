import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCalls } from '../../activities/index.ts';
import { listOf } from '../../api/cursor.ts';
import { PaymentLink } from '../../api/schemas/payment-link.ts';
import { ListedRefund, Refund } from '../../api/schemas/refund.ts';
import { MINUTE } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { bankTransfers } from '../../providers/payment/bank/provider.ts';
import { routePayments } from '../../providers/payment/routing.ts';
import { openWorld } from '../support/order-world.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi({ payments: routePayments([bankTransfers()], { bank_transfer: 'bank' }) });
});
afterAll(() => api.close());

/** An order of 100.00 paid by transfer as the bank's transaction `transaction`, of which `amount` (all, if left out) was asked back. */
async function askedBack({ amount, shop }: { amount?: number; shop?: string } = {}) {
  api.clock.move(MINUTE);
  const order = await api.place({ paymentMethod: 'bank_transfer', ...(shop ? { shop } : {}) });
  const { reference } = (await api.ask('POST', `/v1/orders/${order.id}/payment-link`, {})).as(PaymentLink);
  const transaction = randomUUID();
  const heading = 'account,transaction_id,booked_at,amount,currency,reference';
  const csv = `${heading}\nDE1,${transaction},2026-11-23T01:00:00Z,100.00,CNY,${reference}`;
  await api.ask('POST', '/v1/bank-statements', { csv });
  const asked = { reason: 'damaged', ...(amount === undefined ? {} : { amount }) };
  const { id } = (await api.ask('POST', `/v1/orders/${order.id}/refunds`, asked)).as(Refund);
  return { orderId: order.id, id, transaction };
}

/** The same, once the provider has left it to a person. */
async function byHand(wish: Parameters<typeof askedBack>[0] = {}) {
  const asked = await askedBack(wish);
  const { dependencies } = openWorld(api.shop);
  const calls = createCalls({ ...dependencies, providers: new Map([['bank', bankTransfers()]]) });
  expect(await calls.sendRefund({ refundId: asked.id, now: api.clock.now })).toBe('by_hand');
  return asked;
}

const list = async (query = 'state=by_hand', key?: string) =>
  (await api.ask('GET', `/v1/refunds?${query}`, undefined, key ? { key } : {})).as(listOf(ListedRefund)).data;
const done = (id: string, body: object = {}, more: { key?: string; headers?: Record<string, string> } = {}) =>
  api.ask('POST', `/v1/refunds/${id}/done`, body, more);
const read = async (orderId: string) => (await api.ask('GET', `/v1/orders/${orderId}?include=journal`)).body;
const find = async (id: string, state = 'by_hand') =>
  (await list(`state=${state}`)).find((one) => one.id === id);

async function expectSound(orderId: string): Promise<void> {
  const found = await checkIntegrity(api.shop.database.client, api.clock.now);
  expect(found.filter((one) => one.subject === orderId || one.facts['order'] === orderId)).toEqual([]);
}

describe('a refund of a bank transfer', () => {
  test('waits for a person, with what the statement told of the payer’s transfer', async () => {
    const { orderId, id, transaction } = await byHand({ amount: 4_000 });
    expect(await find(id)).toEqual({
      id,
      orderId,
      amount: { amount: 4_000, currency: 'CNY' },
      reason: 'damaged',
      restock: false,
      state: 'by_hand',
      requestedAt: api.clock.now,
      payment: { provider: 'bank', reference: `DE1/${transaction}`, at: '2026-11-23T01:00:00.000Z' },
      why: 'a bank transfer is sent back by hand',
    });
    expect(await read(orderId)).toMatchObject({ status: 'paid', amountRefunded: { amount: 0 } });
    await expectSound(orderId);
  });

  test('is on its way: what it gives back can not be asked for again', async () => {
    const { orderId } = await byHand({ amount: 4_000 });
    const more = await api.ask('POST', `/v1/orders/${orderId}/refunds`, { amount: 6_001, reason: 'damaged' });
    expect(more.body).toMatchObject({ code: 'refund_too_large', most: 6_000 });
  });

  test('that a person has sent counts, is journalled with what he says, and needs nobody any more', async () => {
    const { orderId, id } = await byHand({ amount: 4_000 });
    const answer = await done(id, { note: 'sent by Wang', reference: 'OUT-77' });
    expect(answer).toMatchObject({
      status: 200,
      body: { id, state: 'refunded', refundedAt: api.clock.now, reference: 'OUT-77', note: 'sent by Wang' },
    });
    expect(await read(orderId)).toMatchObject({ status: 'paid', amountRefunded: { amount: 4_000 } });
    const entry = await api.shop.database.client.journalEntry.findFirstOrThrow({
      where: { orderId, kind: 'refunded' },
    });
    expect(entry).toMatchObject({
      actor: 'staff',
      reason: 'damaged',
      facts: { refund: id, amount: 4_000, by: 'hand', reference: 'OUT-77' },
    });
    const alert = { kind: 'refund_failed', subject: orderId };
    expect(await api.shop.database.client.alert.findMany({ where: alert })).toMatchObject([
      { acknowledgedAt: new Date(api.clock.now) },
    ]);
    expect(await find(id)).toBeUndefined();
    expect(await find(id, 'refunded')).toMatchObject({ id });
    await expectSound(orderId);
  });

  test('is sent once: the same request answers the same, another is 409', async () => {
    const { orderId, id } = await byHand();
    const key = { headers: { 'idempotency-key': randomUUID() } };
    const [first, again, other] = [await done(id, {}, key), await done(id, {}, key), await done(id)];
    expect(first).toMatchObject({ status: 200, body: { state: 'refunded' } });
    expect(again.body).toEqual(first.body);
    expect(other.body).toMatchObject({ status: 409, code: 'refund_not_by_hand', state: 'refunded' });
    expect(await read(orderId)).toMatchObject({ status: 'cancelled', amountRefunded: { amount: 10_000 } });
    await expectSound(orderId);
  });

  test('forgets what the person wrote of it when its buyer is erased, and stays sent', async () => {
    const { orderId, id } = await byHand();
    const key = { headers: { 'idempotency-key': randomUUID() } };
    const sent = { note: 'to Li Wei', reference: 'OUT-78' };
    await done(id, sent, key);
    const { customerId } = await api.shop.order(orderId);
    expect((await api.ask('DELETE', `/v1/customers/${customerId}`)).status).toBe(204);
    expect(await find(id, 'refunded')).not.toHaveProperty('note');
    const again = await done(id, sent, key);
    expect(again.body).toMatchObject({ status: 409, code: 'refund_not_by_hand' });
    expect(again.text).not.toContain('Li Wei');
  });

  test('sent by two at once is sent by one of them', async () => {
    const { orderId, id } = await byHand();
    const answers = await Promise.all([done(id), done(id), done(id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await read(orderId)).toMatchObject({ amountRefunded: { amount: 10_000 } });
  });

  test('that is still the provider’s to decide is not a person’s', async () => {
    const { id } = await askedBack({ amount: 4_000 });
    expect((await done(id)).body).toMatchObject({
      status: 409,
      code: 'refund_not_by_hand',
      state: 'pending',
    });
  });

  test('sent while the engine is away is on its way, and counts once it is back', async () => {
    const { orderId, id } = await byHand({ amount: 4_000 });
    api.gateway.away = true;
    expect(await done(id)).toMatchObject({ status: 200, body: { state: 'pending' } });
    expect(await find(id)).toBeUndefined();
    expect((await done(id)).status).toBe(409);
    api.gateway.away = false;
    await api.gateway.signalPaymentEvent(await api.shop.order(orderId), 'by the relay');
    expect(await find(id, 'refunded')).toMatchObject({ id });
    expect(await read(orderId)).toMatchObject({ amountRefunded: { amount: 4_000 } });
  });
});

describe('refunds are listed', () => {
  test('oldest first, page by page', async () => {
    const ids = [(await byHand()).id, (await byHand()).id];
    const all = await list('state=by_hand');
    expect(all.map(({ id }) => id).slice(-2)).toEqual(ids);
    const page = await api.ask('GET', `/v1/refunds?state=by_hand&limit=${all.length - 1}`);
    const { nextCursor } = page.as(listOf(ListedRefund));
    expect((await list(`state=by_hand&limit=1&cursor=${nextCursor}`)).map(({ id }) => id)).toEqual([ids[1]]);
  });

  test('and sent for those who may: a shop’s own, by staff', async () => {
    await api.ask('PUT', '/v1/shops/elsewhere', { policy: 'default' });
    const [here, there] = [await byHand(), await byHand({ shop: 'elsewhere' })];
    const bound = await api.keyWith(['staff'], 'elsewhere');
    expect((await list('state=by_hand', bound)).map(({ id }) => id)).toEqual([there.id]);
    expect((await done(here.id, {}, { key: bound })).body).toMatchObject({
      status: 404,
      code: 'refund_not_found',
    });
    const till = await api.keyWith(['payments']);
    expect(await list('state=by_hand', till)).not.toEqual([]);
    expect((await done(here.id, {}, { key: till })).status).toBe(403);
    expect((await done(there.id, {}, { key: bound })).status).toBe(200);
  });

  test.each([
    ['a state there is none', 'GET', '/v1/refunds?state=lost', undefined],
    ['a reference with spaces', 'POST', `/v1/refunds/${randomUUID()}/done`, { reference: 'to Li Wei' }],
    ['an id that is none', 'POST', '/v1/refunds/1/done', {}],
  ] as const)('%s is 422', async (_, method, url, body) => {
    expect((await api.ask(method, url, body)).status).toBe(422);
  });
});
