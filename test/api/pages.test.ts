import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, later } from '../../domain/duration.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';
import { PAGE_KEY, buyersPage } from './support/buyers-page.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  await api.ask('PUT', '/v1/stock/lamp', { onHand: 100, price: { amount: 12_300, currency: 'CNY' } });
});
afterEach(() => {
  api.provider.down = false;
  api.gateway.away = false;
});
afterAll(() => api.close());

const { pathOf, open, submit } = buyersPage(() => api);
const aLamp = (changes: object = {}) =>
  api.place({
    lines: [{ sku: 'lamp', name: 'Lamp', quantity: 1, unitPrice: { amount: 12_300, currency: 'CNY' } }],
    ...changes,
  });
const key = PAGE_KEY;
const form = { key, method: 'card', revision: 1, amount: 12_300 };

describe('the page at the root', () => {
  test.each([
    ['en', 'open the link your shop has sent you'],
    ['zh-CN', '请打开店铺发给您的付款链接'],
  ])('tells a person where to go on, in %s', async (lang, words) => {
    const page = await open('/', { 'accept-language': lang });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const each of [words, 'href="/docs"', 'href="/openapi.json"']) expect(page.text).toContain(each);
  });
});

describe('the payment page', () => {
  test('has price, goods and time left in its HTML, and needs no key', async () => {
    const page = await open(`${pathOf(await aLamp())}?lang=en`);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    for (const words of ['123.00', 'Lamp', 'Time left', 'Alipay']) expect(page.text).toContain(words);
  });

  test('runs only our own files, and may lead to the provider', async () => {
    const { headers, text } = await open(pathOf(await aLamp()));
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'; ");
    expect(policy).not.toMatch(/unsafe|nonce|\*/);
    expect(policy).toContain("form-action 'self' https://provider.test");
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    for (const [, path] of text.matchAll(/ (?:src|href)="(\/assets\/[^"]+)"/g)) {
      const file = await open(String(path));
      expect([file.status, file.headers['cache-control']]).toEqual([
        200,
        expect.stringContaining('immutable'),
      ]);
    }
  });

  test('names no buyer, phone or address, to a friend least of all', async () => {
    const contact = { name: 'Wang Fang', phone: '13900001111', address: 'Nanjing Road 1' };
    const order = await aLamp({
      customer: { id: 'shy', name: 'Wang Fang', email: 'wang@example.com' },
      shipping: { contact },
    });
    for (const payer of ['buyer', 'friend'] as const) {
      const { text } = await open(pathOf(order, payer));
      for (const secret of ['Wang', '1390', 'Nanjing', 'example.com', 'shy'])
        expect(text).not.toContain(secret);
    }
  });

  test('is in the buyer’s language unless another is asked for', async () => {
    const order = await aLamp({ customer: { id: 'speaks-english', locale: 'en' } });
    expect((await open(pathOf(order))).text).toContain('<html lang="en">');
    expect((await open(`${pathOf(order)}?lang=zh-CN`)).text).toContain('<html lang="zh-CN">');
    expect((await open(pathOf(order, 'friend'), { 'accept-language': 'zh-TW,en;q=0.5' })).text).toContain(
      '<html lang="zh-CN">',
    );
  });

  test('lets a friend pay and nothing else', async () => {
    const { text } = await open(pathOf(await aLamp(), 'friend'));
    expect(text).toContain('/pay"');
    for (const action of ['/method"', '/extend"', '/lines"', '/problem"', '/cancel"', 'friend-link'])
      expect(text).not.toContain(action);
    expect(text).not.toContain('cash_on_delivery');
  });

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    [
      'paid',
      (id) =>
        api.webhook({
          id: `e-${id}`,
          type: 'payment.succeeded',
          at: api.clock.now,
          data: { orderId: id, amount: 12_300, currency: 'CNY' },
        }),
      'This order is paid',
    ],
    [
      'processing',
      (id) =>
        api.webhook({
          id: `e-${id}`,
          type: 'payment.processing',
          at: api.clock.now,
          data: { orderId: id, amount: 12_300, currency: 'CNY' },
        }),
      'being confirmed',
    ],
    [
      'cancelled',
      (id) => api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' }),
      'This order is closed',
    ],
    [
      'past its deadline',
      (id) => api.ask('POST', `/v1/dev/orders/${id}/fast-forward`, { by: 'PT24H' }),
      'The time to pay is over',
    ],
  ])(
    'tells the truth about an order that is %s, and offers no way to pay or change it',
    async (_, become, heading) => {
      const order = await aLamp();
      await become(order.id);
      const { text } = await open(`${pathOf(order)}?lang=en`);
      expect(text).toContain(heading);
      expect(text).not.toMatch(/action="[^"]*\/(pay|method|extend|lines|problem|cancel)"/);
    },
  );

  test('lets an order that is paid at the door be paid now, changed and cancelled', async () => {
    const order = await aLamp();
    await api.ask('PUT', `/v1/orders/${order.id}/payment-method`, { method: 'cash_on_delivery' });
    const { text } = await open(`${pathOf(order)}?lang=en`);
    expect(text).toContain('Nothing to pay now');
    for (const action of ['pay', 'lines', 'problem', 'cancel']) expect(text).toContain(`/${action}"`);
    expect(text).not.toContain('value="cash_on_delivery"');
    const answer = await submit(`${pathOf(order)}/pay`, { ...form, revision: 2 });
    expect(answer.headers['location']).toContain('https://provider.test/');
    expect(await api.shop.order(order.id)).toMatchObject({
      status: 'awaiting_payment',
      paymentMethod: 'card',
    });
  });

  test.each([
    ['is being cancelled', { closingSince: new Date('2026-11-23T02:00:00Z') }, 'One moment, please'],
    [
      'has a problem that stopped its clock',
      { pausedSince: new Date('2026-11-23T02:00:00Z') },
      'Pay for your order',
    ],
  ])('says what it knows of an order that %s, before its time is over', async (_, data, heading) => {
    const order = await aLamp();
    await api.shop.database.client.order.update({ where: { id: order.id }, data });
    expect((await open(`${pathOf(order)}?lang=en`)).text).toContain(heading);
  });

  test('of an order that a newer one is about to replace asks to wait, and takes no money for it', async () => {
    const order = await aLamp();
    await api.shop.database.client.order.update({
      where: { id: order.id },
      data: { supersedingSince: new Date(api.clock.now), supersedingToken: 'newer' },
    });
    expect((await open(`${pathOf(order)}?lang=en`)).text).toContain('One moment, please');
    const answer = await submit(`${pathOf(order)}/pay`, form);
    expect(answer.headers['location']).toContain('notice=not_payable');
  });

  test('tells a friend nothing of an application that is at work', async () => {
    const order = await aLamp();
    await api.shop.database.client.order.update({
      where: { id: order.id },
      data: { status: 'payment_processing' },
    });
    expect((await open(`${pathOf(order, 'friend')}?lang=en`)).text).toContain('One moment, please');
    expect((await open(`${pathOf(order)}?lang=en`)).text).toContain('Your payment is being confirmed');
  });

  test('does not say that time is over while a problem has stopped the clock', async () => {
    const order = await aLamp();
    await api.shop.database.client.order.update({
      where: { id: order.id },
      data: { pausedSince: new Date(api.clock.now), deadline: new Date(api.clock.now) },
    });
    const { text } = await open(`${pathOf(order)}?lang=en`);
    expect(text).toContain('You told us about a problem');
    expect(text).not.toMatch(/The time to pay|asking the payment provider/);
  });

  test('of an order that a newer one took the place of leads there, for a friend too', async () => {
    const [older, newer] = [await aLamp(), await aLamp()];
    await api.shop.database.client.order.update({
      where: { id: older.id },
      data: { status: 'cancelled', closedReason: 'superseded', supersededBy: newer.id },
    });
    for (const payer of ['buyer', 'friend'] as const)
      expect((await open(pathOf(older, payer))).text).toContain(
        `href="http://shop.test${pathOf(newer, payer)}"`,
      );
  });

  test('says how the last attempt failed', async () => {
    const order = await aLamp();
    const data = { orderId: order.id, amount: 12_300, currency: 'CNY', failureCode: 'insufficient_funds' };
    await api.webhook({ id: `f-${order.id}`, type: 'payment.failed', at: api.clock.now, data });
    expect((await open(`${pathOf(order)}?lang=en`)).text).toContain('not enough money');
  });
});

