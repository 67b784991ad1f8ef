import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { payLink } from '../../providers/order-links.ts';
import { HOUR } from '../../domain/duration.ts';
import { shortLinks } from '../../prisma/short-links.ts';
import { START, openApi } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const payPath = ({ id: orderId }: PlacedOrder, audience: 'buyer' | 'friend' = 'buyer') =>
  `/pay/${api.links.sign(payLink({ id: orderId, linkGeneration: 0 }, api.clock.now, audience))}`;
const open = (path: string, headers: Record<string, string> = {}) =>
  api.ask('GET', path, undefined, { key: '', headers });
/** What is known of an order's openings once there are so many: they are written beside the answer. */
const openingsOf = async ({ id: orderId }: PlacedOrder, wanted: number) => {
  const openings = () =>
    api.shop.database.client.linkOpening.findMany({ where: { orderId }, orderBy: { via: 'asc' } });
  await expect.poll(async () => (await openings()).length).toBeGreaterThanOrEqual(wanted);
  return (await openings()).map(({ via, at }) => `${via} ${at.toISOString()}`);
};
/** A message of an order, as the worker sent it. */
async function sent({ id: orderId, customerId }: PlacedOrder, stage: string, channel: string) {
  const id = `${orderId}/reminder/${stage}/${channel}`;
  const words = { purpose: 'reminder', stage, locale: 'en', body: 'x' };
  const row = {
    id,
    orderId,
    customerId,
    channel,
    to: 'x',
    state: 'sent',
    at: START,
    sentAt: START,
    ...words,
  };
  await api.shop.database.client.message.create({ data: row });
  return `reminder/${stage}/${channel}`;
}

describe('opening a payment link', () => {
  test('is remembered by the message it stood in, the first time', async () => {
    const order = await api.place();
    const [mail, sms] = [await sent(order, 'first', 'email'), await sent(order, 'first', 'sms')];
    const first = api.clock.now;
    expect((await open(`${payPath(order)}?via=${mail}`)).status).toBe(200);
    expect(await openingsOf(order, 1)).toEqual([`${mail} ${first}`]);
    api.clock.move(HOUR);
    await open(`${payPath(order)}?via=${mail}`);
    await open(`${payPath(order)}?via=${sms}`);
    expect(await openingsOf(order, 2)).toEqual([`${mail} ${first}`, `${sms} ${api.clock.now}`]);
  });

  test('of no message is a plain link, and counts only where nothing was opened before', async () => {
    const [plain, reminded] = [await api.place(), await api.place()];
    await open(payPath(plain));
    expect(await openingsOf(plain, 1)).toEqual([`link ${api.clock.now}`]);
    const mail = await sent(reminded, 'first', 'email');
    await open(`${payPath(reminded)}?via=${mail}`);
    await openingsOf(reminded, 1);
    await open(`${payPath(reminded)}?notice=extended`); // the page itself, reloaded
    await open(`${payPath(plain)}?via=${mail}`);
    expect(await openingsOf(reminded, 1)).toHaveLength(1);
  });

  test.each([
    ['a message there is not', 'reminder/second/email'],
    ['somebody else’s message', '../x/reminder/first/email'],
    ['nonsense', 'x'.repeat(500)],
    ['an injection', "reminder');drop table orders;--"],
  ])('that names %s is a plain link', async (_, via) => {
    const order = await api.place();
    expect((await open(`${payPath(order)}?via=${encodeURIComponent(via)}`)).status).toBe(200);
    expect(await openingsOf(order, 1)).toEqual([`link ${api.clock.now}`]);
  });

  test('by a friend is told apart', async () => {
    const order = await api.place();
    await open(payPath(order, 'friend'));
    expect(await openingsOf(order, 1)).toEqual([`friend ${api.clock.now}`]);
  });

  test('ahead of a person, by his browser or a HEAD, does not count', async () => {
    const order = await api.place();
    await open(payPath(order), { 'sec-purpose': 'prefetch;prerender' });
    await open(payPath(order), { purpose: 'prefetch' });
    await api.ask('HEAD', payPath(order), undefined, { key: '' });
    api.clock.move(HOUR);
    await open(payPath(order));
    expect(await openingsOf(order, 1)).toEqual([`link ${api.clock.now}`]);
  });
});

describe('a short link', () => {
  const leadTo = async (page: 'pay' | 'stop', order: PlacedOrder, via: string | null) => {
    const code = `Code${crypto.randomUUID().slice(0, 6)}`;
    await shortLinks(api.shop.database.client).add(
      [{ code, orderId: order.id, page, channel: 'sms', via }],
      START,
    );
    return open(`/l/${code}`);
  };

  test('leads to the payment page, and says which message it stood in', async () => {
    const order = await api.place();
    const via = await sent(order, 'first', 'sms');
    const answer = await leadTo('pay', order, via);
    expect([answer.status, answer.headers['location']]).toEqual([302, `${payPath(order)}?via=${via}`]);
    expect((await open(String(answer.headers['location']))).status).toBe(200);
    expect(await openingsOf(order, 1)).toEqual([`${via} ${api.clock.now}`]);
  });

  test('leads to the page that stops its channel', async () => {
    const order = await api.place();
    const answer = await leadTo('stop', order, 'reminder/first/sms');
    const page = String(answer.headers['location']);
    expect((await open(page)).status).toBe(200);
    await api.ask('PUT', `/v1/customers/${order.customerId}`, { consents: { sms: true } });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await api.ask('POST', page, undefined, { key: '', headers, raw: '' })).status).toBe(200);
    expect((await api.ask('GET', `/v1/customers/${order.customerId}`)).body).toMatchObject({
      consents: { sms: false },
    });
  });

  test.each(['nothing', 'A'.repeat(33), 'a-b', '%00', "a'b"])(
    'that is none of ours (%s) is 404',
    async (code) => {
      const answer = await open(`/l/${code}`);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toContain('text/html');
    },
  );
});
