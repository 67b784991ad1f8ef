import { describe, expect, test } from 'vitest';
import { sandboxPaymentProvider } from '../../../providers/payment/sandbox/provider.ts';
import { signWebhook } from '../../../providers/standard-webhooks.ts';

const secret = 'whsec_aG9sZGZhc3Qtc2FuZGJveC1zZWNyZXQtMDAwMQ==';
const provider = sandboxPaymentProvider({ baseUrl: 'http://sandbox.example', webhookSecret: secret });
const at = new Date('2026-11-23T02:00:00.000Z');

const data = { orderId: 'order-1', amount: 12345, currency: 'CNY' };
const event = { id: 'evt_1', type: 'payment.succeeded', at: '2026-11-23T01:59:58.000Z', data };

/** The verdict on `body`, signed at `at` and read at `now`. */
function verdictOn(body: string, now = at) {
  return provider.verifyWebhook(signWebhook({ secret, id: 'msg_1', at, body }), body, now);
}

describe('a signed webhook', () => {
  test.each([
    [
      'with all it may have',
      { ...data, sessionId: 'ses_1', method: 'card', failureCode: 'declined', refundKey: 'ses_1/overpaid' },
    ],
    ['with what it must have', data],
    ['of nothing paid', { ...data, amount: 0 }],
  ])('%s is its event', (_, data) => {
    const { id, type, at } = event;
    expect(verdictOn(JSON.stringify({ ...event, data }))).toEqual({
      verdict: 'event',
      event: { id, type, at, ...data },
    });
  });

  test.each([
    'payment.succeeded',
    'payment.failed',
    'payment.processing',
    'payment.refunded',
    'payment.refund_failed',
  ])('of type %s is read', (type) => {
    expect(verdictOn(JSON.stringify({ ...event, type }))).toMatchObject({
      verdict: 'event',
      event: { type },
    });
  });

  test('may say more than is known of it', () => {
    const body = JSON.stringify({ ...event, livemode: false, data: { ...data, colour: 'red' } });
    expect(verdictOn(body)).toEqual({
      verdict: 'event',
      event: { id: event.id, type: event.type, at: event.at, ...data },
    });
  });

  test('may be dated in any zone', () => {
    const body = JSON.stringify({ ...event, at: '2026-11-23T09:59:58+08:00' });
    expect(verdictOn(body)).toMatchObject({ event: { at: '2026-11-23T01:59:58.000Z' } });
  });

  test.each([
    ['text that is no JSON', 'paid!'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', JSON.stringify([event])],
    ['no id', JSON.stringify({ ...event, id: undefined })],
    ['an id with a line break', JSON.stringify({ ...event, id: 'evt\n1' })],
    ['an id of 10 kB', JSON.stringify({ ...event, id: 'e'.repeat(10_000) })],
    ['a type it does not know', JSON.stringify({ ...event, type: 'payment.maybe' })],
    ['an instant that is none', JSON.stringify({ ...event, at: 'yesterday' })],
    ['no order', JSON.stringify({ ...event, data: { ...data, orderId: undefined } })],
    ['an order id with a slash', JSON.stringify({ ...event, data: { ...data, orderId: 'a/b' } })],
    ['an order id with a zero byte', JSON.stringify({ ...event, data: { ...data, orderId: 'a\u0000b' } })],
    ['an amount as text', JSON.stringify({ ...event, data: { ...data, amount: '12345' } })],
    ['a negative amount', JSON.stringify({ ...event, data: { ...data, amount: -1 } })],
    ['a fraction of a minor unit', JSON.stringify({ ...event, data: { ...data, amount: 0.5 } })],
    ['an amount over 10^12', JSON.stringify({ ...event, data: { ...data, amount: 1_000_000_000_001 } })],
    ['a currency in small letters', JSON.stringify({ ...event, data: { ...data, currency: 'cny' } })],
    [
      'a failure code that is a sentence',
      JSON.stringify({ ...event, data: { ...data, failureCode: 'Call Mr Li' } }),
    ],
  ])('with %s is unreadable', (_, body) => {
    expect(verdictOn(body)).toEqual({ verdict: 'unreadable', why: expect.any(String) });
  });

  test('says which field can’t be read', () => {
    const verdict = verdictOn(JSON.stringify({ ...event, data: { ...data, amount: '1' } }));
    expect(verdict).toMatchObject({ why: expect.stringContaining('data.amount') });
  });
});

describe('a webhook is a bad signature', () => {
  const body = JSON.stringify(event);
  const headers = signWebhook({ secret, id: 'msg_1', at, body });

  test.each([
    ['without headers', {}, body, at],
    ['with another body', headers, body.replace('12345', '1'), at],
    ['with an unreadable body that is not signed', headers, 'paid!', at],
    ['older than five minutes', headers, body, new Date('2026-11-23T02:05:01.000Z')],
    ['from more than five minutes ahead', headers, body, new Date('2026-11-23T01:54:59.000Z')],
  ])('%s', (_, headers, body, now) => {
    expect(provider.verifyWebhook(headers, body, now)).toEqual({ verdict: 'bad_signature' });
  });
});

test('a provider with a secret that is none does not start', () => {
  expect(() =>
    sandboxPaymentProvider({ baseUrl: 'http://sandbox.example', webhookSecret: 'whsec_' }),
  ).toThrow('must be whsec_');
});
