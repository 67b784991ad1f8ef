import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { listOf } from '../../api/cursor.ts';
import { Message } from '../../api/schemas/message.ts';
import { Order } from '../../api/schemas/order.ts';
import { ListedProblem } from '../../api/schemas/problem-report.ts';
import { HOUR, MINUTE, later } from '../../domain/duration.ts';
import { START, anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const Orders = listOf(Order);
const Messages = listOf(Message);
const money = (amount: number) => ({ amount, currency: 'CNY' });

describe('reading an order', () => {
  test('answers it as it is, with its journal when asked for', async () => {
    const order = await api.place();
    const plain = await api.ask('GET', `/v1/orders/${order.id}`);
    expect(plain.status).toBe(200);
    expect(plain.body).toEqual(order);
    const told = await api.ask('GET', `/v1/orders/${order.id}?include=journal`);
    expect(told.body).toMatchObject({ journal: [{ kind: 'placed' }, { kind: 'stock_held' }] });
  });

  test('HEAD answers the same without the body', async () => {
    const { id } = await api.place();
    const head = await api.ask('HEAD', `/v1/orders/${id}`);
    expect([head.status, head.text]).toEqual([200, '']);
  });

  test('an order nobody placed is 404', async () => {
    const answer = await api.ask('GET', '/v1/orders/nobody-placed-this');
    expect(answer.body).toMatchObject({
      status: 404,
      code: 'order_not_found',
      orderId: 'nobody-placed-this',
    });
  });
});

describe('listing orders', () => {
  test('goes newest first, page by page, each order once', async () => {
    const customer = { id: 'lister' };
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      ids.unshift((await api.place({ customer })).id);
      api.clock.move(1);
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = (await api.ask('GET', `/v1/orders?customerId=lister&limit=2${next}`)).as(Orders);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  test('a page that ends with the last order has no next one', async () => {
    const customer = { id: 'lister-of-two' };
    await api.place({ customer });
    await api.place({ customer });
    const page = (await api.ask('GET', '/v1/orders?customerId=lister-of-two&limit=2')).as(Orders);
    expect([page.data.length, page.nextCursor]).toEqual([2, null]);
  });

  test.each([
    ['status=expired', 0],
    ['status=awaiting_payment', 1],
    ['channel=distribution', 0],
    ['channel=store', 1],
    ['shop=other', 0],
    ['shop=default', 1],
    ['placedAfter=2027-01-01T08:00:00%2B08:00', 1],
    ['placedAfter=2027-01-01T00:00:00.001Z', 0],
    ['placedBefore=2027-01-01T00:00:00Z', 0],
    ['placedBefore=2027-01-01T00:00:00.001Z', 1],
  ])('%s narrows it to %i', async (filter, count) => {
    const customerId = `filtered-${encodeURIComponent(filter).length}-${count}`;
    const before = api.clock.now;
    api.clock.now = '2027-01-01T00:00:00.000Z';
    await api.place({ customer: { id: customerId } });
    api.clock.now = before;
    const page = (await api.ask('GET', `/v1/orders?customerId=${customerId}&${filter}`)).as(Orders);
    expect(page.data).toHaveLength(count);
  });
});

describe('changing an order', () => {
  test('replaces its lines and moves the difference in stock', async () => {
    await api.shop.stock('cup', 10, { price: 700 });
    const order = await api.place({ lines: [{ sku: 'cup', quantity: 2, unitPrice: money(700) }] });
    const answer = await api.ask('PATCH', `/v1/orders/${order.id}/lines`, {
      lines: [{ sku: 'cup', quantity: 5 }],
    });
    expect(answer.body).toMatchObject({ revision: 2, total: money(3_500), amountDue: money(3_500) });
    expect(await api.shop.balance('cup')).toEqual({ onHand: 10, held: 5 });
  });

  test('more than there is changes nothing and names what is short', async () => {
    await api.shop.stock('rare', 3, { price: 700 });
    const order = await api.place({ lines: [{ sku: 'rare', quantity: 2, unitPrice: money(700) }] });
    const answer = await api.ask('PATCH', `/v1/orders/${order.id}/lines`, {
      lines: [{ sku: 'rare', quantity: 4 }],
    });
    expect(answer.body).toMatchObject({ status: 409, code: 'out_of_stock', shortages: [{ sku: 'rare' }] });
    expect((await api.ask('GET', `/v1/orders/${order.id}`)).body).toEqual(order);
  });

  test('chooses another method, in a new revision', async () => {
    const order = await api.place();
    const answer = await api.ask('PUT', `/v1/orders/${order.id}/payment-method`, { method: 'alipay' });
    expect(answer.body).toMatchObject({ paymentMethod: 'alipay', revision: 2 });
  });

  test('is extended once by the buyer, and again by staff only', async () => {
    const order = await api.place();
    const deadline = order.deadline ?? '';
    const once = await api.ask('POST', `/v1/orders/${order.id}/extend`, {});
    expect(once.body).toMatchObject({ deadline: later(deadline, 2 * HOUR) });
    const twice = await api.ask('POST', `/v1/orders/${order.id}/extend`);
    expect(twice.body).toMatchObject({ status: 409, code: 'extension_used' });
    const until = later(deadline, 5 * HOUR);
    const staff = await api.ask('POST', `/v1/orders/${order.id}/extend`, { until });
    expect(staff.body).toMatchObject({ deadline: until });
  });

  test('staff may not extend past the policy', async () => {
    const { id } = await api.place();
    const answer = await api.ask('POST', `/v1/orders/${id}/extend`, { until: later(START, 1_000 * HOUR) });
    expect(answer.body).toMatchObject({ status: 422, code: 'extension_too_long' });
  });
});

describe('cancelling an order', () => {
  test('closes it and gives the stock back; the reason is in its journal', async () => {
    await api.shop.stock('vase', 4);
    const order = await api.place({ lines: [{ sku: 'vase', quantity: 3, unitPrice: money(100) }] });
    const answer = await api.ask('POST', `/v1/orders/${order.id}/cancel`, {
      reason: 'too_expensive',
      by: 'buyer',
    });
    expect(answer.body).toMatchObject({ status: 'cancelled', closedReason: 'cancelled_by_buyer' });
    expect(await api.shop.balance('vase')).toEqual({ onHand: 4, held: 0 });
    expect(await api.shop.story(order.id)).toContain('cancelled:too_expensive');
  });

  test('keeps a person’s own words out of the workflow', async () => {
    const { id } = await api.place();
    await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'Call me: 138 0000 0000', by: 'staff' });
    expect(JSON.stringify(api.gateway.asked.at(-1))).not.toContain('138');
    const row = await api.shop.order(id);
    expect(row.row.closedNote).toBe('Call me: 138 0000 0000');
  });

  test.each([
    ['POST', 'cancel', { reason: 'x', by: 'buyer' }],
    ['POST', 'extend', {}],
    ['PATCH', 'lines', { lines: [{ sku: 'mug', quantity: 1 }] }],
    ['PUT', 'payment-method', { method: 'card' }],
    ['POST', 'payment-link', { payer: 'buyer' }],
    ['POST', 'problems', { kind: 'question', note: 'When?' }],
    ['POST', 'ship', {}],
    ['POST', 'deliver', {}],
    ['POST', 'refunds', { reason: 'x' }],
  ] as const)('afterwards %s %s is refused by the row alone', async (method, what, body) => {
    const { id } = await api.place();
    await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'staff' });
    const asked = api.gateway.asked.length;
    const answer = await api.ask(method, `/v1/orders/${id}/${what}`, body);
    expect(answer.body).toMatchObject({ status: 409, code: 'order_not_open', orderStatus: 'cancelled' });
    expect(api.gateway.asked).toHaveLength(asked);
  });
});

