import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNoStripeMock } from '../../../../dev/setup/stripe-mock.ts';
import { collectedMethods } from '../../../../providers/payment/routing.ts';
import { stripeMethods } from '../../../../providers/payment/stripe/checkout.ts';
import { debitParams } from '../../../../providers/payment/stripe/debits.ts';
import { stripePayments } from '../../../../providers/payment/stripe/provider.ts';
import type { PaymentProvider } from '../../../../providers/ports.ts';
import { startStripeMock } from '../../../support/stripe-mock.ts';
import type { StripeMock } from '../../../support/stripe-mock.ts';
import { request } from '../sandbox-connection.ts';

let mock: StripeMock;
let stripe: PaymentProvider;

beforeAll(async () => {
  mock = await startStripeMock();
  stripe = stripePayments({
    secretKey: 'sk_test_123',
    webhookSecret: 'whsec_test',
    apiUrl: mock.url,
    now: () => new Date('2026-11-23T02:00:00.000Z'),
  });
});
afterAll(() => mock.stop());

const session = { sessionId: 'cs_test_1', orderId: 'order-1' };
const refund = { key: 'p/late', orderId: 'order-1', reference: 'cs_test_1', amount: 500, currency: 'CNY' };

describe('Stripe’s published API takes', () => {
  test.each(collectedMethods.filter((method) => stripeMethods.includes(method)))(
    'a session paid by %s',
    async (method) => {
      const opened = await stripe.openSession({ ...request, method });
      expect(opened).toMatchObject({
        sessionId: expect.stringMatching(/^cs_/),
        url: expect.stringContaining('https://checkout.stripe.com/'),
        expiresAt: request.expiresAt,
      });
    },
  );

  test.each(['JPY', 'KWD', 'UGX', 'EUR'])('a session in %s', async (currency) => {
    await expect(stripe.openSession({ ...request, currency, amount: 5_000 })).resolves.toBeDefined();
  });

  test.each([
    ['5 minutes', '2026-11-23T02:05:00.000Z'],
    ['a day', '2026-11-24T02:00:00.000Z'],
    ['a week, on a clock that is ahead', '2026-11-30T02:00:00.000Z'],
  ])('a session that ends in %s; it is told to end when we end it', async (_, expiresAt) => {
    expect(await stripe.openSession({ ...request, expiresAt })).toMatchObject({ expiresAt });
  });

  test('to be asked about a session, to list the open ones and to close one', async () => {
    expect(await stripe.askSession(session)).toMatchObject({ state: 'failed' }); // what the mock says of every session
    expect(await stripe.findSession(request)).toBe('none');
    expect(await stripe.closeSession(session)).toEqual({
      state: 'unknown',
      why: 'it is open after closing', // the mock does not remember that it was closed
    });
  });

  test('a refund of a session’s payment, and one of a payment itself', async () => {
    expect(await stripe.refund(refund)).toMatchObject({
      state: 'refunded',
      refundId: expect.stringMatching(/^re_/),
    });
    expect(await stripe.refund({ ...refund, reference: 'pi_123' })).toMatchObject({ state: 'refunded' });
  });
});

describe('Stripe’s published API takes a debit', () => {
  const debit = {
    key: 'd-1',
    orderId: 'order-1',
    amount: 5_000,
    currency: 'EUR',
    token: 'pm_card_visa',
    since: '2026-11-23T02:00:00.000Z',
  };

  test('of a card, whose holder it is asked for; the mock’s has none', async () => {
    expect(await stripe.debit?.(debit)).toMatchObject({ code: 'payment_method_unattached' });
  });

  test('as an off-session payment; a holder’s payments can be listed', async () => {
    const { hostname: host, port } = new URL(mock.url);
    const api = new Stripe('sk_test_123', { host, port, protocol: 'http', telemetry: false });
    const made = await api.paymentIntents.create(debitParams(debit, { customer: 'cus_1', amount: 5_000 }));
    expect(made.object).toBe('payment_intent');
    const listed = await api.paymentIntents.list({ customer: 'cus_1', created: { gte: 1 }, limit: 100 });
    expect(listed.object).toBe('list');
  });
});

describe('Stripe is not asked for', () => {
  test('an amount it can not collect, or a method it does not take: another one must be chosen', async () => {
    const refusal = { code: 'method_not_allowed' };
    await expect(stripe.openSession({ ...request, amount: 1_234, currency: 'KWD' })).rejects.toMatchObject(
      refusal,
    );
    await expect(stripe.openSession({ ...request, method: 'bank_transfer' })).rejects.toMatchObject(refusal);
  });

  test('a refund of something that is no payment there', async () => {
    expect(await stripe.refund({ ...refund, reference: 'evt_1' })).toMatchObject({ state: 'refused' });
  });
});

describe('where the mock server can not be built, one sentence says what to do', () => {
  test.each([
    ['without Go', undefined, [], /no Go on this machine.*install Go/],
    ['without a network', 1, ['dial tcp: lookup x: no such host'], /no such host.*with the network there/],
  ])('%s', (_, code, lines, expected) => {
    expect(whyNoStripeMock(code, lines)).toMatch(expected);
  });
});
