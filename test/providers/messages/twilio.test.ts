import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  twilioCallback,
  twilioReceipts,
  signatureOf,
} from '../../../providers/messages/sms/twilio-receipts.ts';
import { twilioChannel } from '../../../providers/messages/sms/twilio.ts';
import { ProviderUnavailable } from '../../../providers/ports.ts';
import type { OutgoingMessage } from '../../../providers/ports.ts';
import { httpPeer } from '../../support/http-peer.ts';
import type { HttpPeer, PeerAnswer } from '../../support/http-peer.ts';

let peer: HttpPeer;
beforeEach(async () => {
  peer = await httpPeer(() => ({ status: 201, body: { sid: 'SM1', status: 'queued', error_code: null } }));
});
afterEach(() => peer.close());

const MESSAGE: OutgoingMessage = {
  id: 'o-7/reminder/first/sms',
  to: '+1 555 010 9999',
  locale: 'en',
  text: 'Order o-7: 20.00 due',
};
const AUTH_TOKEN = 'a-token-for-tests';
const callback = twilioCallback('https://shop.example');
const CALLBACK = 'https://shop.example/v1/webhooks/messages/twilio?messageId=o-7%2Freminder%2Ffirst%2Fsms';

function channel(from = '+15550001111', timeoutMs = 30_000) {
  return twilioChannel({
    baseUrl: peer.url,
    accountSid: 'AC1',
    authToken: AUTH_TOKEN,
    from,
    region: 'US',
    statusCallback: callback,
    timeoutMs,
  });
}

const toNumber = { ...MESSAGE, to: '+1 415 555 2671' };

describe('Twilio', () => {
  test('is handed the message as its API asks for it', async () => {
    expect(await channel().deliver(toNumber)).toEqual({ state: 'sent', reference: 'SM1' });
    const [request, ...more] = peer.requests;
    expect(more).toEqual([]);
    expect(request).toMatchObject({
      method: 'POST',
      url: '/2010-04-01/Accounts/AC1/Messages.json',
      headers: {
        authorization: `Basic ${Buffer.from(`AC1:${AUTH_TOKEN}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': MESSAGE.id,
      },
    });
    expect(Object.fromEntries(new URLSearchParams(String(request?.body)))).toEqual({
      To: '+14155552671',
      From: '+15550001111',
      Body: MESSAGE.text,
      StatusCallback: CALLBACK,
    });
  });

  test('sends through a messaging service where the sender is one', async () => {
    await channel('MG1').deliver(toNumber);
    const form = new URLSearchParams(String(peer.requests[0]?.body));
    expect([form.get('MessagingServiceSid'), form.get('From')]).toEqual(['MG1', null]);
  });

  test.each([
    [21211, 'bad_address: Twilio 21211'],
    [21614, 'bad_address: Twilio 21614'],
    [21610, 'stopped: Twilio 21610'],
    [21617, 'refused: Twilio 21617'],
  ])('refusing with %i is final: %s', async (code, why) => {
    peer.answer = () => ({ status: 400, body: { code, message: 'The number +14155552671 …', status: 400 } });
    expect(await channel().deliver(toNumber)).toEqual({ state: 'failed', why });
  });

  test.each([401, 404, 429, 503])('answering %i is asked again', async (status) => {
    peer.answer = () => ({ status, body: { code: 20_429 } });
    await expect(channel().deliver(toNumber)).rejects.toThrow(ProviderUnavailable);
  });

  test.each<PeerAnswer>(['hang', 'cut', { status: 500 }])(
    'that may have taken it (%j) is not asked again',
    async (answer) => {
      peer.answer = () => answer;
      expect(await channel(undefined, 300).deliver(toNumber)).toMatchObject({ state: 'failed' });
      expect(channel().honoursKey).toBeFalsy();
    },
  );
});

describe('a status callback', () => {
  const source = twilioReceipts({ authToken: AUTH_TOKEN, statusCallback: callback });
  const now = new Date('2026-11-23T02:00:00Z');
  const call = (fields: Record<string, string>, changes: { signature?: string; messageId?: string } = {}) => {
    const body = new URLSearchParams(fields);
    const signature = changes.signature ?? signatureOf(AUTH_TOKEN, CALLBACK, body);
    const headers = { 'x-twilio-signature': signature };
    return source.verifyReceipt(
      { headers, body: body.toString(), messageId: changes.messageId ?? MESSAGE.id },
      now,
    );
  };
  const fields = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+14155552671', AccountSid: 'AC1' };

  test('is signed over the address and the fields by name, as Twilio’s documentation has it', () => {
    // The worked example of Twilio's page on webhook security.
    const example = new URLSearchParams({
      Digits: '1234',
      To: '+18005551212',
      From: '+14158675310',
      Caller: '+14158675310',
      CallSid: 'CA1234567890ABCDE',
    });
    expect(signatureOf('12345', 'https://example.com/myapp.php?foo=1&bar=2', example)).toBe(
      'L/OH5YylLD5NRKLltdqwSvS0BnU=',
    );
  });

  test.each([
    ['delivered', {}, { outcome: 'delivered' }],
    ['undelivered', { ErrorCode: '30005' }, { outcome: 'failed', why: 'bad_address: Twilio 30005' }],
    ['undelivered', { ErrorCode: '30003' }, { outcome: 'failed', why: 'refused: Twilio 30003' }],
    ['failed', { ErrorCode: '21610' }, { outcome: 'failed', why: 'stopped: Twilio 21610' }],
  ])('%s with %j is a receipt', (MessageStatus, more, receipt) => {
    expect(call({ ...fields, ...more, MessageStatus })).toEqual({
      verdict: 'receipt',
      receipt: { messageId: MESSAGE.id, ...receipt },
    });
  });

  test.each(['queued', 'sending', 'sent', 'accepted'])('%s says nothing that is kept', (MessageStatus) => {
    expect(call({ ...fields, MessageStatus })).toEqual({ verdict: 'nothing' });
  });

  test.each([
    ['with another signature', {}, { signature: 'L/OH5YylLD5NRKLltdqwSvS0BnU=' }],
    ['without one', {}, { signature: '' }],
    ['moved to another message', {}, { messageId: 'o-8/reminder/first/sms' }],
  ])('%s is not believed', (_, more, changes) => {
    expect(call({ ...fields, ...more }, changes)).toEqual({ verdict: 'bad_signature' });
  });

  test('with a field changed on the way is not believed', () => {
    const body = new URLSearchParams(fields);
    const headers = { 'x-twilio-signature': signatureOf(AUTH_TOKEN, CALLBACK, body) };
    body.set('MessageStatus', 'failed');
    expect(source.verifyReceipt({ headers, body: body.toString(), messageId: MESSAGE.id }, now)).toEqual({
      verdict: 'bad_signature',
    });
  });

  test('that names no message, or no status, is refused', () => {
    const { MessageStatus: _, ...without } = fields;
    expect(call(without)).toMatchObject({ verdict: 'unreadable' });
    expect(source.verifyReceipt({ headers: {}, body: '', messageId: undefined }, now)).toEqual({
      verdict: 'bad_signature',
    });
  });
});
