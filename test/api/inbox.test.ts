import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HOUR, later } from '../../domain/duration.ts';
import { START, openApi } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';
import { eventStream } from './support/event-stream.ts';
import type { ToldEvent } from './support/event-stream.ts';

let api: TestApi;
let url: string;
beforeAll(async () => {
  api = await openApi();
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

/** Puts an in-app message of an order into its buyer's inbox, as a step does. */
async function put({ id: orderId, customerId }: PlacedOrder, stage: string, changes: object = {}) {
  const id = `${orderId}/reminder/${stage}/in_app`;
  const words = {
    purpose: 'reminder',
    stage,
    locale: 'en',
    subject: `About ${stage}`,
    body: `Words of ${stage}`,
  };
  const row = {
    id,
    orderId,
    customerId,
    channel: 'in_app',
    to: customerId,
    state: 'sent',
    at: START,
    ...words,
  };
  await api.shop.database.client.message.create({ data: { ...row, sentAt: START, ...changes } });
  return id;
}

const inboxOf = ({ customerId }: PlacedOrder, query = '', key?: string) =>
  api.ask('GET', `/v1/customers/${customerId}/inbox${query}`, undefined, key === undefined ? {} : { key });
const List = z.object({
  data: z.array(z.looseObject({ id: z.string() })),
  nextCursor: z.string().nullable(),
});
const stagesIn = (answer: Awaited<ReturnType<typeof inboxOf>>) =>
  answer.as(List).data.map(({ id }) => id.split('/')[2]);

describe('a buyer’s inbox', () => {
  test('shows his in-app messages, newest first, and nothing of other channels', async () => {
    const order = await api.place();
    const id = await put(order, 'first');
    await put(order, 'second');
    await put(order, 'mail', { id: `${order.id}/reminder/mail/email`, channel: 'email' });
    const answer = await inboxOf(order);
    expect(stagesIn(answer)).toEqual(['second', 'first']);
    expect(answer.as(List).data[1]).toEqual({
      id,
      orderId: order.id,
      purpose: 'reminder',
      stage: 'first',
      locale: 'en',
      subject: 'About first',
      body: 'Words of first',
      at: START,
    });
  });

  test('comes page by page, and what arrives meanwhile shifts nothing', async () => {
    const order = await api.place();
    for (const stage of ['a', 'b', 'c', 'd', 'e']) await put(order, stage);
    const first = await inboxOf(order, '?limit=2');
    await put(order, 'f');
    const cursor = first.as(List).nextCursor ?? '';
    const second = await inboxOf(order, `?limit=2&cursor=${cursor}`);
    const third = await inboxOf(order, `?limit=2&cursor=${second.as(List).nextCursor ?? ''}`);
    expect([first, second, third].map(stagesIn)).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
    expect(third.as(List).nextCursor).toBeNull();
  });

  test('is empty for a buyer nobody wrote to, and 404 for nobody', async () => {
    const order = await api.place();
    expect((await inboxOf(order)).body).toEqual({ data: [], nextCursor: null });
    expect(await api.ask('GET', '/v1/customers/nobody/inbox')).toMatchObject({ status: 404 });
  });

  test('refuses a cursor of another list and a word for unread', async () => {
    const order = await api.place();
    expect((await inboxOf(order, '?cursor=e30')).status).toBe(422);
    expect((await inboxOf(order, '?unread=yes')).status).toBe(422);
  });

  test('shows a key of one shop the messages of that shop’s orders alone', async () => {
    await api.ask('PUT', '/v1/shops/tea', { policy: 'default' });
    const customer = { id: `two-shops-${crypto.randomUUID()}` };
    const [here, there] = [await api.place({ customer }), await api.place({ customer, shop: 'tea' })];
    await put(here, 'here');
    const hidden = await put(there, 'there');
    const key = await api.keyWith(['orders'], 'default');
    expect(stagesIn(await inboxOf(here, '', key))).toEqual(['here']);
    expect(stagesIn(await inboxOf(here))).toEqual(['there', 'here']);
    const read = `/v1/customers/${customer.id}/inbox/${encodeURIComponent(hidden)}/read`;
    expect((await api.ask('POST', read, undefined, { key })).status).toBe(404);
  });
});

describe('a message in the inbox', () => {
  const read = ({ customerId }: PlacedOrder, id: string) =>
    api.ask('POST', `/v1/customers/${customerId}/inbox/${encodeURIComponent(id)}/read`);

  test('is read once: the first time stays', async () => {
    const order = await api.place();
    const id = await put(order, 'first');
    await put(order, 'second');
    const first = await read(order, id);
    expect([first.status, first.body]).toMatchObject([200, { id, readAt: api.clock.now }]);
    const readAt = api.clock.now;
    api.clock.move(HOUR);
    expect((await read(order, id)).body).toMatchObject({ readAt });
    expect(stagesIn(await inboxOf(order, '?unread=true'))).toEqual(['second']);
    expect(stagesIn(await inboxOf(order, '?unread=false'))).toEqual(['second', 'first']);
  });

  test('of somebody else, or of another channel, is not there', async () => {
    const [order, other] = [await api.place(), await api.place()];
    const id = await put(order, 'first');
    const mail = await put(order, 'mail', { id: `${order.id}/reminder/mail/email`, channel: 'email' });
    expect((await read(other, id)).body).toMatchObject({ status: 404, code: 'message_not_found' });
    expect((await read(order, mail ?? '')).status).toBe(404);
  });

  test('that was sent on a clock ahead of ours is never read before it came', async () => {
    const order = await api.place();
    const at = later(api.clock.now, 5 * HOUR);
    const id = await put(order, 'first', { at, sentAt: at });
    expect((await read(order, id)).body).toMatchObject({ readAt: at });
  });
});

describe('listening to an inbox', () => {
  const listen = ({ customerId }: PlacedOrder, headers: Record<string, string> = {}) =>
    eventStream(`${url}/v1/customers/${customerId}/inbox/events`, {
      authorization: 'Bearer holdfast-dev',
      ...headers,
    });
  const dataOf = ({ data }: ToldEvent) => data;

  test('tells what comes from now on, and nothing of before', async () => {
    const order = await api.place();
    await put(order, 'before');
    const stream = await listen(order);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    const id = await put(order, 'after');
    const [event, ...more] = await stream.until(1);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ event: 'reminder', data: { id, body: 'Words of after' } });
  });

  test('goes on after the last event a listener had', async () => {
    const order = await api.place();
    const first = await listen(order);
    await put(order, 'one');
    const [one] = await first.until(1);
    await put(order, 'two');
    await put(order, 'three');
    const again = await listen(order, { 'last-event-id': one?.id ?? '' });
    expect((await again.until(2)).map(dataOf)).toMatchObject([{ stage: 'two' }, { stage: 'three' }]);
  });

  test('hears only one’s own messages, however many listen', async () => {
    const [ann, bo] = [await api.place(), await api.place()];
    const [toAnn, toBo, alsoToAnn] = [await listen(ann), await listen(bo), await listen(ann)];
    await put(ann, 'for-ann');
    await put(bo, 'for-bo');
    expect((await toAnn.until(1)).map(dataOf)).toMatchObject([{ stage: 'for-ann' }]);
    expect((await alsoToAnn.until(1)).map(dataOf)).toMatchObject([{ stage: 'for-ann' }]);
    expect((await toBo.until(1)).map(dataOf)).toMatchObject([{ stage: 'for-bo' }]);
  });

  test('is 404 for nobody', async () => {
    expect((await api.ask('GET', '/v1/customers/nobody/inbox/events')).status).toBe(404);
  });
});
