import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import webpush from 'web-push';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushSubscriptions } from '../../prisma/push-subscriptions.ts';
import { pushChannel } from '../../providers/messages/push/push-channel.ts';
import { smsGateway } from '../../providers/messages/sms/sms-gateway.ts';
import { smtpChannel } from '../../providers/messages/smtp/smtp-channel.ts';
import type { SmtpChannel } from '../../providers/messages/smtp/smtp-channel.ts';
import { httpPeer } from '../support/http-peer.ts';
import type { HttpPeer } from '../support/http-peer.ts';
import { NOON, openMessages } from '../support/message-world.ts';
import type { MessageWorld } from '../support/message-world.ts';

/** Real servers at the other end: SMTP, an SMS gateway, a push service. */
let gateway: HttpPeer;
let pushService: HttpPeer;
let smtp: SMTPServer;
let mail: SmtpChannel;
let world: MessageWorld;

beforeAll(async () => {
  gateway = await httpPeer(({ body }) =>
    String(body).includes('13900139000')
      ? { status: 422, body: { code: 'invalid_number' } }
      : { status: 202, body: { id: 'gw' } },
  );
  pushService = await httpPeer(({ url }) => ({ status: url.endsWith('gone') ? 410 : 201 }));
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    closeTimeout: 200,
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('nobody@')
        ? done(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }))
        : done(),
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const address = smtp.server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  mail = smtpChannel({ url: `smtp://127.0.0.1:${port}`, from: 'shop@camellia.example', timeoutMs: 30_000 });
  world = await openMessages([mail, smsTo(gateway.url), ...pushTo(pushService.url)]);
});
afterAll(async () => {
  mail.close();
  await Promise.all([gateway.close(), pushService.close(), world.close()]);
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

function smsTo(url: string) {
  const fields = { id: '{id}', to: '{to}', text: '{text}' };
  const usual = {
    method: 'POST',
    format: 'json',
    headers: {},
    from: '',
    region: 'CN',
    honoursKey: false,
  } as const;
  return smsGateway({ ...usual, url, fields, badAddressCodes: ['invalid_number'], timeoutMs: 30_000 });
}

/** The push channel reads subscriptions where the worker keeps them; the world, and its database, come later. */
function pushTo(service: string) {
  const keys = webpush.generateVAPIDKeys();
  const kept = () => pushSubscriptions(world.shop.database.client);
  const devices = {
    of: (id: string) => kept().of(id),
    forget: (device: { id: string }) => kept().forget(device),
  };
  const usual = {
    subject: 'mailto:shop@camellia.example',
    services: [service],
    ttlSeconds: 60,
    timeoutMs: 30_000,
  };
  return [pushChannel({ ...usual, ...keys, devices })];
}

async function subscribe(customerId: string, name: string) {
  const ecdh = createECDH('prime256v1');
  const p256dh = ecdh.generateKeys().toString('base64url');
  const subscription = {
    endpoint: `${pushService.url}/${name}`,
    p256dh,
    auth: randomBytes(16).toString('base64url'),
  };
  await pushSubscriptions(world.shop.database.client).put(customerId, subscription, NOON);
}

const states = async (order: Parameters<MessageWorld['messages']>[0]) =>
  Object.fromEntries([...(await world.messages(order))].map(([channel, { state }]) => [channel, state]));

test('one reminder goes out through mail server, SMS gateway and push service', async () => {
  const order = await world.place();
  await subscribe(order.customerId, `ok-${order.id}`);
  await world.queue(order, {});
  expect(await world.deliver(order)).toBeNull();
  expect(await states(order)).toEqual({ email: 'sent', sms: 'sent', push: 'sent', in_app: 'sent' });
  expect(gateway.requests.at(-1)?.headers['idempotency-key']).toBe(`${order.id}/reminder/first/sms`);
  expect(pushService.requests.at(-1)?.headers['content-encoding']).toBe('aes128gcm');
});

test('what none of them will ever deliver takes those channels away, and the next reminder has what is left', async () => {
  const order = await world.place({ email: 'nobody@camellia.example', phone: '13900139000' });
  await subscribe(order.customerId, `${order.id}-gone`);
  await world.queue(order, {});
  await world.deliver(order);
  expect(await states(order)).toEqual({ email: 'failed', sms: 'failed', push: 'failed', in_app: 'sent' });
  expect(await world.queue(order, { stage: 'second' })).toEqual(['in_app']);
  const bad = await world.shop.database.client.badAddress.findMany({
    where: { customerId: order.customerId },
  });
  expect(bad.map(({ channel }) => channel).toSorted((a, b) => a.localeCompare(b))).toEqual(['email', 'sms']);
  expect(
    await world.shop.database.client.pushSubscription.count({ where: { customerId: order.customerId } }),
  ).toBe(0);
  const story = await world.shop.story(order.id);
  expect(
    story.filter((entry) => entry.startsWith('message_failed')).toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(['message_failed:bad_address', 'message_failed:bad_address', 'message_failed:no_device']);
  const alerts = await world.shop.database.client.alert.count({ where: { subject: order.id } });
  expect(alerts).toBe(1); // however many channels failed
});
