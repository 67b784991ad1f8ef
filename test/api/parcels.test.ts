import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Order } from '../../api/schemas/order.ts';
import { HOUR } from '../../domain/duration.ts';
import { openApi, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterEach(() => {
  api.gateway.away = false;
});
afterAll(() => api.close());

const paid = async (): Promise<string> => {
  const order = await api.place();
  await api.webhook(succeeded(order));
  return order.id;
};
const follow = (id: string, body: object = {}) =>
  api.ask('POST', `/v1/orders/${id}/logistics-subscription`, body);
const shipped = async (): Promise<string> => {
  const id = await paid();
  await follow(id);
  await api.ask('POST', `/v1/orders/${id}/ship`, { carrier: 'SF', trackingNumber: 'SF-1' });
  return id;
};
const orderOf = async (id: string) => (await api.ask('GET', `/v1/orders/${id}?include=journal`)).as(Order);
const updatesIn = async (id: string) =>
  ((await orderOf(id)).journal ?? []).filter(({ kind }) => kind === 'parcel_update');
const rowOf = (eventId: string) =>
  api.shop.database.client.parcelUpdate.findUniqueOrThrow({
    where: { provider_eventId: { provider: 'sandbox', eventId } },
  });
const alertsOf = async (subject: string) =>
  (await api.shop.database.client.alert.findMany({ where: { subject }, orderBy: { at: 'asc' } })).map(
    ({ kind }) => kind,
  );

describe('POST /v1/orders/{id}/logistics-subscription', () => {
  test('is answered 202 with the order, before it has shipped and after', async () => {
    const id = await paid();
    expect((await orderOf(id)).shipment).toBeUndefined();
    const answer = await follow(id);
    expect(answer.status).toBe(202);
    expect(answer.as(Order).shipment).toEqual({ updates: 'asked' });
    const ship = { carrier: 'SF', trackingNumber: 'SF-1' };
    const left = (await api.ask('POST', `/v1/orders/${id}/ship`, ship)).as(Order).shipment;
    expect(left).toEqual({ updates: 'asked', ...ship, shippedAt: api.clock.now });
    expect((await follow(id)).status).toBe(202);
  });

  test.each([
    ['that nobody has paid', async () => (await api.place()).id, 409, 'not_followable'],
    [
      'that left without a number',
      async () => {
        const id = await paid();
        await api.ask('POST', `/v1/orders/${id}/ship`, {});
        return id;
      },
      409,
      'not_followable',
    ],
    [
      'that is over',
      async () => {
        const { id } = await api.place();
        await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' });
        return id;
      },
      409,
      'order_not_open',
    ],
    ['that is not there', async () => 'nobody', 404, 'order_not_found'],
  ])('of an order %s is refused', async (_, begin, status, code) => {
    const answer = await follow(await begin());
    expect(answer.body).toMatchObject({ status, code, detail: expect.any(String) });
  });

  test('takes nothing but who asks', async () => {
    expect((await follow(await paid(), { by: 'staff' })).status).toBe(202);
    expect((await follow(await paid(), { email: 'li@example.com' })).status).toBe(422);
  });

  test('is refused where no carrier is set up', async () => {
    const without = await openApi({ carriers: new Map() });
    try {
      const { id } = await without.place();
      const answer = await without.ask('POST', `/v1/orders/${id}/logistics-subscription`, {});
      expect(answer.body).toMatchObject({ status: 503, code: 'logistics_unavailable' });
    } finally {
      await without.close();
    }
  });
});

describe('a carrier’s webhook', () => {
  test('moves the parcel, and the order says where it is', async () => {
    const id = await shipped();
    const answer = await api.parcel({ orderId: id, state: 'in_transit', expectedOn: '2026-11-25' });
    expect([answer.status, answer.body]).toEqual([200, { received: true, matched: true }]);
    expect((await orderOf(id)).shipment).toMatchObject({
      state: 'in_transit',
      at: api.clock.now,
      expectedOn: '2026-11-25',
      failedAttempts: 0,
    });
    await api.parcel({ orderId: id, state: 'delivered' }, { at: api.clock.now });
    expect(await orderOf(id)).toMatchObject({
      status: 'delivered',
      shipment: { state: 'delivered', deliveredAt: api.clock.now },
    });
  });

  test('that comes five times counts once', async () => {
    const id = await shipped();
    for (let time = 0; time < 5; time += 1) {
      const answer = await api.parcel({ orderId: id, state: 'in_transit' }, { id: 'five-times' });
      expect(answer.status).toBe(200);
    }
    expect(await updatesIn(id)).toHaveLength(1);
  });

  test('that comes while the engine is away is 503, kept, and told when it is sent again', async () => {
    const id = await shipped();
    api.gateway.away = true;
    const update = { orderId: id, state: 'in_transit' };
    expect((await api.parcel(update, { id: 'while-away' })).status).toBe(503);
    expect(await rowOf('while-away')).toMatchObject({ signalledAt: null, appliedAt: null });
    api.gateway.away = false;
    expect((await api.parcel(update, { id: 'while-away' })).status).toBe(200);
    expect(await rowOf('while-away')).toMatchObject({ outcome: 'taken' });
  });

  test('of an order nobody knows is kept, and answered as not matched', async () => {
    const answer = await api.parcel({ orderId: 'nobody', state: 'in_transit' }, { id: 'stray' });
    expect([answer.status, answer.body]).toEqual([200, { received: true, matched: false }]);
    expect(await rowOf('stray')).toMatchObject({ orderId: 'nobody', appliedAt: null, signalledAt: null });
  });

  test('of an order that is over changes nothing, and its journal says so; one that came back is for staff', async () => {
    const id = await shipped();
    await api.ask('POST', `/v1/orders/${id}/deliver`, {});
    await api.parcel({ orderId: id, state: 'in_transit' });
    expect(await alertsOf(id)).toEqual([]);
    await api.parcel({ orderId: id, state: 'returned' });
    expect((await updatesIn(id)).map(({ reason }) => reason)).toEqual(['order_closed', 'order_closed']);
    expect(await alertsOf(id)).toEqual(['parcel_returned']);
    expect((await orderOf(id)).status).toBe('delivered');
  });

  test('is refused by another secret, from an unknown carrier, or when it can not be read', async () => {
    const orderId = await shipped();
    const update = { orderId, state: 'in_transit' };
    const secret = `whsec_${Buffer.from('another-secret-of-another').toString('base64')}`;
    expect((await api.parcel(update, { secret })).body).toMatchObject({ status: 401, code: 'bad_signature' });
    expect((await api.parcel(update, { provider: 'pigeons' })).body).toMatchObject({
      status: 404,
      code: 'unknown_provider',
    });
    expect((await api.parcel({ orderId, state: 'lost' })).body).toMatchObject({
      status: 400,
      code: 'unreadable_event',
    });
    expect(await updatesIn(orderId)).toEqual([]);
  });

  test('goes out to who wants to know, as any other entry of the journal does', async () => {
    const body = { url: 'https://crm.example/hook', events: ['order.parcel_update'] };
    await api.ask('POST', '/v1/webhook-endpoints', body);
    const id = await shipped();
    await api.parcel({ orderId: id, state: 'in_transit', trackingNumber: 'SF-1' });
    const told = await api.shop.database.client.webhookDelivery.findMany();
    expect(told).toMatchObject([
      { type: 'order.parcel_update', body: { data: { orderId: id, facts: { state: 'in_transit' } } } },
    ]);
    expect(JSON.stringify(z.array(z.object({ body: z.unknown() })).parse(told))).not.toContain('SF-1');
  });

  test('that is late by the promise tells staff', async () => {
    const id = await shipped();
    api.clock.move(HOUR);
    await api.parcel({ orderId: id, state: 'in_transit', expectedOn: '2026-12-10' });
    expect(await alertsOf(id)).toEqual(['late_parcel']);
    expect((await orderOf(id)).promise).toMatchObject({ arrivesOn: '2026-12-10' });
  });
});
