import { describe, expect, test } from 'vitest';
import { buildCarrier } from '../../../dev/carrier/app.ts';
import { httpCarrier } from '../../../providers/logistics/http-carrier.ts';
import { signWebhook } from '../../../providers/standard-webhooks.ts';
import { WEBHOOK_SECRET } from '../../support/shop.ts';
import { simulated } from '../../support/simulated.ts';

const parcel = { key: 'order-1/follow_parcel/1', orderId: 'order-1', carrier: 'SF', trackingNumber: 'SF-1' };
const adapterTo = (baseUrl: string, timeoutMs = 30_000) =>
  httpCarrier({ name: 'sandbox', baseUrl, webhookSecret: WEBHOOK_SECRET, timeoutMs });
const MOVE = '/parcels/order-1/move';
const parcelsOf = async (url: string): Promise<unknown> => (await fetch(`${url}/parcels`)).json();

describe('the sandbox carrier through the adapter', () => {
  test('takes a subscription once, and moves nothing by itself', async () => {
    const { url, listener } = await simulated(buildCarrier);
    const adapter = adapterTo(url);
    expect(await adapter.subscribe(parcel)).toEqual({ state: 'subscribed' });
    expect(await adapter.subscribe(parcel)).toEqual({ state: 'subscribed' });
    const { key: _, ...kept } = parcel;
    expect(await parcelsOf(url)).toEqual([{ ...kept, updates: [] }]);
    expect(listener.webhooks).toEqual([]);
  });

  test('tells of a parcel that a person moves, signed, and the adapter reads it', async () => {
    const { url, listener, send } = await simulated(buildCarrier);
    await adapterTo(url).subscribe(parcel);
    await send('POST', MOVE, { state: 'in_transit', expectedOn: '2026-11-28' });
    await expect.poll(() => listener.webhooks).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = listener.webhooks;
    expect(adapterTo(url).verifyWebhook(headers, body, new Date())).toMatchObject({
      verdict: 'news',
      news: { orderId: 'order-1', trackingNumber: 'SF-1', state: 'in_transit', expectedOn: '2026-11-28' },
    });
  });

  test('has a page on which a person moves parcels', async () => {
    const { url, listener } = await simulated(buildCarrier);
    await adapterTo(url).subscribe({ ...parcel, orderId: '<b>1' });
    const page = await (await fetch(url)).text();
    expect(page).toContain('&lt;b&gt;1');
    const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
    const form = new URLSearchParams({ state: 'delivered', expectedOn: '', webhook: 'twice' });
    const answer = await fetch(`${url}${action}`, { method: 'POST', body: form, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    await expect.poll(() => listener.webhooks).toHaveLength(2);
    expect(await (await fetch(url)).text()).toContain('class="state">Delivered');
    const unknown = await fetch(`${url}/parcels/nobody`, { method: 'POST', body: form });
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('no such parcel')]);
  });

  test('has no parcel whose number begins with UNKNOWN', async () => {
    const { url, send } = await simulated(buildCarrier);
    const answer = await adapterTo(url).subscribe({ ...parcel, trackingNumber: 'UNKNOWN-1' });
    expect(answer).toMatchObject({ state: 'refused' });
    expect((await send('POST', MOVE, { state: 'delivered' })).status).toBe(404);
  });

  test('sends again what nobody took', async () => {
    const { url, listener, send } = await simulated(buildCarrier);
    await adapterTo(url).subscribe(parcel);
    listener.refuse(1);
    await send('POST', MOVE, { state: 'picked_up' });
    await expect.poll(() => listener.webhooks.length).toBe(2);
  });

  test.each(['down', 'slow', 'error_after_success'])(
    'is not reached while it is told to be %s',
    async (mode) => {
      const { url, send } = await simulated(buildCarrier);
      await send('PUT', '/faults', { mode });
      const adapter = mode === 'slow' ? adapterTo(url, 1_000) : adapterTo(url);
      expect(await adapter.subscribe(parcel)).toMatchObject({ state: 'unknown' });
      await expect.poll(() => parcelsOf(url)).toHaveLength(mode === 'down' ? 0 : 1);
    },
  );
});

