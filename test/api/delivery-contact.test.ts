import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const put = (orderId: string, contact: object) => api.ask('PUT', `/v1/orders/${orderId}/contact`, contact);
const stored = async (id: string) =>
  (await api.shop.database.client.order.findUniqueOrThrow({ where: { id } })).contact;

describe('the delivery contact', () => {
  test('is added, and corrected field by field, also once the order is paid', async () => {
    const { id } = await api.place();
    expect((await put(id, { name: 'Li Wei', address: 'Nanjing Road 1' })).status).toBe(200);
    await api.webhook(succeeded({ id }));
    expect((await put(id, { phone: '+86 138 0000 0000' })).body).toMatchObject({ id, status: 'paid' });
    expect(await stored(id)).toEqual({
      name: 'Li Wei',
      address: 'Nanjing Road 1',
      phone: '+86 138 0000 0000',
    });
  });

  test('is no fact of the journal: only what was changed is', async () => {
    const { id } = await api.place();
    await put(id, { name: 'Secret Name', address: 'Secret Road 1' });
    const entries = await api.shop.database.client.journalEntry.findMany({
      where: { orderId: id },
      orderBy: { id: 'asc' },
    });
    expect(entries.at(-1)).toMatchObject({ kind: 'contact_changed', facts: { fields: ['address', 'name'] } });
    expect(JSON.stringify(entries.map(({ facts }) => facts))).not.toContain('Secret');
  });

  test('stays as it is once the order has shipped, or is off', async () => {
    const shipped = await api.place();
    await api.webhook(succeeded(shipped));
    await api.ask('POST', `/v1/orders/${shipped.id}/ship`, {});
    expect((await put(shipped.id, { name: 'x' })).body).toMatchObject({
      status: 409,
      code: 'already_shipped',
    });
    const off = await api.place();
    await api.ask('POST', `/v1/orders/${off.id}/cancel`, { reason: 'x', by: 'buyer' });
    expect((await put(off.id, { name: 'x' })).body).toMatchObject({ status: 409, code: 'order_not_open' });
  });

  test('goes with its buyer, and does not come back', async () => {
    const order = await api.place();
    await put(order.id, { name: 'Li Wei' });
    await api.ask('DELETE', `/v1/customers/${order.customerId}`);
    expect(await stored(order.id)).toBeNull();
    expect((await put(order.id, { name: 'Li Wei' })).body).toMatchObject({ code: 'order_not_open' });
  });

  test.each([
    [{}, 'body'],
    [{ phone: 'call me' }, 'phone'],
    [{ name: 'x', street: 'x' }, 'street'],
  ])('%j is refused', async (contact, field) => {
    const { id } = await api.place();
    expect((await put(id, contact)).body).toMatchObject({
      status: 422,
      errors: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });
});

test('a paid order shows what it was promised, a closed one nothing', async () => {
  const { id } = await api.place();
  expect((await api.ask('GET', `/v1/orders/${id}`)).body).not.toHaveProperty('promise');
  await api.webhook(succeeded({ id }));
  expect((await api.ask('GET', `/v1/orders/${id}`)).body).toMatchObject({
    promise: { shipsOn: '2026-11-23', arrivesOn: '2026-11-26' },
  });
  await api.ask('POST', `/v1/orders/${id}/refunds`, { reason: 'x' });
  expect((await api.ask('GET', `/v1/orders/${id}`)).body).not.toHaveProperty('promise');
});
