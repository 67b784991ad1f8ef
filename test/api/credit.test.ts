import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreditReview, ReadDocument } from '../../api/schemas/credit.ts';
import { Order } from '../../api/schemas/order.ts';
import { listOf } from '../../api/cursor.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { WEBHOOK_SECRET } from '../support/shop.ts';
import { creditReport, openApi, payslip, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const applyFor = (
  id: string,
  body: object = { product: 'pay_later' },
  headers: Record<string, string> = {},
) => api.ask('POST', `/v1/orders/${id}/credit-application`, body, { headers });
const orderOf = async (id: string) => (await api.ask('GET', `/v1/orders/${id}?include=journal`)).as(Order);
const send = (id: string, documents: readonly object[]) =>
  api.ask('POST', `/v1/orders/${id}/credit-application/documents`, { documents });
const reviewsOf = async (id: string) =>
  (await api.ask('GET', `/v1/credit-reviews?orderId=${id}`)).as(listOf(CreditReview)).data;
const decide = (id: string, decision: string, more: object = {}) =>
  api.ask('POST', `/v1/credit-reviews/${id}/decide`, { decision, note: 'looked at it', ...more });

async function applied(score?: number): Promise<string> {
  const { id } = await api.place();
  expect((await applyFor(id)).status).toBe(202);
  if (score !== undefined) expect((await api.reportFor(id, score)).status).toBe(200);
  return id;
}

describe('applying', () => {
  test('answers 202 with progress, an expected time and the plan; the journal tells each step', async () => {
    const { id } = await api.place();
    const order = (await applyFor(id, { product: 'instalments', term: 3 })).as(Order);
    expect(order).toMatchObject({
      status: 'payment_processing',
      credit: { state: 'gathering', progress: 0.3, term: 3 },
    });
    expect(order.credit?.expectedBy).toBeDefined();
    expect(order.credit?.plan.map(({ amount }) => amount.amount)).toEqual([3_334, 3_333, 3_333]);
    const { journal = [] } = await orderOf(id);
    expect(journal.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['credit_applied', 'credit_progress']),
    );
  });

  test('twice with one key is one application', async () => {
    const { id } = await api.place();
    const key = { 'idempotency-key': randomUUID() };
    const [first, again] = [await applyFor(id, undefined, key), await applyFor(id, undefined, key)];
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.body).toEqual(first.body);
  });

  test.each([
    ['a product there is not', { product: 'barter' }, 422, 'invalid_request'],
    ['a term of nothing', { product: 'instalments', term: 0 }, 422, 'invalid_request'],
    ['a term for paying later', { product: 'pay_later', term: 3 }, 422, 'invalid_request'],
    [
      'a document that is none',
      { product: 'pay_later', documents: [{ ...payslip, contentBase64: 'no base64!' }] },
      422,
      'invalid_request',
    ],
    [
      'a document of a type nobody takes',
      { product: 'pay_later', documents: [{ ...payslip, name: 'x.exe' }] },
      422,
      'document_type_not_allowed',
    ],
    [
      'more documents than are taken',
      { product: 'pay_later', documents: Array.from({ length: 11 }, () => payslip) },
      422,
      'too_many_documents',
    ],
  ])('with %s is refused, and nothing is kept', async (_, body, status, code) => {
    const { id } = await api.place();
    const answer = await applyFor(id, body);
    expect([answer.status, answer.body]).toMatchObject([status, { code }]);
    expect(await api.shop.database.client.creditDocument.count({ where: { orderId: id } })).toBe(0);
    expect((await orderOf(id)).status).toBe('awaiting_payment');
  });

  test('with a document that is larger than the policy takes is refused', async () => {
    await api.ask('PUT', '/v1/policies/frugal', { credit: { documents: { maxBytes: 17 } } });
    await api.ask('PUT', '/v1/shops/frugal', { policy: 'frugal' });
    const { id } = await api.place({ shop: 'frugal' });
    const answer = await applyFor(id, { product: 'pay_later', documents: [payslip] });
    expect([answer.status, answer.body]).toMatchObject([422, { code: 'document_too_large', maxBytes: 17 }]);
  });

  test('for an order of cash on delivery, a paid one or one that is over is refused', async () => {
    const delivered = await api.place({ paymentMethod: 'cash_on_delivery' });
    expect((await applyFor(delivered.id)).body).toMatchObject({ code: 'order_not_open' });
    const cancelled = await api.place();
    await api.ask('POST', `/v1/orders/${cancelled.id}/cancel`, { reason: 'x', by: 'buyer' });
    expect((await applyFor(cancelled.id)).body).toMatchObject({ code: 'order_not_open' });
  });
});

