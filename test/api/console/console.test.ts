import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../../api/console/rest.ts';
import { sealWith } from '../../../api/sealed.ts';
import { HOUR, later } from '../../../domain/duration.ts';
import { openApi } from '../support/api.ts';
import type { PlacedOrder, TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const paid = async (order: PlacedOrder) => {
  await api.webhook({
    id: randomUUID(),
    type: 'payment.succeeded',
    at: api.clock.now,
    data: { orderId: order.id, amount: 10_000, currency: 'CNY' },
  });
  return order;
};
const stored = async (id: string) => (await api.ask('GET', `/v1/orders/${id}?include=journal`)).body;

describe('signing in', () => {
  test('keeps the key sealed in a cookie that no script, no other site and nothing but the console gets', async () => {
    const key = await api.keyWith(['staff']);
    const staff = staffWindow(api.app);
    const answer = await staff.post('/console/sign-in', { key, person: 'Zhang Wei' });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/console']);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(
      /^holdfast_staff=[^;]+; Path=\/console; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
    expect(cookie).not.toContain(key);
    expect(Buffer.from(cookie, 'base64').toString('latin1')).not.toContain(key);
    expect((await staff.get('/console')).text).toContain('Zhang Wei');
  });

  test.each([
    ['a key that is none', { key: 'hf_nothing', person: 'Zhang Wei' }, 401, 'This key is not valid'],
    ['no name', { key: 'holdfast-dev', person: ' ' }, 422, 'say who you are'],
    ['a key of the wrong kind', { key: 'two words', person: 'Zhang Wei' }, 401, 'This key is not valid'],
  ])('with %s says so and keeps nothing', async (_, fields, status, text) => {
    const answer = await staffWindow(api.app).post('/console/sign-in', fields);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('goes on to the page that was wanted, and never to another site', async () => {
    const staff = staffWindow(api.app);
    const unknown = await staff.get('/console/orders?status=paid');
    expect(unknown.headers['location']).toBe('/console/sign-in?to=%2Fconsole%2Forders%3Fstatus%3Dpaid');
    const fields = { key: 'holdfast-dev', person: 'Zhang Wei' };
    const to = async (wanted: string) =>
      (await staff.post('/console/sign-in', { ...fields, to: wanted })).headers['location'];
    expect(await to('/console/orders?status=paid')).toBe('/console/orders?status=paid');
    for (const elsewhere of ['https://evil.test', '//evil.test', '/consolex', '/console\\evil.test', 'x'])
      expect(await to(elsewhere)).toBe('/console');
  });

  test('takes one press in dev mode, and has no such button outside of it', async () => {
    const staff = staffWindow(api.app);
    expect((await staff.get('/console/sign-in')).text).toContain('Sign in with the dev key');
    const answer = await staff.post('/console/sign-in', { dev: 'yes', person: 'Developer' });
    expect(answer.status).toBe(303);
    const live = await openApi({ devMode: false });
    try {
      const outside = staffWindow(live.app);
      expect((await outside.get('/console/sign-in')).text).not.toContain('dev key');
      expect((await outside.post('/console/sign-in', { dev: 'yes', person: 'Developer' })).status).toBe(401);
    } finally {
      await live.close();
    }
  });

  test('ends with its time, with signing out, and with the key', async () => {
    const staff = await staffWindow(api.app).signedIn('holdfast-dev');
    api.clock.move(12 * HOUR);
    expect((await staff.get('/console')).headers['location']).toBe('/console/sign-in');
    const again = await staffWindow(api.app).signedIn('holdfast-dev');
    const out = await again.post('/console/sign-out', {});
    expect(out.headers['set-cookie']).toContain('Max-Age=0');
    expect((await again.get('/console')).headers['location']).toBe('/console/sign-in');
    const key = await api.ask('POST', '/v1/api-keys', { name: 'short', scopes: ['staff'] });
    const { id, key: secret } = Object(key.body);
    const theirs = await staffWindow(api.app).signedIn(secret);
    expect((await theirs.get('/console')).status).toBe(200);
    await api.ask('DELETE', `/v1/api-keys/${id}`);
    const ended = await theirs.get('/console/orders');
    expect(ended.headers['location']).toBe('/console/sign-in?why=ended');
    expect(ended.headers['set-cookie']).toContain('Max-Age=0');
  });

  test('is not believed when the cookie was made up, changed, or sealed for something else', async () => {
    const { cookie } = await staffWindow(api.app).signedIn('holdfast-dev');
    const session = { key: 'holdfast-dev', person: 'x', locale: 'en', until: later(api.clock.now, HOUR) };
    const foreign = sealWith('a-secret-for-tests-only').seal(session);
    for (const made of ['x', cookie.replace(/.{4};?$/, 'AAAA'), `holdfast_staff=${foreign}`]) {
      const { headers } = await api.app.inject({ url: '/console', headers: { cookie: made } });
      expect(headers['location']).toBe('/console/sign-in');
    }
  });
});

describe('a form', () => {
  let staff: StaffWindow;
  let order: PlacedOrder;
  beforeEach(async () => {
    staff = await staffWindow(api.app).signedIn('holdfast-dev');
    order = await api.place();
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['another site, over plain HTTP', { origin: 'http://evil.test' }],
    ['nobody knows where', {}],
    ['a page that hides it', { origin: 'null' }],
  ])('sent from %s does nothing, signed in or not', async (_, headers) => {
    const path = `/console/orders/${order.id}/cancel`;
    const answer = await staff.post(path, { reason: 'other', confirmed: 'yes' }, headers);
    expect(answer.status).toBe(403);
    expect(await stored(order.id)).toMatchObject({ status: 'awaiting_payment' });
    const fields = { key: 'holdfast-dev', person: 'Mallory' };
    const signIn = await staffWindow(api.app).post('/console/sign-in', fields, headers);
    expect([signIn.status, signIn.headers['set-cookie']]).toEqual([403, undefined]);
  });

  test('sent over plain HTTP from here is taken', async () => {
    const path = `/console/orders/${order.id}/cancel`;
    const fields = { reason: 'other', confirmed: 'yes' };
    const answer = await staff.post(path, fields, { origin: 'http://shop.test' });
    expect(answer.headers['location']).toBe(`/console/orders/${order.id}?said=cancelled`);
  });

  test('about money or an end asks first, and does nothing until it is confirmed', async () => {
    await staff.open(`/console/orders/${order.id}`);
    const asked = await staff.submit('cancel', { reason: 'too_expensive' });
    expect([asked.status, asked.text.includes('Cancel this order?')]).toEqual([200, true]);
    expect(await stored(order.id)).toMatchObject({ status: 'awaiting_payment' });
    const done = await staff.confirm();
    expect(done.headers['location']).toBe(`/console/orders/${order.id}?said=cancelled`);
    expect(await stored(order.id)).toMatchObject({
      status: 'cancelled',
      journal: expect.arrayContaining([
        expect.objectContaining({ kind: 'cancelled', reason: 'too_expensive', actor: 'staff' }),
      ]),
    });
    expect((await staff.get(String(done.headers['location']))).text).toContain('The order is cancelled.');
  });

  test('sent twice does a thing once', async () => {
    await paid(order);
    await staff.open(`/console/orders/${order.id}`);
    await staff.submit('refund', { amount: '12.50', reason: 'damaged' });
    const [first, second] = [await staff.confirm(), await staff.confirm()];
    expect([first.status, second.status]).toEqual([303, 303]);
    const { data } = Object((await api.ask('GET', '/v1/refunds?limit=100')).body);
    const refunds = data.filter(({ orderId }: { orderId: string }) => orderId === order.id);
    expect(refunds).toMatchObject([{ amount: { amount: 1_250, currency: 'CNY' }, reason: 'damaged' }]);
  });

  test.each([
    ['refund', { amount: 'lots', reason: 'damaged' }, 422, 'is no amount'],
    ['refund', { amount: '999999', reason: 'damaged' }, 422, 'More than is left to refund'],
    ['refund', { amount: '1', reason: ' ' }, 422, 'Too small'],
  ])(
    '%s with what can’t be done says why, and keeps what was entered: %o',
    async (name, fields, status, text) => {
      await paid(order);
      await staff.open(`/console/orders/${order.id}`);
      const asked = await staff.submit(name, fields);
      const answer = asked.text.includes('confirmed') ? await staff.confirm() : asked;
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(text);
      expect(answer.text).toContain(`value="${fields.amount}"`);
      expect(answer.text).toMatch(/role="alert"/);
    },
  );

  test('with a bad field tells it beside the field, and what is right is taken from there', async () => {
    await staff.open(`/console/orders/${order.id}`);
    const wrong = await staff.submit('extend', { until: 'soon' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/id="extend-until"\s+name="until"[^>]*aria-invalid="true"/);
    expect(wrong.text).toContain('must be an instant');
    const until = later(String(order.deadline), 10 * HOUR);
    const right = await staff.submit('extend', { until: shanghai(until) });
    expect(right.headers['location']).toContain('said=extended');
    expect(await stored(order.id)).toMatchObject({ deadline: `${until.slice(0, 16)}:00.000Z` });
  });

  test('that the order does not allow is not there; sent all the same, it is refused with the reason', async () => {
    const page = await staff.open(`/console/orders/${order.id}`);
    expect(page.text).toContain('id="cancel"');
    expect(page.text).not.toContain('id="ship"');
    const answer = await staff.post(`/console/orders/${order.id}/ship`, { carrier: 'SF' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('The order can not be shipped now');
  });

  test('loaded again by its address leads to its page', async () => {
    const { headers } = await staff.get(`/console/orders/${order.id}/cancel?lang=en`);
    expect(headers['location']).toBe(`/console/orders/${order.id}`);
  });
});

/** The value of a `datetime-local` field on a clock 8 h ahead of UTC. */
const shanghai = (instant: string) => later(instant, 8 * HOUR).slice(0, 16);

describe('a key', () => {
  test('that may not see a page is told in words which one could', async () => {
    const staff = await staffWindow(api.app).signedIn(await api.keyWith(['admin']));
    const answer = await staff.get('/console/orders');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('orders / payments / staff');
    expect((await staff.get('/console')).text).not.toContain('href="/console/orders"');
  });

  test('sees the forms and parts that it may use', async () => {
    const order = await paid(await api.place());
    const page = async (scopes: readonly string[]) =>
      (
        await (
          await staffWindow(api.app).signedIn(await api.keyWith(scopes))
        ).get(`/console/orders/${order.id}`)
      ).text;
    const forms = (text: string) =>
      [...text.matchAll(/<form class="act"[^>]*id="(\w+)"/g)].map(([, id]) => id);
    expect(forms(await page(['payments']))).toEqual(['refund']);
    expect(forms(await page(['orders']))).toEqual(['ship']);
    expect(forms(await page(['staff']))).toEqual(['ship', 'refund', 'block']);
  });

  test('of another shop sees no such order, as over REST', async () => {
    const order = await api.place();
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const staff = await staffWindow(api.app).signedIn(await api.keyWith(['staff'], 'next-door'));
    const answer = await staff.get(`/console/orders/${order.id}`);
    expect([answer.status, answer.text.includes('No such order')]).toEqual([404, true]);
    expect((await staff.get('/console/orders')).text).not.toContain(order.id);
  });
});

describe('pages', () => {
  let staff: StaffWindow;
  beforeEach(async () => {
    staff = await staffWindow(api.app).signedIn('holdfast-dev');
  });

  test('show what came from outside as text, never as markup', async () => {
    const name = '<img src=x onerror=alert(1)>"\'&';
    const customer = { id: `html-${randomUUID()}`, name, email: 'li@example.com' };
    const lines = [{ sku: 'mug', name, quantity: 1, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const order = await api.place({ customer, lines });
    await api.ask('POST', `/v1/orders/${order.id}/problems`, { kind: 'other', note: name });
    for (const path of [
      `/orders/${order.id}`,
      `/customers/${customer.id}`,
      '',
      `/orders?customerId=${encodeURIComponent(name)}`,
    ]) {
      const { text } = await staff.get(`/console${path}`);
      expect(text).not.toContain('<img');
      expect(text).toContain('&lt;img');
    }
  });

  test('that are not there say so', async () => {
    for (const path of ['/orders/nobody', '/customers/nobody', '/nowhere'])
      expect((await staff.get(`/console${path}`)).status).toBe(404);
    expect((await staff.get('/console/orders/nobody')).text).toContain('No such order');
    expect((await staff.get('/console/orders/a%2Fb')).status).toBe(422);
    expect(() => at`/v1/orders/${'..'}`).toThrow('not_found');
    expect((await staff.get('/console/nowhere')).text).toContain('There is no page at this address');
  });

  test('list orders by what is asked for, page by page, and say what could not be read', async () => {
    const id = `many-${randomUUID()}`;
    const customer = { id };
    const [first, second] = [await api.place({ customer }), await api.place({ customer })];
    const { text } = await staff.get(`/console/orders?customerId=${id}&status=awaiting_payment&channel=`);
    expect([text.includes(first.id), text.includes(second.id)]).toEqual([true, true]);
    expect((await staff.get(`/console/orders?customerId=${id}&status=paid`)).text).toContain(
      'No order is like that',
    );
    const wrong = await staff.get('/console/orders?placedAfter=yesterday');
    expect(wrong.text).toMatch(/name="placedAfter"[^>]*aria-invalid="true"/);
    expect((await staff.get(`/console/orders?id=${first.id}`)).headers['location']).toBe(
      `/console/orders/${first.id}`,
    );
  });

  test('name every kind of trouble and who is reading in his language from then on', async () => {
    const { text } = await staff.get('/console/orders?lang=zh-CN');
    expect(text).toContain('<html lang="zh-CN">');
    expect((await staff.get('/console/orders/nobody')).text).toContain('没有这个订单');
  });

  test('answer why, in words, with the facts', async () => {
    const order = await api.place();
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'sunspots', by: 'buyer' });
    const { text } = await staff.get(`/console/orders/${order.id}`);
    expect(text).toContain('The order was placed: stock is held until it is paid.');
    expect(text).toContain('The order was cancelled: sunspots.');
    expect(text).toContain('Times are on the shop’s clock (Asia/Shanghai).');
    expect(text).toMatch(/CN¥100\.00/);
  });

  test('may not be framed or run anything that is not ours', async () => {
    const { headers } = await staff.get('/console');
    expect(headers['content-security-policy']).toContain(
      "default-src 'none'; style-src 'self'; script-src 'self'",
    );
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  });

  test('count what waits, of that only what the key may see', async () => {
    const order = await api.place();
    await api.ask('POST', `/v1/orders/${order.id}/problems`, {
      kind: 'question',
      note: 'When does it come?',
    });
    expect((await staff.get('/console')).text).toContain('When does it come?');
    const paying = await staffWindow(api.app).signedIn(await api.keyWith(['payments']));
    const { text } = await paying.get('/console');
    expect([text.includes('When does it come?'), text.includes('Refunds to send by hand')]).toEqual([
      false,
      true,
    ]);
  });
});
