import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCalls } from '../../../activities/index.ts';
import { PaymentLink } from '../../../api/schemas/payment-link.ts';
import { Refund } from '../../../api/schemas/refund.ts';
import { bankTransfers } from '../../../providers/payment/bank/provider.ts';
import { routePayments } from '../../../providers/payment/routing.ts';
import { openWorld } from '../../support/order-world.ts';
import { openApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
let staff: StaffWindow;
beforeAll(async () => {
  api = await openApi({ payments: routePayments([bankTransfers()], { bank_transfer: 'bank' }) });
});
beforeEach(async () => {
  staff = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
});
afterAll(() => api.close());

const signedInWith = async (scopes: readonly string[]) =>
  staffWindow(api.app).signedIn(await api.keyWith(scopes));

test('the overview leads to every list that the key may read, and to no other', async () => {
  const lists = ['alerts', 'problems', 'calls', 'credit-reviews', 'refunds'];
  const ledTo = (text: string) =>
    lists.filter((list) => new RegExp(`<h2>\\s*<a href="/console/${list}">`).test(text));
  expect(ledTo((await staff.get('/console')).text)).toEqual(lists);
  expect(ledTo((await (await signedInWith(['payments'])).get('/console')).text)).toEqual(['refunds']);
});

describe('problems', () => {
  async function reported(note = 'Is it dishwasher safe?') {
    const order = await api.place();
    const { body } = await api.ask('POST', `/v1/orders/${order.id}/problems`, { kind: 'question', note });
    return {
      order,
      id: String(Object(body).id),
      fields: { problem: String(Object(body).id), order: order.id },
    };
  }
  const openOf = async (orderId: string) =>
    Object((await api.ask('GET', `/v1/problems?state=open&orderId=${orderId}`)).body).data;

  test('are read as text and resolved from the list, once', async () => {
    const { order, fields } = await reported('<b>Is it safe?</b>');
    const { text } = await staff.get(`/console/problems?orderId=${order.id}`);
    expect([text.includes('&lt;b&gt;Is it safe?'), text.includes('<b>')]).toEqual([true, false]);
    expect(text).toContain(`href="/console/orders/${order.id}"`);
    const path = `/console/problems/resolve?state=open&orderId=${order.id}`;
    const key = randomUUID();
    const answers = [await staff.post(path, { ...fields, key }), await staff.post(path, { ...fields, key })];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers[0]?.headers['location']).toBe(
      `/console/problems?state=open&orderId=${order.id}&said=problem_resolved`,
    );
    expect(await openOf(order.id)).toEqual([]);
    const after = await staff.get(`/console/problems?orderId=${order.id}`);
    expect(after.text).toContain('One appears here when a buyer reports it');
    expect((await staff.get(`/console/problems?state=&orderId=${order.id}`)).text).toContain('Is it safe?');
  });

  test('that a colleague has resolved meanwhile say so', async () => {
    const { order, id, fields } = await reported();
    await api.ask('DELETE', `/v1/orders/${order.id}/problems/${id}`);
    const late = await staff.post('/console/problems/resolve', fields);
    expect([late.status, late.text.includes('role="alert"')]).toEqual([404, true]);
  });

  test('are for orders and staff', async () => {
    const { order, fields } = await reported();
    const paying = await signedInWith(['payments', 'admin']);
    expect((await paying.get('/console/problems')).text).toContain('orders / staff');
    expect((await paying.post('/console/problems/resolve', fields)).status).toBe(403);
    expect(await openOf(order.id)).toHaveLength(1);
  });
});