describe('with the engine away', () => {
  test.each([
    ['POST', 'cancel', { reason: 'x', by: 'buyer' }],
    ['PATCH', 'lines', { lines: [{ sku: 'mug', quantity: 1 }] }],
    ['POST', 'extend', {}],
  ] as const)('%s %s is 503 with a time to come back', async (method, what, body) => {
    const { id } = await api.place();
    api.gateway.away = true;
    const answer = await api.ask(method, `/v1/orders/${id}/${what}`, body);
    api.gateway.away = false;
    expect(answer.body).toMatchObject({ status: 503, code: 'engine_unavailable' });
    expect(answer.headers['retry-after']).toBe('2');
  });

  test('placing, reading and payment links work', async () => {
    api.gateway.away = true;
    const order = await api.place();
    const read = await api.ask('GET', `/v1/orders/${order.id}`);
    const link = await api.ask('POST', `/v1/orders/${order.id}/payment-link`, { payer: 'buyer' });
    api.gateway.away = false;
    expect([read.status, link.status]).toEqual([200, 201]);
  });
});

describe('a problem', () => {
  test('is reported, and resolved once', async () => {
    const { id } = await api.place();
    const reported = await api.ask('POST', `/v1/orders/${id}/problems`, {
      kind: 'cant_pay',
      note: 'Card is lost',
    });
    expect(reported.status).toBe(201);
    expect(reported.body).toMatchObject({ kind: 'cant_pay', note: 'Card is lost', at: api.clock.now });
    expect(JSON.stringify(api.gateway.asked.at(-1))).not.toContain('lost');
    const { id: problemId } = reported.as(z.object({ id: z.uuid() }));
    const resolved = await api.ask('DELETE', `/v1/orders/${id}/problems/${problemId}`);
    expect([resolved.status, resolved.text]).toEqual([204, '']);
    const again = await api.ask('DELETE', `/v1/orders/${id}/problems/${problemId}`);
    expect(again.body).toMatchObject({ status: 404, code: 'problem_not_found' });
  });

  test('is listed with its order, the oldest first, until it is resolved and after', async () => {
    const [one, other] = [await api.place(), await api.place()];
    const report = async (id: string) => {
      api.clock.move(1_000);
      const body = { kind: 'question', note: 'When?' };
      return (await api.ask('POST', `/v1/orders/${id}/problems`, body)).as(z.object({ id: z.uuid() })).id;
    };
    const list = async (query: string, key?: string) =>
      (await api.ask('GET', `/v1/problems?${query}`, undefined, key === undefined ? {} : { key })).as(
        listOf(ListedProblem),
      );
    const [first, second] = [await report(one.id), await report(other.id)];
    const open = (await list('state=open')).data.map(({ id }) => id);
    expect(open.slice(-2)).toEqual([first, second]);
    const { data, nextCursor } = await list('state=open&limit=1');
    expect((await list(`state=open&limit=1&cursor=${nextCursor}`)).data[0]?.id).toBe(open[1]);
    expect(data).toHaveLength(1);
    await api.ask('DELETE', `/v1/orders/${one.id}/problems/${first}`);
    expect((await list(`orderId=${one.id}&state=open`)).data).toEqual([]);
    expect((await list(`orderId=${one.id}&state=resolved`)).data).toEqual([
      {
        id: first,
        orderId: one.id,
        kind: 'question',
        note: 'When?',
        at: expect.any(String),
        resolvedAt: api.clock.now,
      },
    ]);
    await api.ask('PUT', '/v1/shops/elsewhere', { policy: 'default' });
    const foreign = await api.keyWith(['staff'], 'elsewhere');
    expect((await list('state=open', foreign)).data).toEqual([]);
  });
});

