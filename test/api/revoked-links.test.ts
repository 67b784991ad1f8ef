import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PaymentLink } from '../../api/schemas/payment-link.ts';
import { DAY, MINUTE } from '../../domain/duration.ts';
import { shortLinks } from '../../prisma/short-links.ts';
import { orderLinks } from '../../providers/order-links.ts';
import { openApi } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const ask = (path: string) => api.ask('GET', path, undefined, { key: '' });
const revoke = ({ id }: PlacedOrder) => api.ask('DELETE', `/v1/orders/${id}/payment-link`);
async function linkOf({ id }: PlacedOrder, payer = 'buyer') {
  const answer = await api.ask('POST', `/v1/orders/${id}/payment-link`, { payer });
  return new URL(answer.as(PaymentLink).url).pathname;
}

describe('revoking an order’s payment links', () => {
  test('makes all older ones 404, the buyer’s and the friends’; new ones open', async () => {
    const order = await api.place();
    const links = [await linkOf(order), await linkOf(order, 'friend')];
    for (const link of links) expect((await ask(link)).status).toBe(200);
    expect((await revoke(order)).status).toBe(204);
    for (const link of links) {
      expect((await ask(link)).status).toBe(404);
      expect((await api.ask('POST', `${link}/pay`, undefined, { key: '' })).status).not.toBe(303);
    }
    const newer = [await linkOf(order), await linkOf(order, 'friend')];
    for (const link of newer) expect((await ask(link)).status).toBe(200);
    expect(await revoke(order)).toMatchObject({ status: 204 });
    for (const link of [...links, ...newer]) expect((await ask(link)).status).toBe(404);
  });

  test('makes those in messages 404 too, long and short, and leaves those that stop messages', async () => {
    const order = await api.place();
    const links = orderLinks('', api.links);
    const inMail = links.payUrl({ id: order.id, linkGeneration: 0 }, api.clock.now);
    const stop = links.stopUrl(order.id, 'email');
    const about = { orderId: order.id, channel: 'sms', via: null };
    const codes = [
      { ...about, code: 'PayShort1', page: 'pay' as const },
      { ...about, code: 'StopShort1', page: 'stop' as const },
    ];
    await shortLinks(api.shop.database.client).add(codes, api.clock.now);
    expect((await ask('/l/PayShort1')).status).toBe(302);
    await revoke(order);
    expect((await ask(inMail)).status).toBe(404);
    expect((await ask('/l/PayShort1')).status).toBe(404);
    expect((await ask(stop)).status).toBe(200);
    expect((await ask('/l/StopShort1')).status).toBe(302);
  });

  test('changes nothing else of the order, and the journal tells of it', async () => {
    const order = await api.place();
    await revoke(order);
    const after = (await api.ask('GET', `/v1/orders/${order.id}?include=journal`)).body;
    expect(after).toMatchObject({ status: 'awaiting_payment', revision: 1, deadline: order.deadline });
    expect(after).toMatchObject({
      journal: expect.arrayContaining([
        expect.objectContaining({ kind: 'links_revoked', facts: { generation: 1 } }),
      ]),
    });
    await api.webhook({
      id: `evt-${order.id}`,
      type: 'payment.succeeded',
      at: api.clock.now,
      data: { orderId: order.id, amount: 10_000, currency: 'CNY' },
    });
    expect((await api.ask('GET', `/v1/orders/${order.id}`)).body).toMatchObject({ status: 'paid' });
  });

  test('is for those who may see the order', async () => {
    await api.ask('PUT', '/v1/shops/revoker', { policy: 'default' });
    const order = await api.place();
    const key = await api.keyWith(['orders'], 'revoker');
    expect((await api.ask('DELETE', `/v1/orders/${order.id}/payment-link`, undefined, { key })).status).toBe(
      404,
    );
    expect((await api.ask('DELETE', '/v1/orders/nobody/payment-link')).status).toBe(404);
  });
});

describe('a friend’s link', () => {
  test('names no buyer, and ends after 30 days; the buyer’s opens until 400 are over', async () => {
    const order = await api.place({
      customer: { id: 'shy', name: 'Wang Xiaoming', phone: '+8613800000000', email: 'wang@example.com' },
      shipping: { contact: { name: 'Wang Xiaoming', phone: '+8613800000000', address: 'Nanjing Road 1' } },
    });
    const [mine, friends] = [await linkOf(order), await linkOf(order, 'friend')];
    const { text } = await ask(friends);
    for (const personal of ['Wang', '13800000000', 'wang@example.com', 'Nanjing Road', 'shy'])
      expect(text).not.toContain(personal);
    expect(await linkOf(order, 'friend')).toBe(friends); // the same, on the same day
    api.clock.move(30 * DAY);
    expect((await ask(friends)).status).toBe(200);
    api.clock.move(DAY + MINUTE);
    expect((await ask(friends)).status).toBe(404);
    expect((await ask(mine)).status).toBe(200);
    api.clock.move(370 * DAY);
    expect((await ask(mine)).status).toBe(404);
  });
});
