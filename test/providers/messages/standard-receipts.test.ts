import { describe, expect, test } from 'vitest';
import { standardReceipts } from '../../../providers/messages/standard-receipts.ts';
import { signWebhook } from '../../../providers/standard-webhooks.ts';

const secret = `whsec_${Buffer.from('a-secret-for-receipts').toString('base64')}`;
const now = new Date('2026-11-23T02:00:00Z');
const source = standardReceipts({ name: 'mail', channel: 'email', secret });

function verdictOn(event: unknown, { at = now, key = secret, raw = JSON.stringify(event) } = {}) {
  const headers = signWebhook({ secret: key, id: 'msg_1', at, body: raw });
  return source.verifyReceipt({ headers, body: raw, messageId: undefined }, now);
}

const event = (type: string, data: object = {}) => ({
  id: 'r1',
  type,
  at: '2026-11-23T01:59:00Z',
  data: { messageId: 'o-7/paid/2/email', ...data },
});

describe('a delivery receipt', () => {
  test.each([
    [event('message.delivered'), { outcome: 'delivered' }],
    [event('message.failed', { code: '4.4.7' }), { outcome: 'failed', why: 'refused: 4.4.7' }],
    [event('message.bounced', { code: '550-5.1.1' }), { outcome: 'failed', why: 'bad_address: 550-5.1.1' }],
    [event('message.stopped'), { outcome: 'failed', why: 'stopped: told by the provider' }],
    [
      event('message.bounced', { code: 'ann@example.com is unknown' }),
      { outcome: 'failed', why: 'bad_address: told by the provider' },
    ],
  ])('%j is read', (body, receipt) => {
    expect(verdictOn(body)).toEqual({
      verdict: 'receipt',
      receipt: { messageId: 'o-7/paid/2/email', ...receipt },
    });
  });

  test.each([
    ['of another key', { key: `whsec_${Buffer.from('somebody-else').toString('base64')}` }],
    ['older than five minutes', { at: new Date('2026-11-23T01:54:59Z') }],
  ])('%s is not believed', (_, changes) => {
    expect(verdictOn(event('message.delivered'), changes)).toEqual({ verdict: 'bad_signature' });
  });

  test.each([
    ['no JSON', { raw: 'hello' }],
    ['another type', { raw: JSON.stringify(event('message.read')) }],
    ['no message', { raw: JSON.stringify({ ...event('message.failed'), data: {} }) }],
  ])('with %s is unreadable', (_, changes) => {
    expect(verdictOn(undefined, changes)).toMatchObject({ verdict: 'unreadable' });
  });
});
