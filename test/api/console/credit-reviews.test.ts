import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listOf } from '../../../api/cursor.ts';
import { CreditReview } from '../../../api/schemas/credit.ts';
import { openApi, payslip } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
let staff: StaffWindow;
beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  staff = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
});
afterAll(() => api.close());

/** An application so close to a boundary that a person decides. */
async function inReview(document: object = payslip) {
  const { id: orderId } = await api.place();
  const body = { product: 'instalments', term: 3, documents: [document] };
  await api.ask('POST', `/v1/orders/${orderId}/credit-application`, body);
  await api.reportFor(orderId, 505);
  const [review] = (await api.ask('GET', `/v1/credit-reviews?orderId=${orderId}`)).as(
    listOf(CreditReview),
  ).data;
  if (!review) throw new Error('no person was asked');
  return { orderId, review, path: `/console/credit-reviews/${review.id}` };
}

const read = async (id: string) => (await api.ask('GET', `/v1/credit-reviews/${id}`)).as(CreditReview);

test('the list has the reviews that wait, and others when they are asked for', async () => {
  const { review, path } = await inReview();
  const link = `href="${path}"`;
  expect((await staff.get('/console/credit-reviews')).text).toContain(link);
  await api.ask('POST', `/v1/credit-reviews/${review.id}/decide`, { decision: 'declined', note: 'x' });
  expect((await staff.get('/console/credit-reviews')).text).not.toContain(link);
  expect((await staff.get('/console/credit-reviews?state=decided')).text).toContain(link);
});

describe('a review', () => {
  test('shows every factor with its points, the score, and what it is about', async () => {
    const { orderId, review, path } = await inReview();
    const { text } = await staff.get(path);
    expect(review.factors.length).toBeGreaterThan(0);
    for (const { text: factor } of review.factors) expect(text).toContain(escaped(factor));
    expect(text).toContain(`<strong>${review.score}</strong>`);
    expect(text).toContain(`href="/console/orders/${orderId}"`);
    expect(text).toContain(`href="/console/customers/${review.customerId}"`);
  });

  test('is approved with why and the documents that are right, after it was asked once more', async () => {
    const { orderId, review, path } = await inReview();
    const [document] = review.documents;
    await staff.open(path);
    const fields = { note: 'The payslip is right', [`accept.${document?.id}`]: 'yes' };
    const asked = await staff.submit('approve', fields);
    expect([asked.text.includes('Approve the application?'), asked.text.includes('CN¥100.00')]).toEqual([
      true,
      true,
    ]);
    expect((await read(review.id)).state).toBe('open');
    const [first, second] = [await staff.confirm(), await staff.confirm()];
    expect([first, second].map(({ headers }) => headers['location'])).toEqual(
      Array.from({ length: 2 }, () => `${path}?said=review_decided`),
    );
    expect(await read(review.id)).toMatchObject({
      state: 'decided',
      decision: 'approved',
      counted: true,
      note: 'The payslip is right',
      documents: [{ accepted: true }],
    });
    expect((await api.shop.order(orderId)).status).toBe('paid');
    const { text } = await staff.get(path);
    expect([text.includes('Approved'), text.includes('id="approve"')]).toEqual([true, false]);
  });

  test('is declined without taking the documents', async () => {
    const { review, path } = await inReview();
    await staff.open(path);
    await staff.submit('decline', { note: 'Not enough' });
    await staff.confirm();
    expect(await read(review.id)).toMatchObject({
      decision: 'declined',
      documents: [{ accepted: false }],
    });
  });

  test('that a colleague has decided meanwhile says so, and shows how', async () => {
    const { review, path } = await inReview();
    await staff.open(path);
    await staff.submit('approve', { note: 'fine' });
    await api.ask('POST', `/v1/credit-reviews/${review.id}/decide`, { decision: 'declined', note: 'No' });
    const { status, text } = await staff.confirm();
    expect(status).toBe(409);
    expect(text).toContain('Somebody has decided it already');
    expect(text).toContain('Declined');
  });

  test('without a reason is not decided, and says so beside the field', async () => {
    const { review, path } = await inReview();
    await staff.open(path);
    await staff.submit('decline', { note: ' ' });
    const { status, text } = await staff.confirm();
    expect(status).toBe(422);
    expect(text).toMatch(/id="decline-note"[^>]*aria-invalid="true"/);
    expect(text).not.toMatch(/id="approve-note"[^>]*aria-invalid="true"/);
    expect((await read(review.id)).state).toBe('open');
  });

  test('of an order that is over is noted, and says that it does not count', async () => {
    const { orderId, path } = await inReview();
    await staff.open(path);
    await staff.submit('approve', { note: 'fine' });
    await api.ask('POST', `/v1/orders/${orderId}/cancel`, { reason: 'x', by: 'staff', force: true });
    const { headers } = await staff.confirm();
    expect(headers['location']).toBe(`${path}?said=review_void`);
    expect((await staff.get(String(headers['location']))).text).toContain('does not count');
    expect((await api.shop.order(orderId)).status).toBe('cancelled');
  });

  test('does not say a name for a kind that is none of its own', async () => {
    const { path } = await inReview({ ...payslip, kind: 'constructor' });
    expect((await staff.get(path)).text).toContain('>constructor</a>');
  });
});

describe('a document', () => {
  test('is opened as it was sent, and may run and load nothing', async () => {
    const name = 'Lohn "März";\r\n.pdf';
    const { review, path } = await inReview({ ...payslip, name });
    const { headers, text } = await staff.get(`${path}/documents/${review.documents[0]?.id}`);
    expect(text).toBe('%PDF-1.7 a payslip');
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('of another review is not there', async () => {
    const [one, other] = [await inReview(), await inReview()];
    const answer = await staff.get(`${one.path}/documents/${other.review.documents[0]?.id}`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('%PDF');
  });

  test('is for the scope staff, of the shop it was sent to', async () => {
    const { review, path } = await inReview();
    const address = `${path}/documents/${review.documents[0]?.id}`;
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const keys = [
      await api.keyWith(['orders', 'payments', 'admin']),
      await api.keyWith(['staff'], 'next-door'),
    ];
    const [unscoped, foreign] = await Promise.all(
      keys.map(async (key) => (await staffWindow(api.app).signedIn(key)).get(address)),
    );
    expect([unscoped?.status, foreign?.status]).toEqual([403, 404]);
    const stranger = await staffWindow(api.app).get(address);
    expect(stranger.headers['location']).toContain('/console/sign-in');
  });
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
