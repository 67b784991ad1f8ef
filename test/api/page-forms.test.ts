import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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
const problemsOf = ({ id: orderId }: { id: string }) =>
  api.shop.database.client.problem.findMany({ where: { orderId } });

/** What a friend may not do. */
const buyersAlone: [string, Record<string, string>][] = [
  ['method', { method: 'wechat' }],
  ['extend', {}],
  ['lines', { 'quantity.lamp': '2' }],
  ['problem', { kind: 'other' }],
  ['cancel', { reason: 'other' }],
];

describe('the page’s other buttons', () => {
  test('save a method', async () => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/method`, { key, method: 'wechat', revision: 1 });
    expect(answer.headers['location']).toBe(`${pathOf(order)}?notice=method_changed`);
    expect((await api.shop.order(order.id)).paymentMethod).toBe('wechat');
  });

  test('refuse a method the order may not have', async () => {
    const order = await aLamp({ kind: 'flash' });
    const answer = await submit(`${pathOf(order)}/method`, { key, method: 'bank_transfer', revision: 1 });
    expect(answer.headers['location']).toContain('notice=method_not_allowed');
  });

  test('give a link for a friend', async () => {
    const order = await aLamp();
    expect((await open(pathOf(order))).text).toContain(`value="http://shop.test${pathOf(order, 'friend')}"`);
  });

  test('ask for more time, once', async () => {
    const order = await aLamp();
    expect((await submit(`${pathOf(order)}/extend`)).headers['location']).toContain('notice=extended');
    expect((await open(pathOf(order))).text).not.toContain('/extend"');
    expect((await submit(`${pathOf(order)}/extend`)).headers['location']).toContain('notice=extension_used');
  });

  test('change quantities', async () => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/lines`, { key, revision: 1, 'quantity.lamp': 3 });
    expect(answer.headers['location']).toBe(`${pathOf(order)}?notice=lines_changed`);
    expect(await api.shop.order(order.id)).toMatchObject({ amountDue: 36_900, revision: 2 });
  });

  test('say how many there could be where there is too little', async () => {
    await api.ask('PUT', '/v1/stock/rare', {
      onHand: 5,
      safetyStock: 1,
      price: { amount: 100, currency: 'CNY' },
    });
    const order = await aLamp({
      lines: [{ sku: 'rare', name: 'Rare', quantity: 1, unitPrice: { amount: 100, currency: 'CNY' } }],
    });
    const answer = await submit(`${pathOf(order)}/lines`, {
      key,
      revision: 1,
      lang: 'en',
      'quantity.rare': 9,
    });
    expect(answer.headers['location']).toBe(`${pathOf(order)}?notice=out_of_stock&short=rare&lang=en`);
    expect((await open(String(answer.headers['location']))).text).toContain('Rare: at most 4.');
    expect(await api.shop.order(order.id)).toMatchObject({ amountDue: 100, revision: 1 });
  });

  test('tell nothing of stock that is not the order’s', async () => {
    const { text } = await open(`${pathOf(await aLamp())}?notice=out_of_stock&short=mug&lang=en`);
    expect(text).not.toContain('at most');
  });

  test.each([
    ['none of anything', { 'quantity.lamp': 0 }, 'nothing_left'],
    ['half a lamp', { 'quantity.lamp': '0.5' }, 'quantity_unclear'],
    ['an older order', { revision: 0, 'quantity.lamp': 2 }, 'order_changed'],
    ['what another form says', { key: 'short', 'quantity.lamp': 2 }, 'order_changed'],
  ])('change nothing for %s', async (_, fields, notice) => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/lines`, { key, revision: 1, ...fields });
    expect(answer.headers['location']).toBe(`${pathOf(order)}?notice=${notice}`);
    expect((await api.shop.order(order.id)).revision).toBe(1);
  });

  test('report a problem, which holds reminders and closing', async () => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/problem`, {
      key,
      revision: 1,
      kind: 'question',
      note: ' Which colour? ',
    });
    expect(answer.headers['location']).toContain('notice=problem_reported');
    expect(await problemsOf(order)).toMatchObject([{ kind: 'question', note: 'Which colour?' }]);
    expect((await open(`${pathOf(order)}?lang=en`)).text).toContain('You told us about a problem');
  });

  test('cancel with the reason that reports count, and the buyer’s words beside it', async () => {
    const order = await aLamp();
    const fields = { key, revision: 1, reason: 'too_expensive', note: 'Found it for less' };
    expect((await submit(`${pathOf(order)}/cancel`, fields)).headers['location']).toBe(pathOf(order));
    const { status, row } = await api.shop.order(order.id);
    expect([status, row.closedReason, row.closedNote]).toEqual([
      'cancelled',
      'cancelled_by_buyer',
      'Found it for less',
    ]);
    expect(api.gateway.asked.at(-1)).toMatchObject({ kind: 'cancel', reason: 'too_expensive' });
    expect(JSON.stringify(api.gateway.asked.at(-1))).not.toContain('Found it');
  });

  test.each([
    ['problem', { kind: 'gossip' }],
    ['problem', {}],
    ['cancel', { reason: 'because' }],
    ['cancel', { note: 'no reason given' }],
  ])('ask again for what is left out: %s %o', async (action, fields) => {
    const order = await aLamp();
    const answer = await submit(`${pathOf(order)}/${action}`, { key, revision: 1, ...fields });
    expect(answer.headers['location']).toContain('notice=incomplete');
    expect(await api.shop.order(order.id)).toMatchObject({ status: 'awaiting_payment', version: 1 });
  });

  test.each([
    ['extend', {}, 'not_open'],
    ['lines', { 'quantity.lamp': 2 }, 'not_open'],
    ['problem', { kind: 'other' }, 'not_open'],
    ['method', { method: 'alipay' }, 'not_open'],
  ])('say that it is too late for %s once the order is over', async (action, fields, notice) => {
    const order = await aLamp();
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'staff' });
    const answer = await submit(`${pathOf(order)}/${action}`, { key, revision: 1, lang: 'en', ...fields });
    expect(answer.headers['location']).toContain(`notice=${notice}`);
    const { status, text } = await open(String(answer.headers['location']));
    expect([
      status,
      text.includes('That was no longer possible'),
      text.includes('This order is closed'),
    ]).toEqual([200, true, true]);
  });

  test('say that the engine is away, and change nothing', async () => {
    const order = await aLamp();
    api.gateway.away = true;
    for (const [action, fields] of buyersAlone) {
      const answer = await submit(`${pathOf(order)}/${action}`, { key, revision: 1, ...fields });
      expect(answer.headers['location']).toContain('notice=try_again');
    }
  });

  test.each(buyersAlone)('are the buyer’s alone: %s', async (action, fields) => {
    const order = await aLamp();
    const asked = api.gateway.asked.length;
    const answer = await submit(`${pathOf(order, 'friend')}/${action}`, { key, revision: 1, ...fields });
    expect(answer.headers['location']).toContain('notice=buyer_only');
    expect(api.gateway.asked).toHaveLength(asked);
  });
});

