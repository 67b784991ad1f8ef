import { createECDH, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../domain/duration.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

function subscription(name: string) {
  const ecdh = createECDH('prime256v1');
  const p256dh = ecdh.generateKeys().toString('base64url');
  const keys = { p256dh, auth: randomBytes(16).toString('base64url') };
  return { endpoint: `https://fcm.googleapis.com/fcm/send/${name}`, expirationTime: null, keys };
}

const put = (customerId: string, body: unknown) =>
  api.ask('PUT', `/v1/customers/${customerId}/push-subscriptions`, body);
const remove = (customerId: string, body?: unknown) =>
  api.ask('DELETE', `/v1/customers/${customerId}/push-subscriptions`, body);
const endpointsOf = async (customerId: string) =>
  (
    await api.shop.database.client.pushSubscription.findMany({
      where: { customerId },
      orderBy: { endpoint: 'asc' },
    })
  ).map(({ endpoint }) => endpoint.split('/').at(-1));
const aBuyer = async () => (await api.place()).customerId;

describe('a push subscription', () => {
  test('is kept once, however often the browser says so', async () => {
    const buyer = await aBuyer();
    const [one, again] = [await put(buyer, subscription('a')), await put(buyer, subscription('a'))];
    expect([one.status, again.body]).toEqual([200, one.body]);
    await put(buyer, subscription('b'));
    expect(await endpointsOf(buyer)).toEqual(['a', 'b']);
  });

  test('moves with the browser to who uses it now', async () => {
    const [before, after] = [await aBuyer(), await aBuyer()];
    await put(before, subscription('shared'));
    await put(after, subscription('shared'));
    expect([await endpointsOf(before), await endpointsOf(after)]).toEqual([[], ['shared']]);
  });

  test('goes by its endpoint, or with all of them', async () => {
    const buyer = await aBuyer();
    for (const name of ['x', 'y', 'z']) await put(buyer, subscription(name));
    expect((await remove(buyer, { endpoint: subscription('y').endpoint })).status).toBe(204);
    expect(await endpointsOf(buyer)).toEqual(['x', 'z']);
    expect((await remove(buyer)).status).toBe(204);
    expect(await endpointsOf(buyer)).toEqual([]);
    expect((await remove(buyer)).status).toBe(204);
  });

  test('of one buyer are at most twenty: the oldest goes', async () => {
    const buyer = await aBuyer();
    for (let n = 10; n < 32; n += 1) {
      await put(buyer, subscription(`n${n}`));
      api.clock.move(HOUR);
    }
    const left = await endpointsOf(buyer);
    expect([left.length, left[0]]).toEqual([20, 'n12']);
  });

  test.each([
    [
      'no push service',
      (s: ReturnType<typeof subscription>) => ({ ...s, endpoint: 'https://169.254.169.254/x' }),
      'endpoint',
    ],
    ['no address', (s: ReturnType<typeof subscription>) => ({ ...s, endpoint: 'x' }), 'endpoint'],
    ['no key', ({ endpoint }: ReturnType<typeof subscription>) => ({ endpoint }), 'keys'],
    [
      'a key of another length',
      (s: ReturnType<typeof subscription>) => ({ ...s, keys: { ...s.keys, p256dh: 'abc' } }),
      'keys.p256dh',
    ],
  ])('with %s is refused', async (_, change, field) => {
    const answer = await put(await aBuyer(), change(subscription('bad')));
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field, in: 'body' }] });
  });

  test('of nobody is 404', async () => {
    expect((await put('nobody', subscription('q'))).status).toBe(404);
    expect((await remove('nobody')).status).toBe(404);
  });
});
