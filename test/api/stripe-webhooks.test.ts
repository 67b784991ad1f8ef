import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routePayments } from '../../providers/payment/routing.ts';
import { stripePayments } from '../../providers/payment/stripe/provider.ts';
import { httpPeer } from '../support/http-peer.ts';
import type { HttpPeer } from '../support/http-peer.ts';
import { openApi } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';

const secret = 'whsec_of_the_endpoint';
let api: TestApi;
let peer: HttpPeer;
let refunds: readonly object[] = [];

beforeAll(async () => {
  peer = await httpPeer(({ method, url, body }) => {
    if (url.startsWith('/v1/refunds'))
      return { status: 200, body: { object: 'list', data: refunds, has_more: false, url: '/v1/refunds' } };
    if (method !== 'POST') return { status: 404, body: { error: { type: 'invalid_request_error' } } };
    const key = new URLSearchParams(body.toString()).get('metadata[holdfast_session]');
    const session = { payment_status: 'unpaid', created: 1_795_399_200, expires_at: 1_795_402_800 };
    return {
      status: 200,
      body: { ...session, id: `cs_${key}`, url: 'https://checkout.stripe.com/x', status: 'open' },
    };
  });
  const stripe = stripePayments({ secretKey: 'sk_test_1', webhookSecret: secret, apiUrl: peer.url });
  api = await openApi({ payments: routePayments([stripe], { card: 'stripe' }) });
});
afterAll(async () => {
  await api.close();
  await peer.close();
});

/** An order of 100.00 with an open session at Stripe, and our key of it. */
async function withSession(): Promise<{ order: PlacedOrder; key: string }> {
  const order = await api.place();
  expect((await api.ask('POST', `/v1/orders/${order.id}/payment-link`, {})).status).toBe(201);
  const where = { orderId: order.id };
  const { id: key } = await api.shop.database.client.paymentSession.findFirstOrThrow({ where });
  return { order, key };
}

/** Stripe tells of something, signed as Stripe does; the body is laid out as JSON would not be by itself. */
function tell(id: string, type: string, object: object) {
  const created = Math.floor(Date.parse(api.clock.now) / 1000);
  const raw = JSON.stringify({ id, object: 'event', type, created, data: { object } }, undefined, 3);
  const { webhooks } = new Stripe('sk_test_1');
  const signature = webhooks.generateTestHeaderString({ payload: raw, secret, timestamp: created });
  const headers = { 'stripe-signature': signature };
  return api.ask('POST', '/v1/webhooks/payments/stripe', undefined, { raw, key: '', headers });
}

const ours = (order: PlacedOrder, key: string) => ({ holdfast_order: order.id, holdfast_session: key });

function paidSession(order: PlacedOrder, key: string) {
  const money = { amount_total: 10_000, currency: 'cny', created: 1_795_399_200 };
  return {
    id: `cs_${key}`,
    ...money,
    status: 'complete',
    payment_status: 'paid',
    metadata: ours(order, key),
  };
}

const statusOf = async (order: PlacedOrder) => (await api.ask('GET', `/v1/orders/${order.id}`)).body;