describe('a form that is sent twice asks once', () => {
  const twice = async (path: string, fields: Record<string, string | number>) => {
    const answers = [await submit(path, fields), await submit(path, fields)];
    return answers.map(({ headers }) => headers['location']);
  };

  test('paying by another method: both lead to the same session', async () => {
    const order = await aLamp();
    const [first, second] = await twice(`${pathOf(order)}/pay`, { ...form, key, method: 'alipay' });
    expect(first).toContain('https://provider.test/');
    expect(second).toBe(first);
    expect(await api.shop.order(order.id)).toMatchObject({ revision: 2, paymentMethod: 'alipay' });
  });

  test('changing quantities', async () => {
    const order = await aLamp();
    const [first, second] = await twice(`${pathOf(order)}/lines`, { key, revision: 1, 'quantity.lamp': 2 });
    expect([first, second]).toEqual([`${pathOf(order)}?notice=lines_changed`, first]);
    expect(await api.shop.order(order.id)).toMatchObject({ revision: 2 });
  });

  test('a problem', async () => {
    const order = await aLamp();
    const [first, second] = await twice(`${pathOf(order)}/problem`, { key, revision: 1, kind: 'cant_pay' });
    expect(second).toBe(first);
    expect(await problemsOf(order)).toHaveLength(1);
  });

  test('more time: nobody is told that it was used before', async () => {
    const order = await aLamp();
    const [first, second] = await twice(`${pathOf(order)}/extend`, { key, revision: 1 });
    expect([first, second]).toEqual([`${pathOf(order)}?notice=extended`, first]);
  });

  test('cancelling', async () => {
    const order = await aLamp();
    const [first, second] = await twice(`${pathOf(order)}/cancel`, { key, revision: 1, reason: 'other' });
    expect([first, second]).toEqual([pathOf(order), pathOf(order)]);
  });

  test('but the same key with something else filled in asks something else', async () => {
    const order = await aLamp();
    await submit(`${pathOf(order)}/problem`, { key, revision: 1, kind: 'question', note: 'one' });
    await submit(`${pathOf(order)}/problem`, { key, revision: 1, kind: 'question', note: 'two' });
    expect(await problemsOf(order)).toHaveLength(2);
  });
});

describe('coming back from the provider', () => {
  const told = async (order: { id: string }, type: string, more: object = {}) => {
    const session = api.provider.sessions.findLast(({ orderId }) => orderId === order.id);
    const data = {
      orderId: order.id,
      sessionId: session?.sessionId,
      amount: 12_300,
      currency: 'CNY',
      ...more,
    };
    await api.webhook({ id: `r-${order.id}-${type}`, type, at: api.clock.now, data });
  };

  test('leads to the page, once what the provider told is applied', async () => {
    const order = await aLamp();
    await submit(`${pathOf(order)}/pay`, form);
    const back = open(`${pathOf(order)}/return?lang=en`);
    await told(order, 'payment.succeeded');
    expect((await back).headers['location']).toBe(`${pathOf(order)}?lang=en`);
    expect((await open(String((await back).headers['location']))).text).toContain('This order is paid');
  });

  test('leads to what helps after a failure', async () => {
    const order = await aLamp();
    await submit(`${pathOf(order)}/pay`, form);
    await told(order, 'payment.failed', { failureCode: 'insufficient_funds' });
    expect((await open(`${pathOf(order)}/return`)).headers['location']).toBe(pathOf(order));
  });

  test('takes what was told of an earlier try for no word of this one', async () => {
    const order = await aLamp();
    await submit(`${pathOf(order)}/pay`, form);
    await told(order, 'payment.failed', { failureCode: 'insufficient_funds' });
    api.clock.move(60_000);
    expect((await open(`${pathOf(order)}/return`)).headers['location']).toContain('notice=returned');
  });

  test('without a word from the provider says so, and asks not to pay again', async () => {
    const order = await aLamp();
    await submit(`${pathOf(order)}/pay`, form);
    const { headers } = await open(`${pathOf(order)}/return?lang=en`);
    expect(headers['location']).toBe(`${pathOf(order)}?notice=returned&lang=en`);
    expect((await open(String(headers['location']))).text).toContain('do not pay again');
  });
});
