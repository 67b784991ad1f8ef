import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Instalments } from '../../api/schemas/instalment.ts';
import { Order } from '../../api/schemas/order.ts';
import { PaymentLink } from '../../api/schemas/payment-link.ts';
import { Refund } from '../../api/schemas/refund.ts';
import { openApi, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';
import { buyersPage } from './support/buyers-page.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterEach(() => {
  api.provider.down = false;
});
afterAll(() => api.close());

/** An order of 100.00 paid in three instalments. */
async function financed(): Promise<string> {
  const { id } = await api.place();
  await api.ask('POST', `/v1/orders/${id}/credit-application`, { product: 'instalments', term: 3 });
  await api.reportFor(id, 800);
  return id;
}

const listed = async (id: string) => (await api.ask('GET', `/v1/orders/${id}/instalments`)).as(Instalments);
const link = (id: string, number: number, body: object = {}) =>
  api.ask('POST', `/v1/orders/${id}/instalments/${number}/payment-link`, body);
const orderOf = async (id: string) => (await api.ask('GET', `/v1/orders/${id}`)).as(Order);
const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** The provider tells that its newest session was paid. */
async function paidAtProvider(id: string, amount: number): Promise<void> {
  const { sessionId } = api.provider.sessions.at(-1) ?? {};
  expect((await api.webhook(succeeded({ id }, { sessionId, amount }))).status).toBe(200);
}

describe('GET /v1/orders/{id}/instalments', () => {
  test('shows what is paid back when, and what is outstanding', async () => {
    const answer = await listed(await financed());
    expect(answer).toMatchObject({ financed: cny(10_000), outstanding: cny(10_000), autoDebit: false });
    expect(answer.data.map(({ number, amount, state }) => [number, amount.amount, state])).toEqual([
      [1, 3_334, 'planned'],
      [2, 3_333, 'planned'],
      [3, 3_333, 'planned'],
    ]);
    expect(answer.data[0]?.dueOn).toBe('2026-12-23');
  });

  test('is empty where nothing was financed', async () => {
    const { id } = await api.place();
    expect(await listed(id)).toEqual({
      data: [],
      nextCursor: null,
      financed: cny(0),
      outstanding: cny(0),
      autoDebit: false,
    });
  });
});

