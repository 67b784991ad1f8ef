import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';
import { eventStream } from './support/event-stream.ts';

let api: TestApi;
let url: string;
beforeAll(async () => {
  api = await openApi();
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

const listen = (path: string, headers?: Record<string, string>) => eventStream(`${url}${path}`, headers);
const eventsOf = ({ id: orderId }: { id: string }, audience: 'buyer' | 'friend' = 'buyer') =>
  `/pay/${api.links.sign({ audience, orderId })}/events`;

describe('an open page hears when its order has changed', () => {
  test.each(['buyer', 'friend'] as const)('and nothing of how, also to a %s', async (audience) => {
    const order = await api.place();
    const page = await listen(`${eventsOf(order, audience)}?seen=1`);
    expect(page.response.headers.get('content-type')).toBe('text/event-stream');
    await api.ask('POST', `/v1/orders/${order.id}/extend`, {});
    const { version } = await api.shop.order(order.id);
    expect(await page.untilSaid('changed')).toContain(`id: ${version}\nevent: changed\ndata: {}\n\n`);
  });

  test('at once, where it changed before the page began to listen', async () => {
    const order = await api.place();
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
    const page = await listen(`${eventsOf(order)}?seen=1`);
    expect(await page.untilSaid('changed')).toContain('event: changed');
  });

  test('once each: what it heard before it was cut off is not said again', async () => {
    const order = await api.place();
    await api.ask('POST', `/v1/orders/${order.id}/extend`, {});
    const { version } = await api.shop.order(order.id);
    const page = await listen(`${eventsOf(order)}?seen=1`, { 'last-event-id': String(version) });
    await api.ask('PUT', `/v1/orders/${order.id}/payment-method`, { method: 'wechat' });
    const text = await page.untilSaid('changed');
    expect(text.match(/event: changed/g)).toHaveLength(1);
    expect(text).not.toContain(`id: ${version}\n`);
  });

  test('not by a forged link', async () => {
    const { response } = await listen('/pay/forged/events');
    expect(response.status).toBe(404);
  });
});