describe('Stripe’s webhooks', () => {
  test('pay an order, once, whatever the layout of the signed text', async () => {
    const { order, key } = await withSession();
    const tellIt = () => tell('evt_paid', 'checkout.session.completed', paidSession(order, key));
    expect(await tellIt()).toMatchObject({ status: 200, body: { received: true, matched: true } });
    expect((await tellIt()).status).toBe(200);
    expect(await statusOf(order)).toMatchObject({ status: 'paid', amountPaid: { amount: 10_000 } });
  });

  test('that failed name the session by our key, and it is marked', async () => {
    const { order, key } = await withSession();
    const failure = { last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' } };
    const payment = { id: 'pi_1', status: 'requires_payment_method', amount: 10_000, currency: 'cny' };
    const object = { ...payment, ...failure, metadata: ours(order, key) };
    expect((await tell('evt_failed', 'payment_intent.payment_failed', object)).status).toBe(200);
    expect(await statusOf(order)).toMatchObject({
      status: 'awaiting_payment',
      payment: { state: 'failed', failure: { code: 'insufficient_funds' } },
    });
    const session = await api.shop.database.client.paymentSession.findUniqueOrThrow({ where: { id: key } });
    expect(session).toMatchObject({ state: 'failed', failureCode: 'insufficient_funds' });
  });

  test('that tell of a refund count what Stripe gave back by itself, and not what we asked for', async () => {
    const { order, key } = await withSession();
    await tell('evt_paid_2', 'checkout.session.completed', paidSession(order, key));
    const asked = await api.ask('POST', `/v1/orders/${order.id}/refunds`, {
      amount: { amount: 300, currency: 'CNY' },
      reason: 'x',
    });
    expect(asked.status).toBe(201);
    const { key: refundKey } = await api.shop.database.client.refund.findFirstOrThrow({
      where: { orderId: order.id },
    });
    const common = { object: 'refund', currency: 'cny', created: 1_795_399_450, status: 'succeeded' };
    refunds = [
      { ...common, id: 're_dashboard', amount: 700, metadata: {} },
      { ...common, id: 're_ours', amount: 300, metadata: { holdfast_refund: refundKey } },
    ];
    const charge = { id: 'ch_1', amount_refunded: 1_000, metadata: ours(order, key) };
    expect((await tell('evt_back', 'charge.refunded', charge)).status).toBe(200);
    expect((await tell('evt_back_again', 'charge.refunded', charge)).status).toBe(200);
    expect(await statusOf(order)).toMatchObject({ status: 'paid', amountRefunded: { amount: 700 } });
  });

  test('that tell that a refund came back take it back, once, whichever of them comes', async () => {
    const { order, key } = await withSession();
    await tell('evt_paid_3', 'checkout.session.completed', paidSession(order, key));
    const common = { object: 'refund', id: 're_back', amount: 700, currency: 'cny', created: 1_795_399_450 };
    refunds = [{ ...common, status: 'succeeded', metadata: {} }];
    const charge = { id: 'ch_3', amount_refunded: 700, metadata: ours(order, key) };
    await tell('evt_back_3', 'charge.refunded', charge);
    expect(await statusOf(order)).toMatchObject({ amountRefunded: { amount: 700 } });
    const failed = { ...common, status: 'failed', failure_reason: 'insufficient_funds' };
    const object = { ...failed, metadata: { holdfast_order: order.id } };
    expect((await tell('evt_failed_3', 'refund.failed', object)).status).toBe(200);
    expect((await tell('evt_failed_4', 'charge.refund.updated', object)).status).toBe(200);
    expect(await statusOf(order)).toMatchObject({ status: 'paid', amountRefunded: { amount: 0 } });
    const { database } = api.shop;
    const told = await database.client.paymentEvent.findMany({
      where: { orderId: order.id, type: 'payment.refund_failed' },
    });
    expect(told.map(({ eventId, outcome }) => [eventId, outcome])).toEqual([
      ['re_back/failed', 'refund_came_back'],
    ]);
  });

  test('with a forged signature are 401 and change nothing', async () => {
    const { order, key } = await withSession();
    const raw = JSON.stringify(paidSession(order, key));
    const headers = { 'stripe-signature': 't=1795399200,v1=00' };
    const answer = await api.ask('POST', '/v1/webhooks/payments/stripe', undefined, {
      raw,
      key: '',
      headers,
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
    expect(await statusOf(order)).toMatchObject({ status: 'awaiting_payment' });
  });

  test('of another program on the same account are taken and change nothing', async () => {
    const { order, key } = await withSession();
    const object = { ...paidSession(order, key), metadata: {} };
    expect((await tell('evt_other', 'checkout.session.completed', object)).status).toBe(200);
    expect(await statusOf(order)).toMatchObject({ status: 'awaiting_payment' });
  });
});