describe('POST …/instalments/{number}/payment-link', () => {
  test('opens a session for what is owed of it; paid, it counts on that instalment alone', async () => {
    const id = await financed();
    const answer = await link(id, 2);
    expect(answer.status).toBe(201);
    expect(answer.as(PaymentLink).url).toMatch(/\/pay\/[^/]+#instalments$/);
    expect(api.provider.sessions.at(-1)).toMatchObject({ orderId: id, amount: 3_333, method: 'card' });
    await paidAtProvider(id, 3_333);
    expect(await listed(id)).toMatchObject({
      outstanding: cny(6_667),
      data: [{ state: 'planned' }, { state: 'paid', paidBy: 'link', owed: cny(0) }, { state: 'planned' }],
    });
    expect(await orderOf(id)).toMatchObject({ financed: cny(10_000), amountPaid: cny(0), amountDue: cny(0) });
    expect((await link(id, 2)).body).toMatchObject({ status: 409, code: 'instalment_settled' });
  });

  test('answers the same session again, and another by another method', async () => {
    const id = await financed();
    const before = api.provider.sessions.length;
    await link(id, 1);
    await link(id, 1);
    expect(api.provider.sessions).toHaveLength(before + 1);
    await link(id, 1, { method: 'alipay' });
    expect(api.provider.sessions.at(-1)?.method).toBe('alipay');
  });

  test.each([
    ['an instalment there is not', 4, {}, 404, 'instalment_not_found'],
    [
      'a method by which money is not there at once',
      1,
      { method: 'bank_transfer' },
      422,
      'method_not_allowed',
    ],
    ['paying later once more', 1, { method: 'pay_later' }, 422, 'method_not_allowed'],
    ['a number that is none', 0, {}, 422, 'invalid_request'],
  ])('refuses %s', async (_, number, body, status, code) => {
    expect((await link(await financed(), number, body)).body).toMatchObject({ status, code });
  });

  test('refuses an order of which nothing was financed', async () => {
    const { id } = await api.place();
    expect((await link(id, 1)).body).toMatchObject({ status: 404, code: 'instalment_not_found' });
  });
});

describe('the buyer’s page', () => {
  const buyers = buyersPage(() => api);
  const pathOf = (id: string, audience?: 'buyer' | 'friend') => buyers.pathOf({ id }, audience);
  const page = async (path: string) => (await buyers.open(`${path}?lang=en`)).text;
  const submit = (path: string, fields: Record<string, string>) =>
    buyers.submit(`${path}/instalment`, fields);
  const first = { number: '1', amount: '3334', method: 'card' };

  test('shows each with its state, and one click leads to the provider', async () => {
    const id = await financed();
    const before = await page(pathOf(id));
    expect(before).toContain('Your instalments');
    expect(before).toContain('due 23 Dec');
    expect(before.match(/action="[^"]*\/instalment"/g)).toHaveLength(3);
    const { headers } = await submit(pathOf(id), first);
    expect(headers['location']).toMatch(/^https:\/\/provider\.test\/pay\//);
    await paidAtProvider(id, 3_334);
    const after = await page(pathOf(id));
    expect(after.match(/action="[^"]*\/instalment"/g)).toHaveLength(2);
    expect(after).toMatch(/66\.66 is still to be paid/);
  });

  test('never leads to pay another amount than its buyer saw, nor twice', async () => {
    const id = await financed();
    expect((await submit(pathOf(id), { ...first, amount: '1' })).headers['location']).toContain(
      'notice=order_changed',
    );
    await submit(pathOf(id), first);
    await paidAtProvider(id, 3_334);
    expect((await submit(pathOf(id), first)).headers['location']).toContain('notice=order_changed');
  });

  test('shows a friend nothing of it, and lets him pay none', async () => {
    const id = await financed();
    expect(await page(pathOf(id, 'friend'))).not.toMatch(/instalment/i);
    expect((await submit(pathOf(id, 'friend'), first)).headers['location']).toContain('notice=buyer_only');
  });
});

describe('a refund', () => {
  const refund = (id: string, body: object = {}) =>
    api.ask('POST', `/v1/orders/${id}/refunds`, { reason: 'asked', ...body });

  test('before anything was paid takes off all that is owed, and sends nothing', async () => {
    const id = await financed();
    const answer = await refund(id);
    expect(answer.status).toBe(201);
    expect(answer.as(Refund)).toMatchObject({ amount: cny(0), notOwed: cny(10_000), state: 'refunded' });
    expect(await orderOf(id)).toMatchObject({
      status: 'cancelled',
      closedReason: 'refunded',
      financed: cny(0),
    });
    expect((await refund(id)).body).toMatchObject({ code: 'order_not_open' });
  });

  test('of more than is owed sends back the rest of what was paid', async () => {
    const id = await financed();
    await link(id, 1);
    await paidAtProvider(id, 3_334);
    expect((await refund(id, { amount: 7_000 })).as(Refund)).toMatchObject({
      amount: cny(334),
      notOwed: cny(6_666),
      state: 'pending',
    });
  });
});

describe('a card', () => {
  const bind = (id: string) => api.ask('POST', `/v1/orders/${id}/auto-debit`, { token: 'tok_ok' });

  test('may be bound while instalments go on, also after delivery', async () => {
    const id = await financed();
    await api.ask('POST', `/v1/orders/${id}/ship`, {});
    await api.ask('POST', `/v1/orders/${id}/deliver`, {});
    expect((await bind(id)).status).toBe(200);
    expect((await listed(id)).autoDebit).toBe(true);
  });

  test('can’t be bound where the shop’s provider can’t debit one', async () => {
    const id = await financed();
    const able = { ...api.provider };
    Object.assign(api.provider, { debit: undefined });
    expect((await bind(id)).body).toMatchObject({ status: 409, code: 'auto_debit_unavailable' });
    Object.assign(api.provider, able);
  });
});
