import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { listOf } from '../../api/cursor.ts';
import { CreditReview } from '../../api/schemas/credit.ts';
import { Order } from '../../api/schemas/order.ts';
import { HOUR } from '../../domain/duration.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { WEBHOOK_SECRET } from '../support/shop.ts';
import { creditReport, openApi, payslip, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;

/** An order of one piece at this price, whose buyer applies and hears from the bureau so long afterwards. */
async function answered(
  price: number,
  told: { score: number; overdue?: number; after?: number; term?: number },
) {
  const { score, overdue = 0, after = 0, term } = told;
  const sku = `goods-${price}`;
  await api.ask('PUT', `/v1/stock/${sku}`, { onHand: 100, price: { amount: price, currency: 'CNY' } });
  const { id } = await api.place({
    lines: [{ sku, quantity: 1, unitPrice: { amount: price, currency: 'CNY' } }],
  });
  const product = term === undefined ? { product: 'pay_later' } : { product: 'instalments', term };
  const applied = await api.ask('POST', `/v1/orders/${id}/credit-application`, product);
  const { applicationId = '' } = applied.as(Order).credit ?? {};
  api.clock.move(after);
  const { data, ...event } = creditReport(applicationId, score);
  const raw = JSON.stringify({ ...event, data: { ...data, overdueInstalments: overdue } });
  const headers = signWebhook({
    secret: WEBHOOK_SECRET,
    id: 'msg_1',
    at: new Date(api.clock.now),
    body: raw,
  });
  const answer = await api.ask('POST', '/v1/webhooks/credit/sandbox', undefined, { raw, key: '', headers });
  expect(answer.status).toBe(200);
  return id;
}

const orderOf = async (id: string) => (await api.ask('GET', `/v1/orders/${id}`)).as(Order);

async function take(id: string, kind: string): Promise<void> {
  const offer = (await orderOf(id)).offers.find((each) => each.kind === kind);
  const answer = await api.ask('POST', `/v1/orders/${id}/offers/${offer?.id}/accept`, {});
  expect(answer.status).toBe(200);
}

/** What is due is paid. */
async function pay(id: string): Promise<void> {
  const { amountDue } = await orderOf(id);
  await api.webhook(succeeded({ id }, { amount: amountDue.amount, sessionId: `s-${id}` }));
  expect((await orderOf(id)).status).toBe('paid');
}

/** A buyer of each sort, on the way the product leads him. */
beforeAll(async () => {
  api = await openApi();
  await takesTheDiscount();
  await pay(await answered(10_000, { score: 300, overdue: 2 })); // took nothing, and paid all the same
  await answered(10_000, { score: 310 }); // took nothing
  await paysDown();
  await paysElsewhere();
  await sendsDocuments();
  await answered(50_000, { score: 720, after: 6 * HOUR }); // approved at once
  await answered(10_000, { score: 510 }); // lies with a person
  const withdrawn = await api.place();
  await api.ask('POST', `/v1/orders/${withdrawn.id}/credit-application`, { product: 'pay_later' });
  await pay(withdrawn.id);
  await api.place(); // nobody applied
  api.clock.move(HOUR);
});
afterAll(() => api.close());

async function takesTheDiscount(): Promise<void> {
  const id = await answered(10_000, { score: 300, after: HOUR });
  await take(id, 'pay_in_full_discount');
  await pay(id);
}

async function paysDown(): Promise<void> {
  const id = await answered(2_400_000, { score: 800, term: 6 });
  await take(id, 'down_payment');
  await pay(id);
}

async function paysElsewhere(): Promise<void> {
  const id = await answered(600_000, { score: 640 });
  await take(id, 'documents'); // he says so, and changes his mind
  await take(id, 'outside_provider');
  await pay(id);
  await api.webhook(
    succeeded({ id }, { amount: 100_000, sessionId: `s-${id}` }, { type: 'payment.refunded' }),
  );
}

async function sendsDocuments(): Promise<void> {
  const id = await answered(700_000, { score: 640 });
  await api.ask('POST', `/v1/orders/${id}/credit-application/documents`, { documents: [payslip] });
  const reviews = (await api.ask('GET', `/v1/credit-reviews?orderId=${id}`)).as(listOf(CreditReview)).data;
  api.clock.move(2 * HOUR);
  const decision = { decision: 'approved', note: 'fine' };
  await api.ask('POST', `/v1/credit-reviews/${reviews.at(-1)?.id}/decide`, decision);
  expect((await orderOf(id)).status).toBe('paid');
}

const report = async (what: string) => (await api.ask('GET', `/v1/reports/${what}`)).body;
const Groups = z.object({ groups: z.array(z.looseObject({ key: z.string() })) });
const byKey = async (what: string) => {
  const { groups } = Groups.parse(await report(what));
  return Object.fromEntries(groups.map(({ key, ...group }) => [key, group]));
};
const yuan = (amount: number) => [{ amount, currency: 'CNY' }];

describe('recovery', () => {
  test('counts offers shown, taken and paid, beside the orders that took none, and the money that was saved', async () => {
    expect(await report('recovery')).toMatchObject({
      groupBy: 'kind',
      total: {
        key: 'all',
        orders: 6,
        taken: 4,
        takeRate: 0.6667,
        paid: 4,
        paidRate: 1,
        paidAnyway: 1,
        saved: yuan(9_500 + 2_400_000 + 500_000 + 700_000),
      },
    });
  });

  test.each<[string, Record<string, object>]>([
    [
      'kind',
      {
        pay_in_full_discount: {
          offers: 3,
          orders: 3,
          taken: 1,
          takeRate: 0.3333,
          paid: 1,
          paidAnyway: 1,
          saved: yuan(9_500),
        },
        down_payment: { offers: 1, orders: 1, taken: 1, paid: 1, saved: yuan(2_400_000) },
        // Three providers each were offered to two orders; what was given back again is not saved.
        outside_provider: { offers: 6, orders: 2, taken: 1, paid: 1, saved: yuan(500_000) },
        // Who said that he would send documents and took another way was not saved by them.
        documents: { offers: 2, orders: 2, taken: 2, paid: 1, paidRate: 0.5, saved: yuan(700_000) },
      },
    ],
    [
      'grade',
      {
        A: { orders: 1, paid: 1, saved: yuan(2_400_000) },
        B: { orders: 2, taken: 2, paid: 2, saved: yuan(1_200_000) },
        C: { orders: 3, taken: 1, paid: 1, paidAnyway: 1 },
      },
    ],
  ])('by %s', async (grouping, groups) => {
    const found = await byKey(`recovery?groupBy=${grouping}`);
    expect(found).toMatchObject(groups);
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(groups).toSorted());
  });

  test('by outside provider', async () => {
    const found = await byKey('recovery?groupBy=provider');
    expect(Object.keys(found).toSorted()).toEqual(['evenpay', 'laterfin', 'stepwise']);
    expect(Object.values(found).reduce((sum, { taken }) => sum + Number(taken), 0)).toBe(1);
    expect(await report('recovery?groupBy=provider')).toMatchObject({
      total: { offers: 6, orders: 2, taken: 1, paid: 1, saved: yuan(500_000) },
    });
  });

  test('is nothing where nobody applied', async () => {
    const nothing = { offers: 0, orders: 0, takeRate: null, paidRate: null, saved: [] };
    expect(await report('recovery?to=2026-11-01')).toMatchObject({ groups: [], total: nothing });
    expect(await report('recovery?shop=another')).toMatchObject({ total: nothing });
  });

  test('refuses a grouping it has not', async () =>
    expect(await report('recovery?groupBy=mood')).toMatchObject({ status: 422 }));
});

