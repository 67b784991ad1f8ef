import { describe, expect, test } from 'vitest';
import { ProviderUnavailable } from '../../../../providers/ports.ts';
import { request as sandboxRequest } from '../sandbox-connection.ts';
import { KEY, list, refundList, sessions, stripeAt, stripeError } from './stripe-peer.ts';

const session = { sessionId: 'cs_test_a1b2', orderId: 'order-1' };
const request = { ...sandboxRequest, idempotencyKey: KEY };
const refund = {
  key: 'pay-1/late',
  orderId: 'order-1',
  reference: 'cs_test_a1b2',
  amount: 500,
  currency: 'CNY',
};

describe('a session at Stripe', () => {
  test('is opened under our key, with our ids, for the amount due and nothing else', async () => {
    const { stripe, peer } = await stripeAt(() => ({ status: 200, body: sessions['open'] }));
    expect(await stripe.openSession(request)).toEqual({
      sessionId: 'cs_test_a1b2',
      url: 'https://checkout.stripe.com/c/pay/cs_test_a1b2',
      expiresAt: request.expiresAt,
    });
    const [sent] = peer.requests;
    expect(sent?.headers['idempotency-key']).toBe(KEY);
    const body = new URLSearchParams(sent?.body.toString());
    expect(Object.fromEntries(body)).toMatchObject({
      'line_items[0][price_data][unit_amount]': '12345',
      'line_items[0][price_data][currency]': 'cny',
      'metadata[holdfast_order]': 'order-1',
      'payment_intent_data[metadata][holdfast_session]': KEY,
      'adaptive_pricing[enabled]': 'false',
      expires_at: String(Date.parse('2026-11-23T03:00:00Z') / 1000),
    });
  });

  test.each([
    ['at our time where Stripe can', '2026-11-23T03:00:00Z', '2026-11-23T03:00:00Z'],
    ['as soon after as Stripe can where it can not', '2026-11-23T02:10:00Z', '2026-11-23T02:41:00Z'],
    ['a day later at most', '2026-11-25T02:05:00Z', undefined],
  ])('ends %s', async (_, expiresAt, told) => {
    const { stripe, peer } = await stripeAt(() => ({ status: 200, body: sessions['open'] }));
    await stripe.openSession({ ...request, expiresAt });
    const sent = new URLSearchParams(peer.requests[0]?.body.toString()).get('expires_at');
    expect(sent).toBe(told === undefined ? null : String(Date.parse(told) / 1000));
  });

  test.each([
    ['open', { state: 'open' }],
    ['attempt_failed', { state: 'failed', failureCode: 'insufficient_funds' }],
    ['expired', { state: 'closed' }],
    ['paid', { state: 'succeeded', amount: 12345, currency: 'CNY', at: '2026-11-23T02:03:20.000Z' }],
    ['paid_in_yen', { state: 'succeeded', amount: 500, currency: 'JPY', at: '2026-11-23T02:03:20.000Z' }],
    ['slow_method', { state: 'processing' }],
    ['slow_method_failed', { state: 'failed', failureCode: 'payment_method_provider_decline' }],
    ['nothing_to_pay', { state: 'unknown', why: 'it is complete without a payment' }],
  ])('that is %s says so when asked', async (name, answer) => {
    const { stripe } = await stripeAt(() => ({ status: 200, body: sessions[name] }));
    expect(await stripe.askSession(session)).toEqual(answer);
  });

  test.each([
    ['expired', { state: 'closed' }],
    ['paid', { state: 'paid' }],
    ['slow_method', { state: 'processing' }],
    ['slow_method_failed', { state: 'closed' }],
    ['open', { state: 'unknown', why: 'it is open and could not be closed' }],
  ])('that turns out to be %s while it is closed says that', async (name, answer) => {
    const { stripe } = await stripeAt((call) =>
      call.endsWith('/expire')
        ? stripeError(400, { message: 'Only Checkout Sessions with a status in ["open"] can be expired.' })
        : { status: 200, body: sessions[name] },
    );
    expect(await stripe.closeSession(session)).toEqual(answer);
  });

  test('is closed', async () => {
    const { stripe, peer } = await stripeAt(() => ({ status: 200, body: sessions['expired'] }));
    expect(await stripe.closeSession(session)).toEqual({ state: 'closed' });
    expect(peer.requests[0]?.url).toBe('/v1/checkout/sessions/cs_test_a1b2/expire');
  });

  test('that Stripe does not know is another account’s: nothing is known of it, and it closes no order', async () => {
    const { stripe } = await stripeAt(() => stripeError(404, { code: 'resource_missing' }));
    expect(await stripe.askSession(session)).toMatchObject({ state: 'unknown' });
    expect(await stripe.closeSession(session)).toMatchObject({ state: 'unknown' });
  });

  test('is found by our key among those that are open, also on a later page', async () => {
    const other = { ...Object(sessions['open']), id: 'cs_test_other', metadata: {} };
    const { stripe } = await stripeAt((_, { url }) =>
      url.includes('starting_after=cs_test_other')
        ? { status: 200, body: list([sessions['open']]) }
        : { status: 200, body: { ...list([other]), has_more: true } },
    );
    expect(await stripe.findSession(request)).toMatchObject({ sessionId: 'cs_test_a1b2' });
    expect(await stripe.findSession({ ...request, idempotencyKey: 'never-seen' })).toBe('none');
  });

  test('that was opened under the key before with another end is found, not opened again', async () => {
    const { stripe } = await stripeAt((call) =>
      call.startsWith('POST')
        ? stripeError(400, { type: 'idempotency_error' })
        : { status: 200, body: list([sessions['open']]) },
    );
    expect(await stripe.openSession(request)).toMatchObject({ sessionId: 'cs_test_a1b2' });
  });
});

