import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createRequire } from 'node:module';
import webpush from 'web-push';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pushChannel } from '../../../providers/messages/push/push-channel.ts';
import type { PushDevice } from '../../../providers/messages/push/push-channel.ts';
import { isPushEndpoint, knownPushServices } from '../../../providers/messages/push/push-endpoint.ts';
import { ProviderUnavailable } from '../../../providers/ports.ts';
import type { OutgoingMessage } from '../../../providers/ports.ts';
import { httpPeer } from '../../support/http-peer.ts';
import type { HttpPeer, PeerAnswer, PeerRequest } from '../../support/http-peer.ts';

const { decrypt } = z
  .object({ decrypt: z.custom<(body: Buffer, keys: object) => Buffer>() })
  .parse(createRequire(import.meta.url)('http_ece'));

let peer: HttpPeer;
beforeEach(async () => {
  peer = await httpPeer(() => ({ status: 201 }));
});
afterEach(() => peer.close());

const vapid = webpush.generateVAPIDKeys();
const MESSAGE: OutgoingMessage = {
  id: 'o-7/reminder/first/push',
  to: 'ann',
  locale: 'en',
  subject: '2 h left to pay for order o-7',
  text: 'order o-7: CN¥20.00 due',
  url: 'https://shop.example/pay/t?via=reminder/first/push',
  unsubscribeUrl: 'https://shop.example/stop/t',
};

/** A browser with keys of its own. */
function browser(name: string) {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const auth = randomBytes(16).toString('base64url');
  const p256dh = ecdh.getPublicKey().toString('base64url');
  const device: PushDevice = { id: name, endpoint: `${peer.url}/push/${name}`, p256dh, auth };
  const read = ({ body }: PeerRequest): unknown =>
    JSON.parse(String(decrypt(body, { version: 'aes128gcm', privateKey: ecdh, authSecret: auth })));
  return { device, read };
}

function channelFor(devices: PushDevice[], services: readonly string[] = [peer.url], timeoutMs = 30_000) {
  return pushChannel({
    subject: 'mailto:shop@example.com',
    publicKey: vapid.publicKey,
    privateKey: vapid.privateKey,
    services,
    ttlSeconds: 600,
    timeoutMs,
    devices: {
      of: async (customerId) => (customerId === 'ann' ? [...devices] : []),
      forget: async ({ id }) =>
        void devices.splice(
          devices.findIndex((device) => device.id === id),
          1,
        ),
    },
  });
}