describe('after payment', () => {
  async function aPaidOrder() {
    const order = await api.place();
    await api.webhook({
      id: `evt-${order.id}`,
      type: 'payment.succeeded',
      at: api.clock.now,
      data: { orderId: order.id, amount: 10_000, currency: 'CNY' },
    });
    return order;
  }

  test('it ships and is delivered, in this order only', async () => {
    const { id } = await aPaidOrder();
    const early = await api.ask('POST', `/v1/orders/${id}/deliver`);
    expect(early.body).toMatchObject({ status: 409, code: 'not_deliverable' });
    const shipped = await api.ask('POST', `/v1/orders/${id}/ship`, { carrier: 'SF', trackingNumber: '1' });
    expect(shipped.body).toMatchObject({ status: 'shipped' });
    const twice = await api.ask('POST', `/v1/orders/${id}/ship`, {});
    expect(twice.body).toMatchObject({ status: 409, code: 'not_shippable' });
    const delivered = await api.ask('POST', `/v1/orders/${id}/deliver`, { at: later(api.clock.now, MINUTE) });
    expect(delivered.body).toMatchObject({ status: 'delivered' });
  });

  test('a part of the money goes back, then the rest, and no more', async () => {
    const { id } = await aPaidOrder();
    await api.ask('POST', `/v1/orders/${id}/ship`, {});
    const part = await api.ask('POST', `/v1/orders/${id}/refunds`, { amount: 4_000, reason: 'damaged' });
    expect(part.status).toBe(201);
    expect(part.body).toMatchObject({
      orderId: id,
      amount: money(4_000),
      reason: 'damaged',
      state: 'pending',
    });
    const tooMuch = await api.ask('POST', `/v1/orders/${id}/refunds`, { amount: 6_001, reason: 'x' });
    expect(tooMuch.body).toMatchObject({ status: 422, code: 'refund_too_large', most: 6_000 });
    const rest = await api.ask('POST', `/v1/orders/${id}/refunds`, { reason: 'excess' });
    expect(rest.body).toMatchObject({ amount: money(6_000), reason: 'excess' });
    const none = await api.ask('POST', `/v1/orders/${id}/refunds`, { reason: 'x' });
    expect(none.body).toMatchObject({ status: 409, code: 'nothing_to_refund' });
  });

  test('a refund in another currency is refused', async () => {
    const { id } = await aPaidOrder();
    const amount = { amount: 100, currency: 'USD' };
    const answer = await api.ask('POST', `/v1/orders/${id}/refunds`, { amount, reason: 'x' });
    expect(answer.body).toMatchObject({ status: 422, code: 'currency_mismatch' });
  });

  test('all of it before shipping cancels the order', async () => {
    const { id } = await aPaidOrder();
    await api.ask('POST', `/v1/orders/${id}/refunds`, { amount: money(10_000), reason: 'not_wanted' });
    expect((await api.ask('GET', `/v1/orders/${id}`)).body).toMatchObject({
      status: 'cancelled',
      closedReason: 'refunded',
    });
  });
});