describe('money goes back at Stripe', () => {
  const answering = (refunds: unknown) => (call: string) => {
    if (call.includes('/checkout/')) return { status: 200, body: sessions['paid'] };
    if (call.startsWith('GET')) return { status: 200, body: refunds };
    return {
      status: 200,
      body: { id: 're_9', amount: 500, currency: 'cny', created: 1795399500, status: 'pending' },
    };
  };

  test('once, under our key', async () => {
    const { stripe, peer } = await stripeAt(answering(list([])));
    expect(await stripe.refund(refund)).toEqual({
      state: 'refunded',
      refundId: 're_9',
      at: '2026-11-23T02:05:00.000Z',
    });
    const sent = peer.requests.at(-1);
    expect(sent?.headers['idempotency-key']).toBe('pay-1/late');
    expect(Object.fromEntries(new URLSearchParams(sent?.body.toString()))).toEqual({
      amount: '500',
      payment_intent: 'pi_3Q1',
      'metadata[holdfast_refund]': 'pay-1/late',
      'metadata[holdfast_order]': 'order-1',
    });
  });

  test('not again days later, when Stripe has forgotten the key', async () => {
    const { stripe, peer } = await stripeAt(answering(refundList));
    expect(await stripe.refund({ ...refund, key: 'pay-1/excess', amount: 200 })).toMatchObject({
      refundId: 're_1',
    });
    expect(peer.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('not where Stripe refuses it', async () => {
    const { stripe } = await stripeAt((call) =>
      call.startsWith('POST')
        ? stripeError(400, { code: 'charge_already_refunded' })
        : answering(list([]))(call),
    );
    expect(await stripe.refund(refund)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('charge_already_refunded'),
    });
  });
});

describe('of a Stripe that can’t be relied on nothing is known', () => {
  test.each([
    ['it is down', () => stripeError(503, { type: 'api_error' })],
    ['it is too busy', () => stripeError(429, { type: 'rate_limit_error' })],
    ['the key is wrong', () => stripeError(401, { type: 'invalid_request_error' })],
    ['another call with the key is under way', () => stripeError(409, { type: 'invalid_request_error' })],
    ['it cuts the line', () => 'cut' as const],
    ['it does not answer', () => 'hang' as const],
    ['it answers with something else', () => ({ status: 200, body: '<html>' })],
  ])('when %s', async (_, answer) => {
    const { stripe } = await stripeAt(answer, 150);
    await expect(stripe.openSession(request)).rejects.toThrow(ProviderUnavailable);
    expect(await stripe.askSession(session)).toMatchObject({ state: 'unknown' });
    expect(await stripe.closeSession(session)).toMatchObject({ state: 'unknown' });
    expect(await stripe.findSession(request)).toBe('unknown');
    expect(await stripe.refund(refund)).toMatchObject({ state: 'unknown' });
  });
});