describe('while it is decided', () => {
  test('cancelling, changing and a payment link are 409 payment_in_progress', async () => {
    const id = await applied();
    const asks = [
      api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' }),
      api.ask('PATCH', `/v1/orders/${id}/lines`, { lines: [{ sku: 'mug', quantity: 1 }] }),
      api.ask('POST', `/v1/orders/${id}/payment-link`, { payer: 'buyer' }),
      api.ask('POST', `/v1/orders/${id}/extend`, {}),
    ];
    for (const answer of await Promise.all(asks))
      expect([answer.status, answer.body]).toMatchObject([409, { code: 'payment_in_progress' }]);
  });
});

describe('documents', () => {
  test('are kept encrypted, shown to staff alone, and gone with their buyer', async () => {
    const id = await applied();
    expect((await send(id, [payslip])).status).toBe(202);
    const row = await api.shop.database.client.creditDocument.findFirstOrThrow({ where: { orderId: id } });
    const stored = `${Buffer.from(row.sealedContent).toString('latin1')} ${row.sealedName}`;
    expect(stored).not.toMatch(/payslip|%PDF/);
    await api.reportFor(id, 300);
    const [review] = await reviewsOf(id);
    expect(review).toMatchObject({ reason: 'documents', documents: [{ kind: 'income', accepted: false }] });
    const url = `/v1/credit-reviews/${review?.id}/documents/${row.id}`;
    const read = (await api.ask('GET', url)).as(ReadDocument);
    expect([read.name, read.contentBase64]).toEqual([payslip.name, payslip.contentBase64]);
    const orders = await api.keyWith(['orders']);
    expect((await api.ask('GET', url, undefined, { key: orders })).status).toBe(403);
    expect(JSON.stringify((await orderOf(id)).journal)).not.toContain('payslip');
    const { customerId } = await orderOf(id);
    await api.ask('DELETE', `/v1/customers/${customerId}`);
    expect(await api.shop.database.client.creditDocument.count({ where: { orderId: id } })).toBe(0);
  });

  test('are 409 documents_not_taken where nobody has applied, or the grade does not let them count', async () => {
    const { id } = await api.place();
    expect((await send(id, [payslip])).body).toMatchObject({ code: 'documents_not_taken' });
    expect((await send(await applied(300), [payslip])).body).toMatchObject({ code: 'documents_not_taken' });
  });
});

describe('a bureau’s webhook', () => {
  test('is answered once it is stored; a repeat changes nothing', async () => {
    const id = await applied();
    const { row } = await api.shop.order(id);
    const event = creditReport(row.creditApplicationId ?? '', 800);
    const raw = JSON.stringify(event);
    const headers = signWebhook({
      secret: WEBHOOK_SECRET,
      id: event.id,
      at: new Date(api.clock.now),
      body: raw,
    });
    const post = () => api.ask('POST', '/v1/webhooks/credit/sandbox', undefined, { raw, key: '', headers });
    for (const answer of [await post(), await post()])
      expect([answer.status, answer.body]).toEqual([200, { received: true, matched: true }]);
    expect(await orderOf(id)).toMatchObject({ status: 'paid', financed: { amount: 10_000 } });
  });

  test('for an application nobody has made is kept, and answered 200', async () => {
    for (const applicationId of [randomUUID(), 'no-id-of-ours'])
      expect((await api.report(applicationId, 700)).body).toEqual({ received: true, matched: false });
  });

  test('is stored when the engine is away, and sent again', async () => {
    const id = await applied();
    api.gateway.away = true;
    const first = await api.reportFor(id, 800);
    api.gateway.away = false;
    expect(first.status).toBe(503);
    expect(await api.shop.database.client.creditReport.count({ where: { orderId: id } })).toBe(1);
  });

  test('for an order that is over is settled at once: journalled, and void (known failure 30)', async () => {
    const id = await applied();
    await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'staff', force: true });
    expect((await api.reportFor(id, 900)).status).toBe(200);
    const order = await orderOf(id);
    expect(order).toMatchObject({
      status: 'cancelled',
      financed: { amount: 0 },
      credit: { state: 'withdrawn' },
    });
    expect(order.journal).toContainEqual(
      expect.objectContaining({ kind: 'credit_report', reason: 'order_closed' }),
    );
  });
});