const Repayment = z.object({ total: z.object({ repayment: z.unknown() }) });

describe('credit', () => {
  test('counts applications and their ends, how long a decision took, and what bureaus say is overdue', async () => {
    expect(await report('credit')).toMatchObject({
      groupBy: 'grade',
      total: {
        key: 'all',
        applications: 9,
        approved: 3,
        declined: 4,
        undecided: 1,
        withdrawn: 1,
        approvalRate: 0.4286,
        reviewed: 2,
        decidedByPerson: 1,
        // At once four times, after one hour, two and six.
        timeToDecision: { p50: 'PT0S', p90: 'PT3H36M' },
        // What was paid down is not financed.
        financed: yuan(1_920_000 + 700_000 + 50_000),
        overdue: { reported: 8, applications: 1, share: 0.125, instalments: 2 },
      },
    });
  });

  test('tells of our own instalments: those that came due, were ever late, and are still owed', async () => {
    const { instalment } = api.shop.database.client;
    const [first] = await instalment.findMany({ where: { number: 1 }, orderBy: { amount: 'asc' }, take: 1 });
    const { orderId = '', amount = 0n } = first ?? {};
    const where = { orderId_number: { orderId, number: 1 } };
    const repayment = async () => Repayment.parse(await report('credit')).total.repayment;
    const financed = yuan(1_920_000 + 700_000 + 50_000);
    expect(await repayment()).toEqual({ due: 0, late: 0, lateRate: null, outstanding: financed });
    await instalment.update({ where, data: { state: 'overdue', overdueSince: api.clock.now } });
    expect(await repayment()).toEqual({ due: 1, late: 1, lateRate: 1, outstanding: financed });
    await instalment.update({ where, data: { state: 'paid', paid: amount, paidAt: api.clock.now } });
    const left = yuan(1_920_000 + 700_000 + 50_000 - Number(amount));
    expect(await repayment()).toEqual({ due: 1, late: 1, lateRate: 1, outstanding: left });
  });

  test.each<[string, Record<string, object>]>([
    [
      'grade',
      {
        A: { applications: 2, approved: 2, approvalRate: 1, timeToDecision: { p50: 'PT3H' } },
        B: { applications: 2, approved: 1, declined: 1, approvalRate: 0.5, reviewed: 1, reviewRate: 0.5 },
        C: {
          applications: 4,
          approved: 0,
          declined: 3,
          undecided: 1,
          approvalRate: 0,
          overdue: { instalments: 2 },
        },
        not_scored: { applications: 1, withdrawn: 1, approvalRate: null, timeToDecision: null, financed: [] },
      },
    ],
    ['product', { pay_later: { applications: 8 }, instalments: { applications: 1, approvalRate: 1 } }],
    ['shop', { default: { applications: 9 } }],
  ])('by %s', async (grouping, groups) => {
    const found = await byKey(`credit?groupBy=${grouping}`);
    expect(found).toMatchObject(groups);
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(groups).toSorted());
  });

  test('is of the shop a key is bound to', async () => {
    await api.ask('PUT', '/v1/shops/another', { policy: 'default' });
    const key = await api.keyWith(['staff'], 'another');
    for (const what of ['credit', 'recovery']) {
      const answer = await api.ask('GET', `/v1/reports/${what}?shop=default`, undefined, { key });
      expect(answer.body).toMatchObject({ groups: [] });
    }
    const orders = await api.keyWith(['orders']);
    expect((await api.ask('GET', '/v1/reports/credit', undefined, { key: orders })).status).toBe(403);
  });
});