describe('a push', () => {
  test('reaches every browser of the buyer, encrypted for it alone', async () => {
    const [one, two] = [browser('one'), browser('two')];
    expect(await channelFor([one.device, two.device]).deliver(MESSAGE)).toEqual({ state: 'sent' });
    const [first, second] = peer.requests.toSorted((a, b) => a.url.localeCompare(b.url));
    if (!first || !second) throw new Error('two requests were expected');
    expect([first.url, second.url]).toEqual(['/push/one', '/push/two']);
    for (const { body } of [first, second]) expect(String(body)).not.toContain('o-7');
    expect(one.read(first)).toEqual({
      id: MESSAGE.id,
      tag: expect.stringMatching(/^[\w-]{32}$/),
      title: MESSAGE.subject,
      body: MESSAGE.text,
      url: MESSAGE.url,
      stopUrl: MESSAGE.unsubscribeUrl,
    });
    expect(two.read(second)).toEqual(one.read(first));
    expect(() => two.read(first)).toThrow();
  });

  test('says who sends it (VAPID), how long it keeps, and that a repeat replaces it', async () => {
    const { device } = browser('one');
    const channel = channelFor([device]);
    await channel.deliver(MESSAGE);
    await channel.deliver(MESSAGE);
    const [request, again] = peer.requests;
    expect(request?.headers).toMatchObject({ ttl: '600', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(request?.headers['topic']).toMatch(/^[\w-]{32}$/);
    expect(again?.headers['topic']).toBe(request?.headers['topic']);
    expect(claimsOf(request?.headers.authorization ?? '')).toMatchObject({
      aud: peer.url,
      sub: 'mailto:shop@example.com',
    });
  });

  test('is cut to what a push can hold', async () => {
    const { device, read } = browser('one');
    await channelFor([device]).deliver({ ...MESSAGE, text: '订单'.repeat(2_000) });
    const [request] = peer.requests;
    if (!request) throw new Error('no request');
    expect(request.body.length).toBeLessThanOrEqual(4_096);
    expect(read(request)).toMatchObject({ body: expect.stringMatching(/…$/) });
  });
});

describe('a browser', () => {
  test.each([404, 410])('whose push service answers %i is forgotten', async (status) => {
    const devices = [browser('gone').device, browser('here').device];
    peer.answer = ({ url }) => ({ status: url.endsWith('gone') ? status : 201 });
    expect(await channelFor(devices).deliver(MESSAGE)).toEqual({ state: 'sent' });
    expect(devices.map(({ id }) => id)).toEqual(['here']);
  });

  test('that was the last one leaves nobody to send to', async () => {
    const devices = [browser('gone').device];
    peer.answer = () => ({ status: 410 });
    expect(await channelFor(devices).deliver(MESSAGE)).toMatchObject({
      why: expect.stringMatching(/^no_device/),
    });
    expect(await channelFor([]).deliver(MESSAGE)).toMatchObject({ why: expect.stringMatching(/^no_device/) });
  });

  test.each<PeerAnswer>([{ status: 429 }, { status: 500 }, 'hang', 'cut'])(
    'that can’t be reached just now (%j) is tried again',
    async (answer) => {
      peer.answer = () => answer;
      const channel = channelFor([browser('one').device], [peer.url], 300);
      await expect(channel.deliver(MESSAGE)).rejects.toThrow(ProviderUnavailable);
    },
  );

  test('one is enough: the message is not repeated for the others', async () => {
    peer.answer = ({ url }) => ({ status: url.endsWith('two') ? 500 : 201 });
    const devices = [browser('one').device, browser('two').device];
    expect(await channelFor(devices).deliver(MESSAGE)).toEqual({ state: 'sent' });
  });

  test('whose service refuses the message fails it', async () => {
    peer.answer = () => ({ status: 413 });
    expect(await channelFor([browser('one').device]).deliver(MESSAGE)).toMatchObject({
      why: 'refused: by the push service',
    });
  });

  test('with keys that are none is never asked', async () => {
    const { device } = browser('one');
    const channel = channelFor([{ ...device, p256dh: 'AAAA' }]);
    expect(await channel.deliver(MESSAGE)).toMatchObject({ state: 'failed' });
    expect(peer.requests).toEqual([]);
  });

  test('at a host that is no push service is never asked', async () => {
    const { device } = browser('one');
    expect(await channelFor([device], knownPushServices).deliver(MESSAGE)).toMatchObject({ state: 'failed' });
    expect(peer.requests).toEqual([]);
  });
});

describe('a push endpoint', () => {
  test.each([
    ['https://fcm.googleapis.com/fcm/send/x', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
    ['https://web.push.apple.com/x', true],
    ['http://fcm.googleapis.com/x', false],
    ['https://fcm.googleapis.com.evil.example/x', false],
    ['https://evilfcm.googleapis.com/x', false],
    ['https://fcm.googleapis.com:8443/x', false],
    ['https://user@fcm.googleapis.com/x', false],
    ['https://169.254.169.254/latest', false],
    ['https://localhost/x', false],
    [`https://fcm.googleapis.com/${'x'.repeat(2_000)}`, false],
    ['no address', false],
  ])('%s: %s', (endpoint, expected) => expect(isPushEndpoint(endpoint, knownPushServices)).toBe(expected));

  test('may be an origin of the shop’s own choosing, to the letter', () => {
    expect(isPushEndpoint('http://127.0.0.1:9/x', ['http://127.0.0.1:9'])).toBe(true);
    expect(isPushEndpoint('http://127.0.0.1:90/x', ['http://127.0.0.1:9'])).toBe(false);
  });
});

/** The claims of a VAPID token, once its signature by our key is right. */
function claimsOf(authorization: string): unknown {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const genuine = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!genuine || key !== vapid.publicKey) throw new Error('not signed by our key');
  return JSON.parse(String(Buffer.from(claims, 'base64url')));
}
