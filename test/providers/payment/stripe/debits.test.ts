import { describe, expect, test } from 'vitest';
import type { DebitRequest, PaymentProvider } from '../../../../providers/ports.ts';
import type { PeerAnswer } from '../../../support/http-peer.ts';
import { KEY, debits, list, stripeAt, stripeError } from './stripe-peer.ts';

const request: DebitRequest = {
  key: KEY,
  orderId: 'order-1',
  amount: 3_334,
  currency: 'CNY',
  token: 'pm_1Card',
  since: '2026-11-23T02:05:00.000Z',
};

/** A Stripe with this card, these payments of its holder, and this answer to a new one. */
const answering =
  (made: PeerAnswer, payments: readonly unknown[] = [], card: unknown = debits['card']) =>
  (call: string): PeerAnswer => {
    if (call.startsWith('GET /v1/payment_methods/')) return { status: 200, body: card };
    return call.startsWith('GET') ? { status: 200, body: list(payments) } : made;
  };

async function debit(stripe: PaymentProvider, more: Partial<DebitRequest> = {}) {
  return stripe.debit?.({ ...request, ...more });
}

const cardError = (error: Record<string, string>) => stripeError(402, { type: 'card_error', ...error });

describe('a debit at Stripe', () => {
  test('is an off-session payment of the card’s holder, under our key', async () => {
    const { stripe, peer } = await stripeAt(answering({ status: 200, body: debits['succeeded'] }));
    expect(await debit(stripe)).toEqual({
      state: 'succeeded',
      reference: 'pi_3Debit',
      at: '2026-11-23T02:05:00.000Z',
    });
    const sent = peer.requests.at(-1);
    expect(sent?.headers['idempotency-key']).toBe(KEY);
    expect(Object.fromEntries(new URLSearchParams(sent?.body.toString()))).toMatchObject({
      amount: '3334',
      currency: 'cny',
      customer: 'cus_Holder',
      payment_method: 'pm_1Card',
      off_session: 'true',
      confirm: 'true',
      'metadata[holdfast_debit]': KEY,
      'metadata[holdfast_order]': 'order-1',
    });
  });

  test('is not made again days later, when Stripe has forgotten the key', async () => {
    const known = [debits['of_another_key'], debits['succeeded']];
    const { stripe, peer } = await stripeAt(answering({ status: 500 }, known));
    expect(await debit(stripe)).toMatchObject({ state: 'succeeded', reference: 'pi_3Debit' });
    expect(peer.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(peer.requests.at(-1)?.url).toContain(`created[gte]=${Date.parse('2026-11-23T01:05:00Z') / 1000}`);
  });

  test.each([
    [
      'for want of money',
      { code: 'card_declined', decline_code: 'insufficient_funds' },
      'insufficient_funds',
      false,
    ],
    ['as stolen', { code: 'card_declined', decline_code: 'stolen_card' }, 'stolen_card', false],
    ['as expired', { code: 'expired_card' }, 'expired_card', false],
    ['since its holder is wanted', { code: 'authentication_required' }, 'authentication_required', false],
    [
      'with the advice not to try again',
      { code: 'card_declined', decline_code: 'do_not_honor', advice_code: 'do_not_try_again' },
      'do_not_honor',
      true,
    ],
    [
      'with the advice to try again later',
      { code: 'card_declined', decline_code: 'do_not_honor', advice_code: 'try_again_later' },
      'do_not_honor',
      false,
    ],
  ])('that is declined %s says so by its code', async (_, error, code, hard) => {
    const { stripe } = await stripeAt(answering(cardError(error)));
    expect(await debit(stripe)).toEqual({ state: 'declined', code, hard });
  });

  test.each([
    ['declined', { state: 'declined', code: 'insufficient_funds', hard: false }],
    ['wants_its_holder', { state: 'declined', code: 'authentication_required', hard: true }],
    ['processing', { state: 'unknown', why: 'the payment pi_3Debit is processing' }],
  ])('that is found %s says so when it is asked about', async (name, answer) => {
    const { stripe } = await stripeAt(answering({ status: 500 }, [debits[name]]));
    expect(await debit(stripe)).toEqual(answer);
  });

  test.each([
    ['of nobody’s card', { card: debits['card_of_nobody'] }, 'payment_method_unattached'],
    [
      'of a card Stripe does not know',
      { error: stripeError(404, { code: 'resource_missing' }) },
      'invalid_token',
    ],
  ])('%s is declined for good', async (_, { card, error }: { card?: unknown; error?: PeerAnswer }, code) => {
    const { stripe } = await stripeAt((call) => error ?? answering({ status: 500 }, [], card)(call));
    expect(await debit(stripe)).toEqual({ state: 'declined', code, hard: true });
  });

  test('of an amount Stripe can’t collect exactly is declined for good, unasked', async () => {
    const { stripe, peer } = await stripeAt(() => ({ status: 500 }));
    expect(await debit(stripe, { amount: 1_234, currency: 'KWD' })).toMatchObject({
      state: 'declined',
      hard: true,
    });
    expect(peer.requests).toEqual([]);
  });

  test.each<[string, PeerAnswer]>([
    ['it is down', stripeError(503, { type: 'api_error' })],
    ['it is too busy', stripeError(429, { type: 'rate_limit_error' })],
    ['the key is wrong', stripeError(401, { type: 'invalid_request_error' })],
    ['another call with the key is under way', stripeError(409, { type: 'invalid_request_error' })],
    ['it cuts the line', 'cut'],
    ['it does not answer', 'hang'],
    ['it answers with something else', { status: 200, body: { id: 'pi_1' } }],
  ])('is unknown when %s', async (_, made) => {
    const { stripe } = await stripeAt(answering(made), 300);
    expect(await debit(stripe)).toMatchObject({ state: 'unknown' });
  });
});
