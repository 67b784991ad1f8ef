import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { signatureOf } from '../../providers/messages/sms/twilio-receipts.ts';
import { customers } from '../../prisma/customers.ts';
import { WEBHOOK_SECRET } from '../support/shop.ts';
import { START, openApi } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

/** A message that a provider took. */
async function sent(channel: string, changes: object = {}): Promise<{ order: PlacedOrder; id: string }> {
  const order = await api.place();
  const id = `${order.id}/reminder/first/${channel}`;
  const to = channel === 'email' ? 'li@example.com' : '+8613800138000';
  await customers(api.shop.database.client).put(order.customerId, {
    phone: '+8613800138000',
    consents: { sms: true },
  });
  const words = { purpose: 'reminder', stage: 'first', locale: 'en', body: 'x' };
  const row = {
    id,
    orderId: order.id,
    customerId: order.customerId,
    channel,
    to,
    state: 'sent',
    at: START,
    sentAt: START,
  };
  await api.shop.database.client.message.create({ data: { ...row, ...words, ...changes } });
  return { order, id };
}

function receipt(
  provider: string,
  type: string,
  messageId: string,
  { secret = WEBHOOK_SECRET, code = '5.1.1' } = {},
) {
  const body = { id: 'r1', type, at: api.clock.now, data: { messageId, code } };
  const raw = JSON.stringify(body);
  const headers = signWebhook({ secret, id: 'msg_1', at: new Date(api.clock.now), body: raw });
  return api.ask('POST', `/v1/webhooks/messages/${provider}`, undefined, { raw, key: '', headers });
}

function twilio(messageId: string, fields: Record<string, string>, signedFor = messageId) {
  const url = (id: string) => `/v1/webhooks/messages/twilio?messageId=${encodeURIComponent(id)}`;
  const form = new URLSearchParams(fields);
  const signature = signatureOf('a-token-for-tests', `http://shop.test${url(signedFor)}`, form);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return api.ask('POST', url(messageId), undefined, { raw: form.toString(), key: '', headers });
}

const messageOf = async ({ id }: PlacedOrder) => (await api.ask('GET', `/v1/orders/${id}/messages`)).body;
const failuresOf = async ({ id }: PlacedOrder) =>
  (await api.shop.story(id)).filter((entry) => entry.startsWith('message_failed'));
const badAddresses = ({ customerId }: PlacedOrder) =>
  api.shop.database.client.badAddress.findMany({ where: { customerId } });

describe('a receipt', () => {
  test('that it arrived is kept with the message', async () => {
    const { order, id } = await sent('sms');
    const answer = await receipt('sms', 'message.delivered', id);
    expect([answer.status, answer.body]).toEqual([200, { received: true, matched: true }]);
    expect(await messageOf(order)).toMatchObject({ data: [{ state: 'sent', deliveredAt: api.clock.now }] });
  });

  test('of a hard bounce takes the channel away, once, however often it comes', async () => {
    const { order, id } = await sent('email');
    for (let time = 0; time < 3; time += 1)
      expect((await receipt('mail', 'message.bounced', id)).body).toEqual({ received: true, matched: true });
    expect(await failuresOf(order)).toEqual(['message_failed:bad_address']);
    expect(await badAddresses(order)).toMatchObject([
      { channel: 'email', address: 'li@example.com', messageId: id },
    ]);
    expect(await messageOf(order)).toMatchObject({
      data: [{ state: 'failed', error: 'bad_address: 5.1.1' }],
    });
  });

  test('of a hard bounce shows with the buyer until the address is another', async () => {
    const { order, id } = await sent('email');
    await receipt('mail', 'message.bounced', id);
    const buyer = `/v1/customers/${order.customerId}`;
    const since = api.clock.now;
    expect((await api.ask('GET', buyer)).body).toMatchObject({
      unreachable: [{ channel: 'email', reason: 'bad_address', since }],
    });
    await api.ask('PUT', buyer, { email: 'li.wei@example.com' });
    expect((await api.ask('GET', buyer)).body).not.toHaveProperty('unreachable');
  });

  test('of another failure leaves the channel', async () => {
    const { order, id } = await sent('email');
    await receipt('mail', 'message.failed', id, { code: '4.2.2' });
    expect([await failuresOf(order), await badAddresses(order)]).toEqual([['message_failed:refused'], []]);
  });

  test('that its reader wants no more withdraws the consent', async () => {
    const { order, id } = await sent('sms');
    await receipt('sms', 'message.stopped', id);
    const { body } = await api.ask('GET', `/v1/customers/${order.customerId}`);
    expect(body).toMatchObject({ consents: { sms: false, email: true } });
  });

  test('may come before our own answer was written down', async () => {
    const { order, id } = await sent('sms', { state: 'queued', sentAt: null, claimedAt: START });
    await receipt('sms', 'message.bounced', id);
    expect(await messageOf(order)).toMatchObject({ data: [{ state: 'failed' }] });
  });

  test('for a message of another channel, or of nobody, is heard and changes nothing', async () => {
    const { order, id } = await sent('email');
    expect((await receipt('sms', 'message.bounced', id)).body).toEqual({ received: true, matched: false });
    expect((await receipt('mail', 'message.bounced', 'nothing/of/ours')).body).toMatchObject({
      matched: false,
    });
    expect(await failuresOf(order)).toEqual([]);
  });

  test('of somebody else’s key changes nothing', async () => {
    const { order, id } = await sent('email');
    const secret = `whsec_${Buffer.from('somebody-else-entirely').toString('base64')}`;
    expect((await receipt('mail', 'message.bounced', id, { secret })).status).toBe(401);
    expect(await failuresOf(order)).toEqual([]);
  });

  test('of a provider that is not set up is 404', async () => {
    expect((await receipt('pigeon', 'message.delivered', 'x')).body).toMatchObject({
      code: 'unknown_provider',
    });
    const silent = await openApi({ receipts: new Map() });
    const answer = await silent.ask('POST', '/v1/webhooks/messages/sms', {}, { key: '' });
    await silent.close();
    expect(answer.status).toBe(404);
  });
});

describe('Twilio’s status callback', () => {
  test('comes as a form, signed for the message it is about', async () => {
    const { order, id } = await sent('sms');
    expect((await twilio(id, { MessageSid: 'SM1', MessageStatus: 'sent' })).body).toEqual({
      received: true,
      matched: true,
    });
    await twilio(id, { MessageSid: 'SM1', MessageStatus: 'delivered' });
    expect(await messageOf(order)).toMatchObject({ data: [{ deliveredAt: api.clock.now }] });
  });

  test('of a number that is none takes the channel away', async () => {
    const { order, id } = await sent('sms');
    await twilio(id, { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30005' });
    expect(await failuresOf(order)).toEqual(['message_failed:bad_address']);
    expect(await badAddresses(order)).toMatchObject([{ channel: 'sms' }]);
  });

  test('can’t be turned on another message', async () => {
    const [{ id }, other] = [await sent('sms'), await sent('sms')];
    const answer = await twilio(other.id, { MessageStatus: 'failed', ErrorCode: '30005' }, id);
    expect(answer.status).toBe(401);
    expect(await failuresOf(other.order)).toEqual([]);
  });
});

test('forms are taken for receipts alone', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await api.ask('POST', '/v1/webhooks/payments/sandbox', undefined, {
    raw: 'a=b',
    key: '',
    headers,
  });
  expect(answer.status).toBe(415);
});
