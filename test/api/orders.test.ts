import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

describe('an order', () => {
  test('is answered as it is, with its journal when asked for', async () => {
    const order = await api.place();
    const plain = await api.ask('GET', `/v1/orders/${order.id}`);
    expect(plain.status).toBe(200);
    expect(plain.body).toEqual(order);
    const told = await api.ask('GET', `/v1/orders/${order.id}?include=journal`);
    expect(told.body.journal[0]).toMatchObject({ kind: 'placed' });
  });
});