describe('the adapter', () => {
  const answering = (status: number, more: object = {}) =>
    httpCarrier({
      name: 'carrier',
      baseUrl: 'http://carrier.test',
      webhookSecret: WEBHOOK_SECRET,
      apiKey: 'key',
      fetch: async () => new Response('{}', { status }),
      ...more,
    });

  test.each([
    [200, 'subscribed'],
    [201, 'subscribed'],
    [202, 'subscribed'],
    [404, 'refused'],
    [409, 'refused'],
    [422, 'refused'],
    [401, 'unknown'],
    [403, 'unknown'],
    [429, 'unknown'],
    [500, 'unknown'],
  ])('takes %i as %s', async (status, state) => {
    expect(await answering(status).subscribe(parcel)).toMatchObject({ state });
  });

  test('names itself with its key, and the subscription by ours', async () => {
    const seen: RequestInit[] = [];
    const fetchOnce: typeof fetch = async (_, init) => {
      seen.push(init ?? {});
      return new Response('{}', { status: 201 });
    };
    await answering(201, { fetch: fetchOnce }).subscribe(parcel);
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer key',
      'idempotency-key': 'order-1/follow_parcel/1',
    });
    expect(seen[0]?.body).toBe(JSON.stringify({ orderId: 'order-1', carrier: 'SF', trackingNumber: 'SF-1' }));
  });

  test('leaves a carrier alone that does not answer', async () => {
    const carrier = answering(503, { leastCalls: 4, restMs: 60_000 });
    for (let time = 0; time < 6; time += 1) await carrier.subscribe(parcel);
    expect(carrier.circuit()).toBe('open');
    expect(await carrier.subscribe(parcel)).toMatchObject({ why: expect.stringContaining('left alone') });
  });

  const update = {
    id: 'u1',
    type: 'parcel.update',
    at: '2026-11-23T10:00:00+08:00',
    data: {
      orderId: 'order-1',
      trackingNumber: 'SF-1',
      state: 'in_transit',
      courier: 'Wang',
      place: 'Hall 3',
    },
  };
  const read = (body: string, secret = WEBHOOK_SECRET, ms = 0) => {
    const headers = signWebhook({ secret, id: 'm', at: new Date(Date.now() + ms), body });
    return answering(200).verifyWebhook({ ...headers }, body, new Date());
  };

  test('takes of an update what it knows: no person, no place', () => {
    expect(read(JSON.stringify(update))).toEqual({
      verdict: 'news',
      news: {
        id: 'u1',
        at: '2026-11-23T02:00:00.000Z',
        orderId: 'order-1',
        trackingNumber: 'SF-1',
        state: 'in_transit',
      },
    });
  });

  test.each([
    ['no JSON', '{'],
    ['a state there is not', JSON.stringify({ ...update, data: { ...update.data, state: 'lost' } })],
    ['a day there is not', JSON.stringify({ ...update, data: { ...update.data, expectedOn: '2026-02-30' } })],
    ['no order', JSON.stringify({ ...update, data: { ...update.data, orderId: '' } })],
    ['another type', JSON.stringify({ ...update, type: 'payment.succeeded' })],
  ])('can not read %s', (_, body) => {
    expect(read(body)).toMatchObject({ verdict: 'unreadable' });
  });

  test.each([
    ['another secret', `whsec_${Buffer.from('another-secret-of-another').toString('base64')}`, 0],
    ['a signature of six minutes ago', WEBHOOK_SECRET, -6 * 60_000],
  ])('refuses a webhook with %s', (_, secret, ms) => {
    expect(read(JSON.stringify(update), secret, ms)).toEqual({ verdict: 'bad_signature' });
  });
});