describe('an order’s messages', () => {
  test('are listed oldest first, without what they have not', async () => {
    const { id, customerId } = await api.place();
    const row = {
      orderId: id,
      customerId,
      purpose: 'reminder',
      to: 'li@example.com',
      locale: 'zh-CN',
      body: '请付款',
    };
    const [first, second] = [new Date(START), new Date(later(START, HOUR))];
    const sent = {
      ...row,
      id: 'm2',
      stage: 'second',
      channel: 'in_app',
      state: 'sent',
      at: second,
      sentAt: second,
    };
    const failed = {
      ...row,
      id: 'm1',
      channel: 'email',
      subject: '付款',
      state: 'failed',
      error: 'no such address',
      at: first,
    };
    await api.shop.database.client.message.createMany({ data: [sent, failed] });
    const answer = await api.ask('GET', `/v1/orders/${id}/messages`);
    const words = { purpose: 'reminder', to: 'li@example.com', locale: 'zh-CN', body: '请付款' };
    expect(answer.body).toEqual({
      data: [
        {
          ...words,
          id: 'm1',
          channel: 'email',
          subject: '付款',
          state: 'failed',
          error: 'no such address',
          at: START,
        },
        {
          ...words,
          id: 'm2',
          channel: 'in_app',
          stage: 'second',
          state: 'sent',
          at: later(START, HOUR),
          sentAt: later(START, HOUR),
        },
      ],
      nextCursor: null,
    });
  });

  test('come page by page, also where two were planned at the same instant', async () => {
    const { id: orderId, customerId } = await api.place();
    const ids = ['page-1', 'page-2', 'page-3'].map((name) => `${orderId}/${name}`);
    const same = {
      orderId,
      customerId,
      purpose: 'reminder',
      to: 'li',
      locale: 'en',
      body: 'Pay',
      state: 'sent',
    };
    await api.shop.database.client.message.createMany({
      data: ids.map((id) => ({ ...same, id, channel: 'in_app', at: new Date(START) })),
    });
    const read = (more: string) => api.ask('GET', `/v1/orders/${orderId}/messages?limit=2${more}`);
    const first = (await read('')).as(Messages);
    const second = (await read(`&cursor=${first.nextCursor}`)).as(Messages);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect((await read('&cursor=x')).body).toMatchObject({ status: 422, code: 'invalid_request' });
  });
});

describe('fast-forward', () => {
  test('moves the order’s clock and the sandbox’s, and is told in the journal', async () => {
    const order = await api.place();
    const link = () => api.ask('POST', `/v1/orders/${order.id}/payment-link`, { payer: 'buyer' });
    const answer = await api.ask('POST', `/v1/dev/orders/${order.id}/fast-forward`, { by: 'PT23H59M' });
    expect(answer.status).toBe(200);
    expect(api.gateway.skipped.at(-1)).toBe(23 * HOUR + 59 * MINUTE);
    expect(api.offsets.get(order.id)).toBe(23 * HOUR + 59 * MINUTE);
    expect(await api.shop.story(order.id)).toContain('fast_forwarded');
    expect((await link()).status).toBe(201);
    await api.ask('POST', `/v1/dev/orders/${order.id}/fast-forward`, { by: 'PT1M' });
    expect((await link()).body).toMatchObject({ status: 409, code: 'deadline_passed' });
  });

  test('changes nothing when the engine is away', async () => {
    const { id } = await api.place();
    api.gateway.away = true;
    const answer = await api.ask('POST', `/v1/dev/orders/${id}/fast-forward`, { by: 'PT48H' });
    api.gateway.away = false;
    expect(answer.body).toMatchObject({ status: 503, code: 'engine_unavailable' });
    expect((await api.shop.order(id)).clockOffsetMs).toBe(0);
  });

  test('is not there outside dev mode', async () => {
    const { id } = await api.place();
    const production = await openApi({ devMode: false });
    const answer = await production.ask('POST', `/v1/dev/orders/${id}/fast-forward`, { by: 'PT1H' });
    await production.close();
    expect(answer.body).toMatchObject({ status: 404, code: 'not_found' });
  });
});

test('an order placed with the id of another is refused', async () => {
  await api.place({ orderId: 'mine-1' });
  const answer = await api.ask('POST', '/v1/orders', { ...anOrder(), orderId: 'mine-1' });
  expect(answer.body).toMatchObject({ status: 409, code: 'order_exists' });
});
