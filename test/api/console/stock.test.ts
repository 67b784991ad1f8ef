import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApi } from '../support/api.ts';
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

async function aSku(onHand = 10): Promise<string> {
  const sku = `sku-${randomUUID().slice(0, 8)}`;
  await api.ask('PUT', `/v1/stock/${sku}`, { onHand, safetyStock: 1, tags: ['<b>'] });
  return sku;
}
const orderOf = (sku: string, quantity: number) =>
  api.place({ lines: [{ sku, quantity, unitPrice: { amount: 5_000, currency: 'CNY' } }] });

test('a SKU is found by its name, and one that is not there is said to be none', async () => {
  const sku = await aSku();
  expect((await staff.get(`/console/stock?sku=%20${sku}`)).headers['location']).toBe(`/console/stock/${sku}`);
  expect((await staff.get('/console/stock/unheard-of')).status).toBe(404);
});

describe('a SKU', () => {
  test('shows what is there, what is promised, and its movements newest first with their orders', async () => {
    const sku = await aSku();
    const { id } = await orderOf(sku, 3);
    const { text } = await staff.get(`/console/stock/${sku}`);
    expect(text).toContain('<strong>6</strong>');
    expect(text).toContain(`href="/console/orders/${id}"`);
    expect(text.indexOf('held for an order')).toBeLessThan(text.indexOf('adjusted'));
    expect([text.includes('<b>'), text.includes('&lt;b&gt;')]).toEqual([false, true]);
  });

  test('is adjusted after one more question that says what is there then, once', async () => {
    const sku = await aSku();
    await staff.open(`/console/stock/${sku}`);
    const asked = await staff.submit('adjust', { delta: '-2', reason: 'broken' });
    expect(asked.text).toMatch(/On hand then<\/dt>\s*<dd>8</);
    const [first, second] = [await staff.confirm(), await staff.confirm()];
    expect([first, second].map(({ headers }) => headers['location'])).toEqual(
      Array.from({ length: 2 }, () => `/console/stock/${sku}?said=stock_adjusted`),
    );
    expect(await api.shop.balance(sku)).toMatchObject({ onHand: 8 });
    expect((await staff.get(`/console/stock/${sku}`)).text).toContain('broken');
  });

  test.each([
    ['no number', { delta: 'some', reason: 'x' }, 'delta', 'must be a whole number'],
    ['nothing', { delta: '0', reason: 'x' }, 'delta', 'must not be 0'],
    ['no reason', { delta: '1', reason: ' ' }, 'reason', 'Too small'],
  ])('adjusted by %s says so beside the field', async (_, fields, field, message) => {
    const sku = await aSku();
    await staff.open(`/console/stock/${sku}`);
    const asked = await staff.submit('adjust', fields);
    const { status, text } = asked.text.includes('confirmed') ? await staff.confirm() : asked;
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(text).toContain(message);
    expect(await api.shop.balance(sku)).toMatchObject({ onHand: 10 });
  });

  test('is not adjusted below nothing', async () => {
    const sku = await aSku();
    await staff.open(`/console/stock/${sku}`);
    await staff.submit('adjust', { delta: '-11', reason: 'x' });
    const { status, text } = await staff.confirm();
    expect([status, text.includes('value="-11"')]).toEqual([422, true]);
    expect(await api.shop.balance(sku)).toMatchObject({ onHand: 10 });
  });

  test('has its ledger page by page', async () => {
    const sku = await aSku();
    for (let turn = 0; turn < 51; turn += 1)
      await api.ask('POST', `/v1/stock/${sku}/adjust`, { delta: 1, reason: `turn ${turn}.` });
    const { text } = await staff.get(`/console/stock/${sku}`);
    expect([text.includes('turn 50.'), text.includes('turn 0.')]).toEqual([true, false]);
    const [, next = ''] = /href="([^"]+)" rel="next"/.exec(text) ?? [];
    const second = await staff.get(next.replaceAll('&amp;', '&'));
    expect([second.text.includes('turn 50.'), second.text.includes('turn 0.')]).toEqual([false, true]);
  });
});

describe('comparing stock with its ledger', () => {
  test('shows what differs and repairs it only after one more question', async () => {
    const sku = await aSku();
    await api.shop.database.client.stock.update({ where: { sku }, data: { onHand: 12 } });
    await staff.open('/console/stock-check');
    const found = await staff.submit('compare', {});
    expect(found.text).toContain(`<a href="/console/stock/${sku}">${sku}</a>`);
    expect([found.text.includes('12 on hand'), found.text.includes('10 on hand')]).toEqual([true, true]);
    expect((await staff.submit('repair', {})).text).toContain('Repair the balances?');
    expect(await api.shop.balance(sku)).toMatchObject({ onHand: 12 });
    const done = await staff.confirm();
    expect(done.headers['location']).toBe('/console/stock-check?said=stock_repaired');
    expect(await api.shop.balance(sku)).toMatchObject({ onHand: 10 });
    await staff.open('/console/stock-check');
    expect((await staff.submit('compare', {})).headers['location']).toBe(
      '/console/stock-check?said=stock_agrees',
    );
  });
});

test('orders sees what can be sold and changes nothing; payments sees nothing', async () => {
  const sku = await aSku();
  const path = `/console/stock/${sku}`;
  const selling = await staffWindow(api.app).signedIn(await api.keyWith(['orders']));
  const { text } = await selling.get(path);
  expect([text.includes('Can be sold'), text.includes('id="adjust"'), text.includes('Movements')]).toEqual([
    true,
    false,
    false,
  ]);
  const fields = { delta: '5', reason: 'x', confirmed: 'yes' };
  expect((await selling.post(`${path}/adjust`, fields)).status).toBe(403);
  expect((await selling.get('/console/stock-check')).text).toContain('staff / admin');
  const paying = await staffWindow(api.app).signedIn(await api.keyWith(['payments']));
  expect((await paying.get(path)).status).toBe(403);
  expect(await api.shop.balance(sku)).toMatchObject({ onHand: 10 });
});
