import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ImportedStatement } from '../../api/schemas/bank-statement.ts';
import { PaymentLink } from '../../api/schemas/payment-link.ts';
import { bankTransfers } from '../../providers/payment/bank/provider.ts';
import { routePayments } from '../../providers/payment/routing.ts';
import { openApi } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi({ payments: routePayments([bankTransfers()], { bank_transfer: 'bank' }) });
});
afterAll(() => api.close());

const HEADING = 'transaction_id,booked_at,amount,currency,reference';

function importLines(lines: readonly string[], more: { heading?: string; key?: string } = {}) {
  const csv = [more.heading ?? HEADING, ...lines].join('\n');
  return api.ask('POST', '/v1/bank-statements', { csv }, more.key ? { key: more.key } : {});
}

/** An order of 100.00 to be paid by transfer, and its reference. */
async function transferred(
  changes: object = {},
): Promise<{ order: PlacedOrder; reference: string; page: string }> {
  const order = await api.place({ paymentMethod: 'bank_transfer', ...changes });
  const link = (await api.ask('POST', `/v1/orders/${order.id}/payment-link`, {})).as(PaymentLink);
  return { order, reference: link.reference ?? '', page: new URL(link.url).pathname };
}

const read = async ({ id }: PlacedOrder) => (await api.ask('GET', `/v1/orders/${id}`)).body;
let transactions = 0;
const newId = () => `t-${(transactions += 1)}`;
const nothing = { matched: 0, unmatched: 0, duplicates: 0, skipped: 0, errors: [], unmatchedRows: [] };

describe('an order paid by bank transfer', () => {
  test('has a reference that stays the same and stands on its page with the account', async () => {
    const bankAccount = { holder: 'Tea House Ltd', account: 'CN12 3456' };
    await api.ask('PUT', '/v1/shops/tea', { policy: 'default', bankAccount });
    const { order, reference, page } = await transferred({ shop: 'tea' });
    expect(reference).toMatch(/^RF\d{11}$/);
    const again = (await api.ask('POST', `/v1/orders/${order.id}/payment-link`, {})).as(PaymentLink);
    expect(again.reference).toBe(reference);
    const { text } = await api.ask('GET', page);
    expect(text).toContain(reference.match(/.{1,4}/g)?.join(' '));
    expect(text).toContain('Tea House Ltd');
    expect(text).toContain('CN12 3456');
  });

  test('is paid by the line that names it, once', async () => {
    const { order, reference } = await transferred();
    const line = `${newId()},2026-11-23,100.00,CNY,"Thank you, ${reference}"`;
    expect((await importLines([line])).body).toEqual({ ...nothing, matched: 1 });
    expect(await read(order)).toMatchObject({ status: 'paid', amountPaid: { amount: 10_000 } });
    expect((await importLines([line, line])).body).toEqual({ ...nothing, duplicates: 2 });
    expect(await api.shop.database.client.payment.count({ where: { orderId: order.id } })).toBe(1);
  });

  test('is paid in parts; what is too much goes back', async () => {
    const { order, reference } = await transferred();
    await importLines([`${newId()},2026-11-23,40.00,CNY,${reference}`]);
    expect(await read(order)).toMatchObject({
      status: 'awaiting_payment',
      amountPaid: { amount: 4_000 },
      amountDue: { amount: 6_000 },
    });
    await importLines([`${newId()},2026-11-23,70.00,CNY,${reference}`]);
    expect(await read(order)).toMatchObject({ status: 'paid', amountPaid: { amount: 10_000 } });
    const refunds = await api.shop.database.client.refund.findMany({ where: { orderId: order.id } });
    expect(refunds).toMatchObject([{ amount: 1_000n, reason: 'excess' }]);
  });

  test('is not paid by another currency: that goes back whole', async () => {
    const { order, reference } = await transferred();
    expect((await importLines([`${newId()},2026-11-23,100.00,EUR,${reference}`])).body).toMatchObject({
      matched: 1,
    });
    expect(await read(order)).toMatchObject({ status: 'awaiting_payment', amountPaid: { amount: 0 } });
    const refunds = await api.shop.database.client.refund.findMany({ where: { orderId: order.id } });
    expect(refunds).toMatchObject([{ amount: 10_000n, currency: 'EUR', reason: 'wrong_currency' }]);
  });

  test('is paid also while the engine is away: the relay tells it', async () => {
    const { order, reference } = await transferred();
    const line = `${newId()},2026-11-23,100.00,CNY,${reference}`;
    api.gateway.away = true;
    try {
      expect((await importLines([line])).body).toMatchObject({ matched: 1 });
    } finally {
      api.gateway.away = false;
    }
    expect((await importLines([line])).body).toMatchObject({ duplicates: 1 }); // and a repeat tells it too
    expect(await read(order)).toMatchObject({ status: 'paid' });
  });
});

