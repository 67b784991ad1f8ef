import { Stripe } from 'stripe';
import { describe, expect, test } from 'vitest';
import { ProviderUnavailable } from '../../../../providers/ports.ts';
import type { PeerAnswer } from '../../../support/http-peer.ts';
import { KEY, NOW, WEBHOOK_SECRET, events, refundList, stripeAt, stripeError } from './stripe-peer.ts';

const at = '2026-11-23T02:05:00.000Z';
const about = { at, orderId: 'order-1', amount: 12345, currency: 'CNY' };

/** The headers Stripe sends with `payload`, signed by its own library. */
function signed(payload: string, { secret = WEBHOOK_SECRET, when = NOW } = {}) {
  const timestamp = Math.floor(when.getTime() / 1000);
  const { webhooks } = new Stripe('sk_test_123');
  return { 'stripe-signature': webhooks.generateTestHeaderString({ payload, secret, timestamp }) };
}

async function verdictOn(name: string, answer = (): PeerAnswer => ({ status: 200, body: refundList })) {
  const { stripe } = await stripeAt(answer);
  const body = JSON.stringify(events[name]);
  return stripe.verifyWebhook(signed(body), body, NOW);
}

describe('an event of Stripe’s', () => {
  test.each([
    ['completed', [{ ...about, id: 'evt_1completed', type: 'payment.succeeded', sessionId: 'cs_test_a1b2' }]],
    [
      'completed_unpaid',
      [{ ...about, id: 'evt_1unpaid', type: 'payment.processing', sessionId: 'cs_test_a1b2' }],
    ],
    [
      'async_succeeded',
      [{ ...about, id: 'evt_1async', type: 'payment.succeeded', sessionId: 'cs_test_a1b2' }],
    ],
    [
      'async_failed',
      [
        {
          ...about,
          id: 'evt_1asyncfailed',
          type: 'payment.failed',
          sessionId: 'cs_test_a1b2',
          failureCode: 'declined',
        },
      ],
    ],
    [
      'attempt_failed',
      [
        {
          ...about,
          id: 'evt_1failed',
          type: 'payment.failed',
          sessionKey: KEY,
          failureCode: 'insufficient_funds',
        },
      ],
    ],
    ['expired', []],
    ['anothers', []],
    ['no_interest', []],
  ])('%s is what it means to us', async (name, expected) => {
    expect(await verdictOn(name)).toEqual({ verdict: 'events', events: expected });
  });

  test('refunded tells of each refund by its own id, ours with our key, none that failed', async () => {
    const refunded = { orderId: 'order-1', sessionKey: KEY, currency: 'CNY', type: 'payment.refunded' };
    expect(await verdictOn('refunded')).toEqual({
      verdict: 'events',
      events: [
        { ...refunded, id: 're_2', amount: 500, at: '2026-11-23T02:04:50.000Z' },
        { ...refunded, id: 're_1', amount: 200, at: '2026-11-23T02:04:10.000Z', refundKey: 'pay-1/excess' },
      ],
    });
  });

  test('refunded of a debit tells of it by the payment that the money is known by', async () => {
    const refunded = { orderId: 'order-1', sessionId: 'pi_3Q1', currency: 'CNY', type: 'payment.refunded' };
    expect(await verdictOn('debit_refunded')).toMatchObject({
      verdict: 'events',
      events: [
        { ...refunded, id: 're_2', amount: 500 },
        { ...refunded, id: 're_1', amount: 200 },
      ],
    });
  });

  const failed = { at, orderId: 'order-1', amount: 200, currency: 'CNY', type: 'payment.refund_failed' };
  const ours = { ...failed, id: 're_1/failed', refundKey: 'pay-1/excess' };

  test.each([
    ['refund_failed', [{ ...ours, failureCode: 'expired_or_canceled_card' }]],
    ['refund_updated_failed', [{ ...ours, failureCode: 'expired_or_canceled_card' }]],
    ['refund_canceled', [{ ...ours, id: 're_3/failed', failureCode: 'canceled' }]],
    ['refund_arrived', []],
  ])('%s says whether our refund has come back, as one event however it is told', async (name, expected) => {
    expect(await verdictOn(name)).toEqual({ verdict: 'events', events: expected });
  });

  const paymentWith = (metadata: object) => (): PeerAnswer => ({
    status: 200,
    body: { id: 'pi_3Q1', object: 'payment_intent', status: 'succeeded', metadata },
  });

  test('refund_failed of the dashboard’s own is found by its payment, and named by its id', async () => {
    const payment = paymentWith({ holdfast_order: 'order-1', holdfast_session: KEY });
    const own = { ...failed, id: 're_2/failed', refundKey: 're_2', failureCode: 'insufficient_funds' };
    expect(await verdictOn('refund_failed_dashboard', payment)).toEqual({
      verdict: 'events',
      events: [own],
    });
  });

  test('refund_failed of another program’s payment, or of one that is gone, is not ours', async () => {
    const gone = () => stripeError(404, { code: 'resource_missing' });
    for (const answer of [paymentWith({}), gone])
      expect(await verdictOn('refund_failed_dashboard', answer)).toEqual({ verdict: 'events', events: [] });
  });

  test('refund_failed is sent again where Stripe can not be asked whose it is', async () => {
    const away = () => stripeError(503, { type: 'api_error' });
    await expect(verdictOn('refund_failed_dashboard', away)).rejects.toThrow(ProviderUnavailable);
  });

  test('refunded is sent again where Stripe can not be asked what went back', async () => {
    await expect(verdictOn('refunded', () => stripeError(503, { type: 'api_error' }))).rejects.toThrow(
      ProviderUnavailable,
    );
  });
});

describe('a body', () => {
  const body = JSON.stringify(events['completed']);

  test.each([
    ['without a signature', {}],
    ['signed with another secret', signed(body, { secret: 'whsec_somebody_else' })],
    ['of another text', signed(`${body} `)],
    ['signed 6 minutes ago', signed(body, { when: new Date(NOW.getTime() - 360_000) })],
    ['with a signature that is none', { 'stripe-signature': 't=1,v1=nothing' }],
  ])('%s is refused', async (_, headers) => {
    const { stripe } = await stripeAt(() => ({ status: 500 }));
    expect(await stripe.verifyWebhook(headers, body, NOW)).toEqual({ verdict: 'bad_signature' });
  });

  test.each([
    ['no JSON', 'paid!'],
    ['no event', '{"hello":"world"}'],
    ['an event of an order id that is none', body.replaceAll('order-1', 'order/1')],
  ])('that is %s, though signed, changes nothing', async (_, text) => {
    const { stripe } = await stripeAt(() => ({ status: 500 }));
    const verdict = await stripe.verifyWebhook(signed(text), text, NOW);
    expect(verdict.verdict === 'unreadable' || verdict.verdict === 'events').toBe(true);
    if (verdict.verdict === 'events') expect(verdict.events).toEqual([]);
  });
});
