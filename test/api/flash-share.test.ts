import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Order } from '../../api/schemas/order.ts';
import { anOrder, openApi, succeeded } from './support/api.ts';
import type { Answer, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => void (api = await openApi()));
afterAll(() => api.close());

const aBuyer = () => ({ id: `buyer-${randomUUID()}` });
const linesOf = (sku: string, quantity: number) => [
  { sku, quantity, unitPrice: { amount: 5_000, currency: 'CNY' } },
];
const codeOf = (answer: Answer) => (answer.status < 300 ? 'fine' : Object(answer.body).code);

async function aFlashSku(onHand: number): Promise<string> {
  const sku = `flash-${randomUUID()}`;
  await api.shop.stock(sku, onHand, { kind: 'flash', price: 5_000 });
  return sku;
}

const place = (sku: string, quantity: number, customer = aBuyer()) =>
  api.ask('POST', '/v1/orders', { ...anOrder(), customer, lines: linesOf(sku, quantity) });

/** An order that was paid. */
async function bought(sku: string, quantity: number, customer = aBuyer()) {
  const order = (await place(sku, quantity, customer)).as(Order);
  await api.webhook(succeeded(order, { amount: quantity * 5_000 }));
  return order;
}

const bringBack = ({ id }: { id: string }) =>
  api.ask('POST', `/v1/orders/${id}/refunds`, { reason: 'x', restock: true });
const adjust = (sku: string, delta: number) =>
  api.ask('POST', `/v1/stock/${sku}/adjust`, { delta, reason: 'x' });

async function countedAsSold(sku: string): Promise<number> {
  const row = await api.shop.database.client.stock.findUniqueOrThrow({ where: { sku } });
  return Number(row.committedSinceRestock);
}

describe('rule 32: a share of a flash SKU, of what there was since the last restock', () => {
  test('a piece that is returned is no restock: the others’ shares stay what they were', async () => {
    const sku = await aFlashSku(10);
    await bought(sku, 2);
    const returned = await bought(sku, 2);
    expect(await countedAsSold(sku)).toBe(4);
    await bringBack(returned);
    expect(await countedAsSold(sku)).toBe(2); // 8 on hand and 2 sold: still ten
    expect(codeOf(await place(sku, 2))).toBe('fine');
    expect(codeOf(await place(sku, 3))).toBe('flash_share_exceeded');
  });

  test('nor does it let a buyer begin anew', async () => {
    const sku = await aFlashSku(10);
    const customer = aBuyer();
    await bought(sku, 2, customer);
    await bringBack(await bought(sku, 2));
    expect(codeOf(await place(sku, 1, customer))).toBe('flash_share_exceeded');
  });

  test('who returns what he bought may buy it again', async () => {
    const sku = await aFlashSku(10);
    const customer = aBuyer();
    await bringBack(await bought(sku, 2, customer));
    expect(codeOf(await place(sku, 2, customer))).toBe('fine');
  });

  test('a piece that was sold before the last restock is one more when it comes back', async () => {
    const sku = await aFlashSku(10);
    const old = await bought(sku, 2);
    await adjust(sku, 2);
    await bought(sku, 2);
    await bringBack(old);
    expect(await countedAsSold(sku)).toBe(2); // 10 on hand and 2 sold: twelve
    const { onHand } = await api.shop.balance(sku);
    expect(onHand).toBe(10);
  });

  test.each([
    ['more by adjust', (sku: string) => adjust(sku, 5), 0],
    ['more by PUT', (sku: string) => api.ask('PUT', `/v1/stock/${sku}`, { onHand: 20 }), 0],
    ['less by adjust', (sku: string) => adjust(sku, -1), 2],
    ['less by PUT', (sku: string) => api.ask('PUT', `/v1/stock/${sku}`, { onHand: 3 }), 2],
    ['the same by PUT', (sku: string) => api.ask('PUT', `/v1/stock/${sku}`, { onHand: 8 }), 2],
    ['another field', (sku: string) => api.ask('PUT', `/v1/stock/${sku}`, { safetyStock: 1 }), 2],
  ] as const)('%s on hand: a restock only where it is more', async (_, act, counted) => {
    const sku = await aFlashSku(10);
    await bought(sku, 2);
    await act(sku);
    expect(await countedAsSold(sku)).toBe(counted);
  });

  test('after a restock what was bought before does not count', async () => {
    const sku = await aFlashSku(10);
    const customer = aBuyer();
    await bought(sku, 2, customer);
    expect(codeOf(await place(sku, 1, customer))).toBe('flash_share_exceeded');
    await adjust(sku, 2);
    expect(codeOf(await place(sku, 2, customer))).toBe('fine');
  });

  test('it is the same by any way: changing an order’s lines gives no more', async () => {
    const sku = await aFlashSku(20);
    const customer = aBuyer();
    const order = (await place(sku, 2, customer)).as(Order);
    await place(sku, 1, customer);
    const change = (quantity: number) =>
      api.ask('PATCH', `/v1/orders/${order.id}/lines`, { lines: [{ sku, quantity }] });
    const refused = await change(4);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'flash_share_exceeded', sku, requested: 4, has: 1, limit: 4 });
    expect(codeOf(await change(3))).toBe('fine');
    expect(codeOf(await change(1))).toBe('fine');
    expect(await api.shop.balance(sku)).toEqual({ onHand: 20, held: 2 });
  });

  test('asked for at once by placing and changing he has exactly his share', async () => {
    const sku = await aFlashSku(20);
    const customer = aBuyer();
    const order = (await place(sku, 1, customer)).as(Order);
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => place(sku, 1, customer)),
      ...[2, 3, 4].map((quantity) =>
        api.ask('PATCH', `/v1/orders/${order.id}/lines`, { lines: [{ sku, quantity }] }),
      ),
    ]);
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['fine', 'flash_share_exceeded']));
    expect((await api.shop.balance(sku)).held).toBeLessThanOrEqual(4);
    expect((await api.shop.balance(sku)).held).toBeGreaterThanOrEqual(3);
  });
});
