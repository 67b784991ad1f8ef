import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

describe('integrity', () => {
  test('answers when it looked, and nothing where everything adds up', async () => {
    await api.place();
    const answer = await api.ask('GET', '/v1/integrity');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ checkedAt: api.clock.now, violations: [] });
  });

  test('names the rule, what it was seen at, and by what', async () => {
    const { client } = api.shop.database;
    await client.stock.update({ where: { sku: 'mug' }, data: { onHand: { increment: 7 } } });
    const { body } = await api.ask('GET', '/v1/integrity');
    expect(body).toMatchObject({
      violations: [
        { rule: 'stock_balance_is_ledger', subject: 'mug', facts: { onHand: 1_007, ledgerOnHand: 1_000 } },
      ],
    });
  });

  test('is for administrators', async () => {
    const key = await api.keyWith(['orders', 'payments', 'staff']);
    expect((await api.ask('GET', '/v1/integrity', undefined, { key })).status).toBe(403);
  });
});