test('what can’t be done is said on a page, in the visitor’s language', async () => {
  const path = pathOf(await aLamp());
  const page = await submit(`${path}/problem?lang=zh-CN`, { key, kind: 'other', note: 'x'.repeat(20_000) });
  expect([page.status, page.headers['content-type']]).toEqual([413, 'text/html; charset=utf-8']);
  expect(page.text).toContain('页面暂时打不开');
});

describe('a link that is none of ours is 404 and tells nothing', () => {
  test.each([
    ['forged', () => `${pathOf({ id: 'any-order' }).slice(0, -3)}abc`],
    ['of an order nobody placed', () => pathOf({ id: 'nobody-placed-this' })],
    ['nonsense', () => '/pay/nonsense'],
    ['10 kB', () => `/pay/${'x'.repeat(10_000)}`],
    [
      'one that stops messages',
      () => `/pay/${api.links.sign({ audience: 'stop', orderId: 'x', channel: 'email' })}`,
    ],
    [
      'past its time',
      () =>
        `/pay/${api.links.sign({ audience: 'buyer', orderId: 'expired-link', notAfter: later(api.clock.now, -HOUR) })}`,
    ],
  ])('%s', async (_, path) => {
    await api.ask('POST', '/v1/orders', {
      orderId: 'expired-link',
      customer: { id: 'x' },
      lines: [{ sku: 'mug', quantity: 1, unitPrice: { amount: 1, currency: 'CNY' } }],
    });
    const page = await open(path());
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await submit(`${path()}/pay`, form)).status).toBe(404);
  });
});

