import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalFeed } from '../../api/journal-feed.ts';
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

const listen = (orderId: string, headers: Record<string, string> = {}) =>
  eventStream(`${url}/v1/orders/${orderId}/events`, { authorization: 'Bearer holdfast-dev', ...headers });

describe('listening to an order', () => {
  test('tells its journal, then entries as they happen', async () => {
    const { id } = await api.place();
    const stream = await listen(id);
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect((await stream.until(2)).map(({ event }) => event)).toEqual(['placed', 'stock_held']);
    await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' });
    const events = await stream.until(4);
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['cancelled', 'stock_released']));
    const told = await api.ask('GET', `/v1/orders/${id}?include=journal`);
    expect(told.body).toMatchObject({ journal: events.map(({ data }) => data) });
  });

  test('goes on after the last event that was seen', async () => {
    const { id } = await api.place();
    const first = await listen(id);
    const [placed] = await first.until(2);
    first.stop();
    const second = await listen(id, { 'last-event-id': placed?.id ?? '' });
    expect((await second.until(1)).map(({ event }) => event)).toEqual(['stock_held']);
  });

  test.each(['nonsense', '-1', '1e9'])(
    'a Last-Event-ID that is none of ours starts at the beginning: %s',
    async (lastEventId) => {
      const { id } = await api.place();
      const stream = await listen(id, { 'last-event-id': lastEventId });
      expect((await stream.until(1))[0]).toMatchObject({ event: 'placed' });
    },
  );

  test('many listeners of several orders each get their own', async () => {
    const orders = [await api.place(), await api.place()];
    const streams = await Promise.all([...orders, ...orders].map(({ id }) => listen(id)));
    const heard = await Promise.all(streams.map((stream) => stream.until(2)));
    expect(heard.map((events) => events.map(({ event }) => event))).toEqual(
      Array.from({ length: 4 }, () => ['placed', 'stock_held']),
    );
    expect(heard[0]).toEqual(heard[2]);
    expect(heard[0]?.[0]?.id).not.toBe(heard[1]?.[0]?.id);
  });

  test('an order nobody placed is 404 and no stream', async () => {
    const { response } = await listen('nobody-placed-this');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });
});

describe('the feed', () => {
  const feedOf = (options: object = {}) =>
    journalFeed({ database: api.shop.database, onError: () => undefined, pollEvery: 5, ...options });

  test('forgets listeners who leave', async () => {
    const feed = feedOf();
    const stream = feed.listen('x', 0n);
    expect(feed.size()).toBe(1);
    stream.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
    expect(feed.size()).toBe(0);
    feed.close();
  });

  test('writes a comment now and then, so that nobody cuts the connection', async () => {
    const feed = feedOf({ heartbeatEvery: 1 });
    let text = '';
    for await (const chunk of feed.listen('x', 0n)) {
      text += String(chunk);
      if (text.includes(': heartbeat\n\n')) break;
    }
    expect(text.startsWith(': open\n\n')).toBe(true);
    feed.close();
  });

  test('goes on after the database was away', async () => {
    const { id } = await api.place();
    let away = true;
    const errors: unknown[] = [];
    const { client } = api.shop.database;
    const database = {
      get client() {
        if (!away) return client;
        away = false;
        throw new Error('away');
      },
    };
    const feed = feedOf({ database, onError: (error: unknown) => errors.push(error) });
    for await (const chunk of feed.listen(id, 0n)) if (String(chunk).includes('event: placed')) break;
    expect(errors).toHaveLength(1);
    feed.close();
  });
});

test('closing the app ends the streams', async () => {
  const own = await openApi();
  const address = await own.app.listen({ host: '127.0.0.1', port: 0 });
  const { id } = await own.place();
  const response = await fetch(`${address}/v1/orders/${id}/events`, {
    headers: { authorization: 'Bearer holdfast-dev' },
  });
  await own.close();
  expect(await response.text()).toContain(': open');
});
