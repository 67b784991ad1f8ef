import webpush from 'web-push';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelsOf } from '../../worker/channels.ts';
import { readConfig } from '../../worker/config.ts';
import { httpPeer } from '../support/http-peer.ts';
import type { HttpPeer } from '../support/http-peer.ts';
import { TEST_PAYLOAD_KEYS } from '../support/payloads.ts';
import { aDatabase } from '../support/placed-orders.ts';

let peer: HttpPeer;
let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  [peer, database] = [
    await httpPeer(() => ({ status: 201, body: { id: 'x', sid: 'SM1' } })),
    await aDatabase(),
  ];
});
afterAll(() => Promise.all([peer.close(), database.drop()]));

const needed = {
  DATABASE_URL: 'postgresql://holdfast@127.0.0.1:5433/holdfast',
  LINK_SECRET: 'a-link-secret-of-tests',
  CUSTOMER_ID_SECRET: 'a-customer-secret-of-tests',
  PAYLOAD_KEYS: TEST_PAYLOAD_KEYS,
  PAYMENT_SANDBOX_SECRET: 'whsec_aG9sZGZhc3Q=',
};
const keys = webpush.generateVAPIDKeys();
const vapid = {
  VAPID_SUBJECT: 'mailto:shop@example.com',
  VAPID_PUBLIC_KEY: keys.publicKey,
  VAPID_PRIVATE_KEY: keys.privateKey,
};
const twilio = {
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+15550001111',
};
const MESSAGE = { id: 'o-7/reminder/first/sms', to: '+8613800138000', locale: 'en', text: 'hello' };

const channels = (environment: Record<string, string>) =>
  new Map(
    channelsOf(readConfig({ ...needed, ...environment }), database.database).map((each) => [
      each.channel,
      each,
    ]),
  );

describe('the worker has', () => {
  test('mail and the inbox where nothing else is set; empty is as good as absent', () => {
    expect([...channels({ SMS_URL: '', VAPID_PUBLIC_KEY: '' }).keys()]).toEqual(['email', 'in_app']);
  });

  test('SMS through the gateway that is set, with its fields and headers', async () => {
    const sms = channels({
      SMS_URL: `${peer.url}/send`,
      SMS_FORMAT: 'form',
      SMS_FIELDS: '{"mobile":"{to}","content":"{text}"}',
      SMS_HEADERS: '{"x-api-key":"k"}',
      SMS_HONOURS_KEY: '1',
      SMS_PER_SECOND: '25',
    }).get('sms');
    expect([sms?.honoursKey, sms?.perSecond]).toEqual([true, 25]);
    expect(await sms?.deliver(MESSAGE)).toEqual({ state: 'sent', reference: 'x' });
    const request = peer.requests.at(-1);
    expect(request).toMatchObject({
      url: '/send',
      headers: { 'x-api-key': 'k', 'idempotency-key': MESSAGE.id },
    });
    expect(String(request?.body)).toBe('mobile=%2B8613800138000&content=hello');
  });

  test('SMS through Twilio, told where to call back', async () => {
    const sms = channels({
      ...twilio,
      TWILIO_URL: `${peer.url}/`,
      PUBLIC_URL: 'https://shop.example/',
    }).get('sms');
    expect(await sms?.deliver(MESSAGE)).toEqual({ state: 'sent', reference: 'SM1' });
    const form = new URLSearchParams(String(peer.requests.at(-1)?.body));
    expect(form.get('StatusCallback')).toBe(
      'https://shop.example/v1/webhooks/messages/twilio?messageId=o-7%2Freminder%2Ffirst%2Fsms',
    );
  });

  test('push where it has keys, each channel with its own pace', () => {
    const all = channels({ ...vapid, ...twilio, EMAIL_PER_SECOND: '50', PUSH_PER_SECOND: '0.5' });
    expect([...all].map(([name, { perSecond }]) => [name, perSecond])).toEqual([
      ['email', 50],
      ['in_app', undefined],
      ['sms', undefined],
      ['push', 0.5],
    ]);
  });

  test('in dev mode every channel, and none of SMS and push leaves the machine', async () => {
    const asked = peer.requests.length;
    const all = channels({ DEV_MODE: '1', SMS_URL: peer.url, ...vapid });
    expect([...all.keys()]).toEqual(['email', 'in_app', 'sms', 'push']);
    for (const name of ['sms', 'push'] as const)
      expect(await all.get(name)?.deliver({ ...MESSAGE, to: 'anything' })).toMatchObject({ state: 'sent' });
    expect(all.get('push')?.forEverybody).toBe(true);
    expect(peer.requests).toHaveLength(asked);
  });
});

describe('the worker does not start', () => {
  test.each([
    ['SMS_URL', 'ftp://x'],
    ['SMS_FIELDS', 'not json'],
    ['SMS_FIELDS', '{"to":1}'],
    ['SMS_PER_SECOND', '0'],
    ['EMAIL_PER_SECOND', 'fast'],
    ['SMS_REGION', 'China'],
    ['VAPID_SUBJECT', 'shop@example.com'],
    ['DEV_MODE', 'yes'],
  ])('with %s=%s, and says so', (name, value) => {
    expect(() => readConfig({ ...needed, [name]: value })).toThrow(name);
  });

  test('with half of Twilio or of VAPID', () => {
    expect(() => channels({ TWILIO_ACCOUNT_SID: 'AC1' })).toThrow('TWILIO_AUTH_TOKEN');
    expect(() => channels({ VAPID_PUBLIC_KEY: keys.publicKey })).toThrow('VAPID_PRIVATE_KEY');
  });
});