describe('paying', () => {
  test('opens the session and leads to the provider in one step', async () => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/pay`, form);
    const [session] = api.provider.sessions.filter(({ orderId }) => orderId === order.id);
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      `https://provider.test/pay/${session?.sessionId}`,
    ]);
    expect(session).toMatchObject({
      method: 'card',
      amount: 12_300,
      returnUrl: `http://shop.test${pathOf(order)}/return`,
    });
  });

  test('by another method saves it first', async () => {
    const order = await aLamp();
    await submit(`${pathOf(order)}/pay`, { ...form, method: 'alipay' });
    expect(api.provider.sessions.at(-1)).toMatchObject({ orderId: order.id, method: 'alipay', revision: 2 });
  });

  test('at the door leads back to the page', async () => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/pay`, { ...form, method: 'cash_on_delivery' });
    expect([answer.status, answer.headers['location']]).toEqual([303, pathOf(order)]);
  });

  test('a friend pays in a session of his own', async () => {
    const order = await aLamp();
    await submit(`${pathOf(order)}/pay`, form);
    await submit(`${pathOf(order, 'friend')}/pay`, form);
    const rows = await api.shop.database.client.paymentSession.findMany({ where: { orderId: order.id } });
    expect(rows.map(({ payer }) => payer).toSorted()).toEqual(['buyer', 'friend']);
  });

  test.each([
    ['an older revision', { ...form, revision: 0 }],
    ['another amount', { ...form, amount: 1 }],
    ['no amount', { key, method: 'card', revision: 1 }],
    ['a method that is none', { ...form, method: 'gold' }],
    ['nothing', {}],
  ])('%s never pays: the page says that the order has changed', async (_, fields) => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/pay`, { ...fields, lang: 'en' });
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      `${pathOf(order)}?notice=order_changed&lang=en`,
    ]);
    expect(api.provider.sessions.some(({ orderId }) => orderId === order.id)).toBe(false);
    expect((await open(String(answer.headers['location']))).text).toContain('The order has changed');
  });

  test('with the provider away says so', async () => {
    const order = await aLamp();
    api.provider.down = true;
    expect((await submit(`${pathOf(order)}/pay`, form)).headers['location']).toContain(
      'notice=provider_unavailable',
    );
  });

  test('with the engine away works by the method that is chosen', async () => {
    api.gateway.away = true;
    const order = await aLamp();
    expect((await submit(`${pathOf(order)}/pay`, form)).headers['location']).toContain(
      'https://provider.test/',
    );
    const other = await submit(`${pathOf(order)}/pay`, { ...form, method: 'alipay' });
    expect(other.headers['location']).toContain('notice=try_again');
  });

  test('known failure 4: a closed order leads back to the page, which tells the truth', async () => {
    const order = await aLamp();
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
    const answer = await submit(`${pathOf(order)}/pay`, form);
    expect(answer.headers['location']).toBe(pathOf(order));
    expect(api.provider.sessions.some(({ orderId }) => orderId === order.id)).toBe(false);
  });
});

describe('a link that stops messages', () => {
  const stopPath = ({ id: orderId }: { id: string }, channel = 'email') =>
    `/stop/${api.links.sign({ audience: 'stop', orderId, channel })}`;
  const consents = async (id: string) => (await api.ask('GET', `/v1/customers/${id}`)).body;

  test('asks first, since mail scanners open links', async () => {
    const order = await aLamp();
    const page = await open(stopPath(order));
    expect(page.status).toBe(200);
    expect(page.text).toContain('<form');
    expect(await consents(order.customerId)).toMatchObject({ consents: { email: true } });
  });

  test.each([
    ['a person’s click', {}],
    ['a mail program’s one click (RFC 8058)', { 'List-Unsubscribe': 'One-Click' }],
  ])('takes the consent away with %s', async (_, fields) => {
    const order = await aLamp();
    const answer = await submit(stopPath(order), fields);
    expect(answer.status).toBe(200);
    expect(await consents(order.customerId)).toMatchObject({ consents: { email: false, in_app: true } });
  });

  test.each([
    ['forged', () => '/stop/forged'],
    ['for a channel there is not', () => stopPath({ id: 'x' }, 'fax')],
    ['that pays', () => `/stop/${api.links.sign({ audience: 'buyer', orderId: 'x' })}`],
  ])('%s is 404', async (_, path) => {
    expect((await open(path())).status).toBe(404);
    expect((await submit(path())).status).toBe(404);
  });
});
