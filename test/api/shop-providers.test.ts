import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routePayments, sandboxRoutes } from '../../providers/payment/routing.ts';
import { bankTransfers } from '../../providers/payment/bank/provider.ts';
import { listOf } from '../../api/cursor.ts';
import { Shop } from '../../api/schemas/shop.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';
import { fakeProvider } from './support/fake-provider.ts';

let api: TestApi;
const provider = fakeProvider();

beforeAll(async () => {
  api = await openApi({ payments: routePayments([provider, bankTransfers()], sandboxRoutes) });
});
afterAll(() => api.close());

const put = (shop: string, body: object) =>
  api.ask('PUT', `/v1/shops/${shop}`, { policy: 'default', ...body });

describe('which provider collects what for a shop', () => {
  test('is set, shown, and stays where it is left out', async () => {
    const paymentProviders = { bank_transfer: 'bank' };
    expect((await put('chosen', { paymentProviders })).body).toMatchObject({ paymentProviders });
    expect((await put('chosen', { locale: 'en' })).body).toMatchObject({ paymentProviders });
    expect((await api.ask('GET', '/v1/shops/chosen')).body).toMatchObject({ paymentProviders });
    expect((await put('chosen', { paymentProviders: {} })).body).not.toHaveProperty('paymentProviders');
  });

  test.each([
    [
      'a provider that is not set up',
      { card: 'stripe' },
      'card',
      'is no payment provider that is set up here',
    ],
    ['a provider that does not take the method', { card: 'bank' }, 'card', 'bank does not take card'],
  ])('is refused for %s', async (_, paymentProviders, method, message) => {
    const answer = await put('refused', { paymentProviders });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(answer.body).toMatchObject({
      errors: [{ field: `paymentProviders.${method}`, message: expect.stringContaining(message) }],
    });
  });

  test.each([{ cash_on_delivery: 'sandbox' }, { cheque: 'sandbox' }, { card: 7 }])(
    'is refused where %o is no choice at all',
    async (paymentProviders) => {
      expect((await put('refused', { paymentProviders })).status).toBe(422);
    },
  );

  test('decides where the session of a new link is opened', async () => {
    await put('transfers', { paymentProviders: { bank_transfer: 'bank' } });
    const order = await api.place({ shop: 'transfers', paymentMethod: 'bank_transfer' });
    const link = await api.ask('POST', `/v1/orders/${order.id}/payment-link`, {});
    expect(link.status).toBe(201);
    const { client } = api.shop.database;
    expect(await client.paymentSession.findMany({ where: { orderId: order.id } })).toMatchObject([
      { provider: 'bank', state: 'open' },
    ]);
    expect(provider.sessions.filter(({ orderId }) => orderId === order.id)).toEqual([]);
  });

  test('a bank account is set, shown and taken away', async () => {
    const bankAccount = { holder: 'Tea House Ltd', account: 'CN12 3456 7890' };
    expect((await put('banked', { bankAccount })).body).toMatchObject({ bankAccount });
    expect((await put('banked', { bankAccount: null })).body).not.toHaveProperty('bankAccount');
  });
});

describe('what there is to choose from', () => {
  test('are the providers that are set up and take a method, and who does where a shop names none', async () => {
    const { body } = await api.ask('GET', '/v1/payment-methods');
    expect(body).toMatchObject({
      data: expect.arrayContaining([
        { method: 'card', providers: ['sandbox'], usual: 'sandbox' },
        { method: 'bank_transfer', providers: ['sandbox', 'bank'], usual: 'sandbox' },
      ]),
    });
  });

  test('and the shops are listed by name; a key of one shop sees that one', async () => {
    for (const shop of ['listed-b', 'listed-a']) await put(shop, { locale: 'en' });
    const listed = async (key?: string) =>
      (await api.ask('GET', '/v1/shops', undefined, key === undefined ? {} : { key }))
        .as(listOf(Shop))
        .data.map(({ id }) => id)
        .filter((id) => id === 'default' || id.startsWith('listed'));
    expect(await listed()).toEqual(['default', 'listed-a', 'listed-b']);
    expect(await listed(await api.keyWith(['staff'], 'listed-b'))).toEqual(['listed-b']);
  });
});

test('of two who change a shop at once one is told; the same sent again is no conflict', async () => {
  const { etag } = (await put('contested', { locale: 'en' })).headers;
  const as = (locale: string) =>
    api.ask(
      'PUT',
      '/v1/shops/contested',
      { policy: 'default', locale },
      { headers: { 'if-match': String(etag) } },
    );
  const answers = await Promise.all(['de', 'fr', 'it'].map(as));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  const { locale } = (await api.ask('GET', '/v1/shops/contested')).as(Shop);
  expect((await as(locale)).status).toBe(200);
  const nowhere = { headers: { 'if-match': String(etag) } };
  expect((await api.ask('PUT', '/v1/shops/not-there', { policy: 'default' }, nowhere)).status).toBe(412);
  expect((await api.ask('GET', '/v1/shops/not-there')).status).toBe(404);
});