describe('a line of a statement', () => {
  const alertsOf = (subject: string) => api.shop.database.client.alert.findMany({ where: { subject } });

  test('that names no order is unmatched, and staff are told once, without what was written', async () => {
    const id = newId();
    const line = `${id},2026-11-23,5.00,CNY,from Li Wei for tea`;
    expect((await importLines([line])).body).toEqual({
      ...nothing,
      unmatched: 1,
      unmatchedRows: [{ row: 2, why: 'no reference of an order' }],
    });
    await importLines([line]);
    const alerts = await alertsOf(id);
    expect(alerts).toMatchObject([{ kind: 'unmatched_transfer', facts: { amount: 500, currency: 'CNY' } }]);
    expect(
      JSON.stringify(alerts, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('Li Wei');
  });

  test('that names several orders is unmatched', async () => {
    const [one, other] = [await transferred(), await transferred()];
    const line = `${newId()},2026-11-23,200.00,CNY,${one.reference} ${other.reference}`;
    expect((await importLines([line])).body).toMatchObject({
      unmatchedRows: [{ row: 2, why: 'references of several orders' }],
    });
  });

  test('that was unmatched counts once its reference is mended', async () => {
    const { order, reference } = await transferred();
    const id = newId();
    await importLines([`${id},2026-11-23,100.00,CNY,for tea`]);
    expect((await importLines([`${id},2026-11-23,100.00,CNY,${reference}`])).body).toMatchObject({
      matched: 1,
    });
    expect(await read(order)).toMatchObject({ status: 'paid' });
  });

  test('of money that left is skipped', async () => {
    expect((await importLines([`${newId()},2026-11-23,-5.00,CNY,fee`])).body).toEqual({
      ...nothing,
      skipped: 1,
    });
  });

  test('that can not be read is an error of its own, and the others count', async () => {
    const { order, reference } = await transferred();
    const answer = await importLines([
      `${newId()},2026-11-23,"1,000.00",CNY,x`,
      `${newId()},23.11.2026,1.00,CNY,x`,
      '',
      `,2026-11-23,1.00,CNY,x`,
      `${newId()},2026-11-23,100.00,CNY,${reference}`,
      newId(),
    ]);
    const imported = answer.as(ImportedStatement);
    expect(imported.errors.map(({ row }) => row)).toEqual([2, 3, 5, 7]);
    expect(imported.errors[0]?.message).toContain('1,000.00');
    expect(imported.matched).toBe(1);
    expect(await read(order)).toMatchObject({ status: 'paid' });
  });

  test('that comes again with another amount is an error and changes nothing', async () => {
    const { order, reference } = await transferred();
    const id = newId();
    await importLines([`${id},2026-11-23,40.00,CNY,${reference}`]);
    expect((await importLines([`${id},2026-11-23,400.00,CNY,${reference}`])).body).toMatchObject({
      matched: 0,
      errors: [{ row: 2, message: expect.stringContaining('another amount') }],
    });
    expect(await read(order)).toMatchObject({ amountPaid: { amount: 4_000 } });
  });

  test('is another one on another account', async () => {
    const { order, reference } = await transferred();
    const id = newId();
    const lines = [`a,${id},2026-11-23,40.00,CNY,${reference}`, `b,${id},2026-11-23,60.00,CNY,${reference}`];
    expect((await importLines(lines, { heading: `account,${HEADING}` })).body).toMatchObject({ matched: 2 });
    expect(await read(order)).toMatchObject({ status: 'paid' });
  });

  test('of another shop’s order is not matched by a key that is bound to a shop', async () => {
    await api.ask('PUT', '/v1/shops/elsewhere', { policy: 'default' });
    const { order, reference } = await transferred();
    const key = await api.keyWith(['payments'], 'elsewhere');
    const line = `${newId()},2026-11-23,100.00,CNY,${reference}`;
    expect((await importLines([line], { key })).body).toMatchObject({ matched: 0, unmatched: 1 });
    expect(await read(order)).toMatchObject({ status: 'awaiting_payment' });
  });
});

describe('a statement', () => {
  test('is taken as text/csv too, with a byte order mark, CRLF, and columns in any order', async () => {
    const { order, reference } = await transferred();
    const raw = `\uFEFFreference,Currency,AMOUNT,payer,booked_at,transaction_id\r\n${reference},cny,100.00,x,2026-11-23T08:00:00+08:00,${newId()}\r\n`;
    const headers = { 'content-type': 'text/csv; charset=utf-8' };
    expect(await api.ask('POST', '/v1/bank-statements', undefined, { raw, headers })).toMatchObject({
      status: 200,
      body: { matched: 1 },
    });
    expect(await read(order)).toMatchObject({ status: 'paid' });
  });

  test.each([
    ['no heading', 'a,b,c\n1,2,3', 'has no column transaction_id'],
    ['a quote that never ends', `${HEADING}\nt,"2026-11-23,1.00,CNY,x`, 'is no CSV'],
    ['nothing in it', '', 'csv'],
  ])('with %s is 422 and says why', async (_, csv, why) => {
    const answer = await api.ask('POST', '/v1/bank-statements', { csv });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(why);
  });
});