describe('refunds by hand', () => {
  /** An order paid by transfer, of which something was asked back that the bank's statement can't send. */
  async function byHand() {
    const order = await api.place({ paymentMethod: 'bank_transfer' });
    const link = await api.ask('POST', `/v1/orders/${order.id}/payment-link`, {});
    const { reference } = link.as(PaymentLink);
    const transaction = randomUUID();
    const heading = 'account,transaction_id,booked_at,amount,currency,reference';
    const csv = `${heading}\nDE1,${transaction},2026-11-23T01:00:00Z,100.00,CNY,${reference}`;
    await api.ask('POST', '/v1/bank-statements', { csv });
    const asked = { amount: 4_000, reason: 'damaged' };
    const { id } = (await api.ask('POST', `/v1/orders/${order.id}/refunds`, asked)).as(Refund);
    const { dependencies } = openWorld(api.shop);
    const calls = createCalls({ ...dependencies, providers: new Map([['bank', bankTransfers()]]) });
    await calls.sendRefund({ refundId: id, now: api.clock.now });
    return { orderId: order.id, id, transaction };
  }
  const stateOf = async (id: string) => {
    const { data } = Object((await api.ask('GET', '/v1/refunds?limit=100')).body);
    return data.find((refund: { id: string }) => refund.id === id);
  };

  test('say where the money goes; sent, they are asked about once more and count once', async () => {
    const { id, transaction } = await byHand();
    const { text } = await staff.open('/console/refunds');
    expect([text.includes('CN¥40.00'), text.includes(`bank DE1/${transaction}`)]).toEqual([true, true]);
    const asked = await staff.submit(`done.${id}`, { reference: 'OUT-7', note: 'sent today' });
    expect(asked.text).toContain('Has the money been sent?');
    expect(await stateOf(id)).toMatchObject({ state: 'by_hand' });
    const [first, second] = [await staff.confirm(), await staff.confirm()];
    expect([first, second].map(({ headers }) => headers['location'])).toEqual(
      Array.from({ length: 2 }, () => '/console/refunds?state=by_hand&said=refund_sent'),
    );
    expect(await stateOf(id)).toMatchObject({ state: 'refunded', reference: 'OUT-7', note: 'sent today' });
    const again = await staff.post('/console/refunds/done', { refund: id, confirmed: 'yes' });
    expect(again.status).toBe(409);
  });

  test('with a reference that is none say so in the form of that refund, and no other', async () => {
    const [one, other] = [await byHand(), await byHand()];
    await staff.open('/console/refunds');
    await staff.submit(`done.${other.id}`, { reference: 'two words' });
    const { status, text } = await staff.confirm();
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`id="done.${other.id}-reference"[^>]*aria-invalid="true"`));
    expect(text).not.toMatch(new RegExp(`id="done.${one.id}-reference"[^>]*aria-invalid="true"`));
  });

  test('are seen by payments, who can’t say that they are sent', async () => {
    const { id } = await byHand();
    const paying = await signedInWith(['payments']);
    const { text } = await paying.get('/console/refunds');
    expect([text.includes('CN¥40.00'), text.includes('id="done.')]).toEqual([true, false]);
    expect((await paying.post('/console/refunds/done', { refund: id, confirmed: 'yes' })).status).toBe(403);
    expect(await stateOf(id)).toMatchObject({ state: 'by_hand' });
  });
});

describe('appeals', () => {
  async function appealed() {
    const customerId = `buyer-${randomUUID()}`;
    await api.place({ customer: { id: customerId } });
    await api.ask('POST', `/v1/customers/${customerId}/block`, { reason: 'x' });
    const note = 'I paid <all> of them';
    const { body } = await api.ask('POST', `/v1/customers/${customerId}/standing/appeal`, { note });
    return { customerId, id: String(Object(body).id) };
  }
  const levelOf = async (id: string) =>
    Object((await api.ask('GET', `/v1/customers/${id}/standing`)).body).level;

  test.each([
    ['grant', 'good', 'Grant the appeal?'],
    ['refuse', 'blocked', 'Refuse the appeal?'],
  ])('are decided with %s after one more question', async (name, level, question) => {
    const { customerId, id } = await appealed();
    const { text } = await staff.open('/console/standing-appeals');
    expect(text).toContain('I paid &lt;all&gt; of them');
    expect(text).toContain(`href="/console/customers/${customerId}"`);
    const asked = await staff.submit(`${name}.${id}`, { note: 'looked at it' });
    expect(asked.text).toContain(question);
    expect(await levelOf(customerId)).toBe('blocked');
    expect((await staff.confirm()).status).toBe(303);
    expect(await levelOf(customerId)).toBe(level);
    const decided = await staff.get('/console/standing-appeals?state=decided');
    expect(decided.text).toContain('looked at it');
    const again = await staff.post(`/console/standing-appeals/${name}`, {
      appeal: id,
      note: 'x',
      confirmed: 'yes',
    });
    expect(again.status).toBe(409);
  });

  test('without a reason are not decided, and are for the scope staff', async () => {
    const { customerId, id } = await appealed();
    await staff.open('/console/standing-appeals');
    await staff.submit(`grant.${id}`, { note: '' });
    const refused = await staff.confirm();
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(new RegExp(`id="grant.${id}-note"[^>]*aria-invalid="true"`));
    const other = await signedInWith(['orders', 'payments', 'admin']);
    expect((await other.get('/console/standing-appeals')).status).toBe(403);
    expect(await levelOf(customerId)).toBe('blocked');
  });
});