describe('a review', () => {
  test('shows staff every factor, the limit and what would have changed it; its buyer reads reasons without points', async () => {
    const id = await applied(510);
    const [review] = await reviewsOf(id);
    expect(review).toMatchObject({
      state: 'open',
      reason: 'close_to_boundary',
      score: 510,
      grade: 'C',
      limit: { amount: 100_000 },
    });
    expect(review?.factors).toContainEqual({
      factor: 'bureau_score',
      count: 510,
      points: 510,
      text: expect.any(String),
    });
    const { credit } = await orderOf(id);
    expect(credit?.reasonCodes).toEqual(['close_to_boundary']);
    expect(credit?.reasons).toEqual([expect.any(String)]);
    expect(credit?.grade).toBeUndefined();
  });

  test('is decided once', async () => {
    const id = await applied(510);
    const [review] = await reviewsOf(id);
    expect((await decide(review?.id ?? '', 'approved')).as(CreditReview)).toMatchObject({
      state: 'decided',
      decision: 'approved',
      counted: true,
    });
    expect(await orderOf(id)).toMatchObject({
      status: 'paid',
      financed: { amount: 10_000 },
      amountDue: { amount: 0 },
    });
    expect((await decide(review?.id ?? '', 'declined')).body).toMatchObject({
      code: 'credit_review_decided',
    });
  });

  test('approved after the order was closed is void: written down, and nothing changes (known failure 30)', async () => {
    const id = await applied(510);
    const [review] = await reviewsOf(id);
    await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'staff', force: true });
    expect((await decide(review?.id ?? '', 'approved')).as(CreditReview)).toMatchObject({
      state: 'withdrawn',
      decision: 'approved',
      counted: false,
    });
    const order = await orderOf(id);
    expect(order).toMatchObject({ status: 'cancelled', financed: { amount: 0 } });
    expect(order.journal).toContainEqual(expect.objectContaining({ kind: 'credit_decided', reason: 'void' }));
  });

  test('names documents that count from now on; one there is not is 404', async () => {
    const id = await applied();
    await send(id, [payslip]);
    await api.reportFor(id, 300);
    const [review] = await reviewsOf(id);
    const acceptDocuments = [review?.documents[0]?.id];
    expect((await decide(review?.id ?? '', 'declined', { acceptDocuments: [randomUUID()] })).status).toBe(
      404,
    );
    expect(
      (await decide(review?.id ?? '', 'declined', { acceptDocuments })).as(CreditReview).documents[0]
        ?.accepted,
    ).toBe(true);
  });

  test('of another shop is not there', async () => {
    const id = await applied(510);
    const [review] = await reviewsOf(id);
    await api.ask('PUT', '/v1/shops/elsewhere', { policy: 'default' });
    const key = await api.keyWith(['staff'], 'elsewhere');
    const answer = await api.ask(
      'POST',
      `/v1/credit-reviews/${review?.id}/decide`,
      { decision: 'approved', note: 'x' },
      { key },
    );
    expect(answer.status).toBe(404);
  });
});

describe('offers', () => {
  test('are shown with their terms, money as money, and taken with one click', async () => {
    const id = await applied(300);
    const [offer] = (await orderOf(id)).offers;
    expect(offer).toMatchObject({
      kind: 'pay_in_full_discount',
      terms: {
        discount: { amount: 500, currency: 'CNY' },
        amountDue: { amount: 9_500, currency: 'CNY' },
        expiresAt: expect.any(String),
      },
    });
    const taken = await api.ask('POST', `/v1/orders/${id}/offers/${offer?.id}/accept`, {});
    expect(taken.as(Order)).toMatchObject({
      total: { amount: 9_500 },
      offers: [],
      status: 'awaiting_payment',
    });
    expect((await api.ask('POST', `/v1/orders/${id}/offers/${offer?.id}/accept`, {})).status).toBe(409);
    expect((await api.ask('POST', `/v1/orders/${id}/offers/nobody-made-this/accept`, {})).status).toBe(404);
  });
});

describe('the buyer’s page', () => {
  const pageOf = async (id: string) => {
    const token = api.links.sign({ audience: 'buyer', orderId: id });
    const { text } = await api.ask('GET', `/pay/${token}?lang=en`, undefined, { key: '' });
    return { token, text };
  };

  test('shows how far an application is, and that nothing can be paid meanwhile', async () => {
    const { text } = await pageOf(await applied());
    expect(text).toContain('We are gathering what we need to decide.');
    expect(text).toContain('data-state="processing"');
    expect(text).not.toMatch(/<form[^>]*\/pay"/);
  });

  test('has a button for each offer, which takes it', async () => {
    const id = await applied(300);
    const { token, text } = await pageOf(id);
    const [, offer = ''] = /name="offer" value="([^"]+)"/.exec(text) ?? [];
    const { revision } = await orderOf(id);
    const raw = new URLSearchParams({ key: 'k'.repeat(20), revision: String(revision), offer }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await api.ask('POST', `/pay/${token}/offer`, undefined, { key: '', raw, headers });
    expect([answer.status, answer.headers['location']]).toEqual([303, `/pay/${token}?notice=offer_taken`]);
    expect(await orderOf(id)).toMatchObject({ total: { amount: 9_500 } });
  });

  test('says it in the language that is asked for, whatever it was told in first', async () => {
    const id = await applied(300);
    const token = api.links.sign({ audience: 'buyer', orderId: id });
    const inLanguage = async (lang: string) =>
      (await api.ask('GET', `/pay/${token}?lang=${lang}`, undefined, { key: '' })).text;
    const [english, chinese] = [await inLanguage('en'), await inLanguage('zh-CN')];
    expect(english).toContain('What we know of your paying is not enough yet to finance this order.');
    expect(english).toContain('Pay now and save CN¥5.00: CN¥95.00 in all');
    expect(chinese).toContain('根据目前的付款记录，暂时无法为这笔订单提供先享后付。');
    expect(chinese).toContain('现在全额付款立减 ¥5.00，共 ¥95.00');
    expect(chinese).not.toMatch(/What we know|Pay now/);
  });

  test('shows what is paid when before anything is agreed', async () => {
    const { id } = await api.place();
    await applyFor(id, { product: 'instalments', term: 3 });
    const { text } = await pageOf(id);
    expect(text).toContain('What you pay later, and when');
    for (const part of ['CN¥33.34', 'CN¥33.33']) expect(text).toContain(part);
  });

  test('thanks for what is paid later without calling it paid, and says what is still to be done', async () => {
    const { text } = await pageOf(await applied(540));
    const said = text.replaceAll(/\s+/g, ' ');
    expect(said).toContain('You pay CN¥100.00 later, as agreed.');
    expect(said).toContain('a card must be set up that pays the instalments');
    expect(said).not.toMatch(/Paid on|nothing to do now/);
  });

  test('shows what the buyer gets for having paid, until it is taken back', async () => {
    const { id, customerId } = await api.place();
    await api.webhook(succeeded({ id }, { sessionId: `s-${id}` }));
    const said = (await pageOf(id)).text.replaceAll(/\s+/g, ' ');
    expect(said).toContain('Your rewards');
    expect(said).toContain('CN¥10.00 off your next order of CN¥200.00 or more <small>valid until');
    expect(said).toContain('100 points when you share your order with friends');
    expect(said).not.toContain(customerId);
    const { row } = await api.shop.order(id);
    const revoked = (await api.shop.order(id)).rewards.map((reward) => ({
      ...reward,
      revokedAt: row.placedAt.toISOString(),
    }));
    await api.shop.database.client.order.update({ where: { id }, data: { rewards: revoked } });
    expect((await pageOf(id)).text).not.toContain('Your rewards');
  });

  test('tells a friend nothing of it', async () => {
    const token = api.links.sign({ audience: 'friend', orderId: await applied(300) });
    const { text } = await api.ask('GET', `/pay/${token}?lang=en`, undefined, { key: '' });
    expect(text).not.toMatch(/application|name="offer"/i);
  });
});

describe('automatic debit', () => {
  test('is bound before a grade C order ships; its token is never readable', async () => {
    const id = await applied(540);
    expect((await api.ask('POST', `/v1/orders/${id}/ship`, {})).body).toMatchObject({
      code: 'auto_debit_required',
    });
    const bound = await api.ask('POST', `/v1/orders/${id}/auto-debit`, { token: 'pm_secret_card' });
    expect(bound.as(Order).credit).toMatchObject({ autoDebit: 'bound' });
    const row = await api.shop.database.client.autoDebit.findFirstOrThrow({ where: { orderId: id } });
    expect(Buffer.from(row.sealedToken, 'base64').toString('latin1')).not.toContain('pm_secret');
    expect((await api.ask('POST', `/v1/orders/${id}/ship`, {})).as(Order).status).toBe('shipped');
  });
});
