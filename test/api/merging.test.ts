import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Order } from '../../api/schemas/order.ts';
import { HOUR, MINUTE, later } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { policies } from '../../prisma/policies.ts';
import { START, anOrder, openApi, succeeded } from './support/api.ts';
import type { Answer, PlacedOrder, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => void (api = await openApi()));
afterAll(() => api.close());

const rowOf = (id: string) => api.shop.order(id);
const codeOf = (answer: Answer) => Object(answer.body).code ?? answer.status;

async function aSku(onHand = 10, more: object = {}): Promise<string> {
  const sku = `sku-${randomUUID()}`;
  await api.shop.stock(sku, onHand, more);
  return sku;
}

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const linesOf = (sku: string, quantity: number) => [{ sku, quantity, unitPrice: cny(5_000) }];

/** Two orders of one buyer, each of two of its own SKU. */
async function two(changes: object = {}, more: object = {}): Promise<[PlacedOrder, PlacedOrder]> {
  const customer = { id: `buyer-${randomUUID()}` };
  const of = async (each: object) =>
    api.place({ customer, lines: linesOf(await aSku(), 2), ...changes, ...each });
  return [await of({}), await of(more)];
}

const merge = (...orders: readonly { readonly id: string }[]) =>
  api.ask('POST', '/v1/orders/merge', { orderIds: orders.map(({ id }) => id) });

async function merged(...orders: readonly { readonly id: string }[]): Promise<PlacedOrder> {
  const answer = await merge(...orders);
  expect(answer.status, answer.text).toBe(201);
  return answer.as(Order);
}

const applied = async (id: string) => api.gateway.signalPaymentEvent(await rowOf(id), 'told');

async function sound(): Promise<void> {
  const found = await checkIntegrity(api.shop.database.client, api.clock.now);
  expect(found.filter(({ rule }) => rule !== 'orders_are_started')).toEqual([]);
}

async function shopWith(partial: object): Promise<string> {
  return api.shop.shopWith(partial);
}

describe('rule 31: merging', () => {
  test('makes a third order of all lines; the parts name it and hold nothing', async () => {
    const [a, b] = await two();
    const order = await merged(a, b);
    expect(order).toMatchObject({
      status: 'awaiting_payment',
      total: cny(20_000),
      amountDue: cny(20_000),
      lines: [...a.lines, ...b.lines].toSorted((x, y) => Number(x.sku > y.sku)).map(() => expect.anything()),
    });
    expect(new Set(order.lines.map(({ sku }) => sku))).toEqual(
      new Set([...a.lines, ...b.lines].map(({ sku }) => sku)),
    );
    for (const part of [a, b]) {
      expect(await rowOf(part.id)).toMatchObject({
        status: 'merged',
        closedReason: 'merged',
        mergedInto: order.id,
        hold: 'released',
      });
      expect(await api.shop.balance(part.lines[0]?.sku ?? '')).toEqual({ onHand: 10, held: 2 });
      expect(await api.shop.story(part.id)).toEqual(
        expect.arrayContaining(['stock_released:merged', 'merged:merged']),
      );
    }
    expect(await api.shop.story(order.id)).toEqual(['placed:merged', 'stock_held:merged']);
    expect((await api.ask('GET', `/v1/orders/${a.id}`)).body).toMatchObject({ mergedInto: order.id });
    await sound();
  });

  test('lines of one SKU at one price become one; discounts add up', async () => {
    const sku = await aSku();
    const [a, b] = await two({ lines: linesOf(sku, 2), discount: cny(300) });
    expect(await merged(a, b)).toMatchObject({ lines: [{ sku, quantity: 4 }], total: cny(19_400) });
    expect(await api.shop.balance(sku)).toEqual({ onHand: 10, held: 4 });
    await sound();
  });

  test('holds move although no more could be held: no piece is free between', async () => {
    const sku = await aSku(4);
    const [a, b] = await two({ lines: linesOf(sku, 2) });
    const greedy = Array.from({ length: 5 }, () =>
      api.ask('POST', '/v1/orders', { ...anOrder(), lines: linesOf(sku, 1) }),
    );
    const [order, ...others] = await Promise.all([merged(a, b), ...greedy]);
    expect(others.map(codeOf)).toEqual(Array.from({ length: 5 }, () => 'out_of_stock'));
    expect(order.lines).toMatchObject([{ quantity: 4 }]);
    expect(await api.shop.balance(sku)).toEqual({ onHand: 4, held: 4 });
    await sound();
  });

  test('deadline, kind and method are the earliest part’s; the policy is the newest’s', async () => {
    const shop = await shopWith({});
    const customer = { id: `buyer-${randomUUID()}` };
    const first = await api.place({ shop, customer, kind: 'promotion', paymentMethod: 'alipay' });
    api.clock.move(MINUTE);
    const policy = await policyOf(shop);
    const winBack = { ...policy.winBack, enabled: false };
    await policies(api.shop.database.client).put(shop, { ...policy, winBack });
    const second = await api.place({ shop, customer, kind: 'normal' });
    const order = await merged(second, first);
    expect(second.policy.version).toBe(first.policy.version + 1);
    expect(order).toMatchObject({
      kind: 'promotion',
      paymentMethod: 'alipay',
      deadline: first.deadline,
      releaseAt: first.releaseAt,
      policy: second.policy,
    });
  });

  test('reminders sent are the most of them, an extension stays used', async () => {
    const [a, b] = await two();
    await api.ask('POST', `/v1/orders/${a.id}/extend`, {});
    await api.shop.database.client.order.update({ where: { id: b.id }, data: { remindersSent: 2 } });
    const order = await merged(a, b);
    expect(order.remindersSent).toBe(2);
    expect(order.deadline).toBe(b.deadline);
    expect(codeOf(await api.ask('POST', `/v1/orders/${order.id}/extend`, {}))).toBe('extension_used');
  });

  test('shipping is free from the policy’s threshold on, else what the parts cost together', async () => {
    const shop = await shopWith({ shipping: { freeFrom: 20_000 } });
    const shipping = { fee: cny(800) };
    expect(await merged(...(await two({ shop, shipping })))).toMatchObject({ total: cny(20_000) });
    expect(await merged(...(await two({ shop, shipping, discount: cny(1) })))).toMatchObject({
      total: cny(21_598),
    });
    expect(await merged(...(await two({ shipping })))).toMatchObject({ total: cny(21_600) });
  });

  test('three at once, and a merged order can be merged again', async () => {
    const [a, b] = await two();
    const c = await api.place({ customer: { id: a.customerId } });
    const order = await merged(a, b, c);
    const d = await api.place({ customer: { id: a.customerId } });
    expect(await merged(order, d)).toMatchObject({ total: cny(40_000) });
    await sound();
  });

  test('sessions are closed at the provider, and old links lead to the new order', async () => {
    const [a, b] = await two();
    for (const { id } of [a, b]) await api.ask('POST', `/v1/orders/${id}/payment-link`, { payer: 'buyer' });
    const order = await merged(a, b);
    const sessions = await api.shop.database.client.paymentSession.findMany({
      where: { orderId: { in: [a.id, b.id] } },
    });
    expect(sessions.map(({ state }) => state)).toEqual(['closed', 'closed']);
    const token = api.links.sign({ audience: 'buyer', orderId: a.id });
    const page = await api.ask('GET', `/pay/${token}`, undefined, { key: '' });
    const next = /href="http:\/\/shop\.test\/pay\/([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect(api.links.verify(next)).toMatchObject({ orderId: order.id });
  });

  test('an open problem goes on with the new order, and resolving it gives the time back', async () => {
    const [a, b] = await two();
    const problem = await api.ask('POST', `/v1/orders/${a.id}/problems`, { kind: 'question', note: 'x' });
    api.clock.move(HOUR);
    const order = await merged(a, b);
    const { id } = problem.as(z.looseObject({ id: z.string() }));
    expect((await api.ask('DELETE', `/v1/orders/${order.id}/problems/${id}`)).status).toBe(204);
    const { deadline } = await rowOf(order.id);
    expect(deadline).toBe(later(order.deadline ?? '', HOUR));
  });
});

async function policyOf(name: string) {
  const found = await policies(api.shop.database.client).newest(name);
  if (!found) throw new Error(`no policy ${name}`);
  return found.document;
}

describe('rule 31: money', () => {
  test('what was paid on the parts counts on the new order', async () => {
    const [a, b] = await two();
    await api.webhook(succeeded(a, { amount: 4_000 }));
    await api.webhook(succeeded(b, { amount: 1_000 }));
    const order = await merged(a, b);
    expect(order).toMatchObject({ amountPaid: cny(5_000), amountDue: cny(15_000) });
    await api.webhook(succeeded(order, { amount: 15_000 }));
    expect(await rowOf(order.id)).toMatchObject({ status: 'paid', amountPaid: 20_000, amountDue: 0 });
    await sound();
  });

  test('where free shipping leaves nothing due it is paid at once, and the excess goes back', async () => {
    const shop = await shopWith({ shipping: { freeFrom: 20_000 } });
    const [a, b] = await two({ shop, shipping: { fee: cny(800) } });
    await api.webhook(succeeded(a, { amount: 10_700 }));
    await api.webhook(succeeded(b, { amount: 9_900 }));
    const order = await merged(a, b);
    expect(order).toMatchObject({ status: 'paid', amountPaid: cny(20_000), payment: { state: 'succeeded' } });
    expect(await api.shop.database.client.refund.findMany({ where: { orderId: order.id } })).toMatchObject([
      { amount: 600n, reason: 'excess', state: 'pending' },
    ]);
    await sound();
  });

  test('money for a part counts on the new order, once; the provider’s own refund of moved money too', async () => {
    const [a, b] = await two();
    await api.webhook(succeeded(b, { amount: 4_000, sessionId: `s-${b.id}` }));
    const order = await merged(a, b);
    const event = succeeded(a, { amount: 16_000 });
    await api.webhook(event);
    await api.webhook(event);
    await applied(order.id);
    expect(await rowOf(order.id)).toMatchObject({ status: 'paid', amountPaid: 20_000 });
    await api.webhook(succeeded(b, { amount: 1_000, sessionId: `s-${b.id}` }, { type: 'payment.refunded' }));
    await applied(order.id);
    expect(await rowOf(order.id)).toMatchObject({ amountRefunded: 1_000 });
    expect(await rowOf(b.id)).toMatchObject({ amountRefunded: 0 });
    await sound();
  });

  test('a payment of which the provider gave back a part stays with its order, and the rest of it goes back', async () => {
    const [a, b] = await two();
    const sessionId = `s-${a.id}`;
    await api.webhook(succeeded(a, { amount: 4_000, sessionId }));
    await api.webhook(succeeded(a, { amount: 1_000, sessionId }, { type: 'payment.refunded' }));
    expect(await merged(a, b)).toMatchObject({ amountPaid: cny(0), amountDue: cny(20_000) });
    expect(
      await api.shop.database.client.refund.findMany({ where: { orderId: a.id, state: 'pending' } }),
    ).toMatchObject([{ amount: 3_000n, reason: 'underpaid' }]);
    await sound();
  });

  test('money that is stored and not yet applied comes first: that part is paid, the other goes on', async () => {
    const [a, b] = await two();
    api.gateway.deaf = true;
    await api.webhook(succeeded(b));
    const answer = await merge(a, b);
    api.gateway.deaf = false;
    expect(codeOf(answer)).toBe('order_not_open'); // its step has applied the money: it is paid
    expect((await rowOf(a.id)).supersedingSince).toBeNull();
    expect((await rowOf(a.id)).status).toBe('awaiting_payment');
  });
});

describe('rule 31: what can’t be merged', () => {
  const alike = async (changes: object) => two({}, changes);
  test.each([
    ['two buyers', async () => [await api.place(), await api.place()]],
    ['two shops', async () => alike({ shop: await shopWith({}) })],
    ['two channels', async () => alike({ channel: 'distribution' })],
    [
      'deductOn order and payment',
      async () => alike({ lines: linesOf(await aSku(9, { deductOn: 'payment' }), 1) }),
    ],
  ] as const)('%s: 422 merge_mismatch', async (_, orders) => {
    const answer = await merge(...(await orders()));
    expect([answer.status, codeOf(answer)]).toEqual([422, 'merge_mismatch']);
  });

  test.each([
    ['paid', 'order_not_open', (id: string) => api.webhook(succeeded({ id }))],
    [
      'processing',
      'payment_in_progress',
      (id: string) => api.webhook(succeeded({ id }, {}, { type: 'payment.processing' })),
    ],
    [
      'cancelled',
      'order_not_open',
      (id: string) => api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' }),
    ],
  ] as const)('a %s one: 409 %s, and the other is as it was', async (_, code, act) => {
    const [a, b] = await two();
    await act(b.id);
    const answer = await merge(a, b);
    expect([answer.status, codeOf(answer)]).toEqual([409, code]);
    expect(await rowOf(a.id)).toMatchObject({
      status: 'awaiting_payment',
      hold: 'held',
      supersedingSince: null,
    });
  });

  test.each([
    ['one order', { orderIds: ['a'] }],
    ['the same twice', { orderIds: ['a', 'a'] }],
    ['none', { orderIds: [] }],
  ])('%s: 422', async (_, body) => {
    expect((await api.ask('POST', '/v1/orders/merge', body)).status).toBe(422);
  });

  test('an unknown one: 404; with the engine away: 503, and nothing is merged', async () => {
    const [a, b] = await two();
    expect((await merge(a, { id: 'nobody-knows' })).status).toBe(404);
    api.gateway.away = true;
    const answer = await merge(a, b);
    api.gateway.away = false;
    expect([answer.status, codeOf(answer)]).toEqual([503, 'engine_unavailable']);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(await rowOf(a.id)).toMatchObject({ status: 'awaiting_payment', hold: 'held' });
  });

  test('one the provider can’t be asked about: 503, and both go on', async () => {
    const [a, b] = await two();
    await api.ask('POST', `/v1/orders/${b.id}/payment-link`, { payer: 'buyer' });
    api.provider.down = true;
    const answer = await merge(a, b);
    api.provider.down = false;
    expect(codeOf(answer)).toBe('provider_unreachable');
    for (const { id } of [a, b]) expect((await rowOf(id)).supersedingSince).toBeNull();
  });

  test('the same Idempotency-Key answers the same order', async () => {
    const [a, b] = await two();
    const headers = { 'idempotency-key': randomUUID() };
    const body = { orderIds: [a.id, b.id] };
    const answers = [
      await api.ask('POST', '/v1/orders/merge', body, { headers }),
      await api.ask('POST', '/v1/orders/merge', body, { headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
  });
});

describe('rule 31 against everything else', () => {
  test('merges of the same orders in either order of ids, and with a third: no deadlock, each order goes one way', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [a, b] = await two();
      const c = await api.place({ customer: { id: a.customerId } });
      const answers = await Promise.all([merge(a, b), merge(b, a), merge(b, c), merge(c, a)]);
      for (const answer of answers) expect(answer.status, answer.text).toBeLessThan(500);
      const placed = answers.filter(({ status }) => status === 201);
      expect(placed.length).toBeLessThanOrEqual(1);
      api.clock.move(MINUTE); // what none of them got goes on
      const left = await api.shop.database.client.order.findMany({
        where: { customerId: a.customerId, status: 'awaiting_payment' },
      });
      expect(left.reduce((sum, { total }) => sum + Number(total), 0)).toBe(30_000);
    }
    await sound();
  });

  test.each([
    ['pay', (id: string) => api.webhook(succeeded({ id }))],
    ['cancel', (id: string) => api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' })],
    [
      'modify',
      (id: string) => api.ask('PATCH', `/v1/orders/${id}/lines`, { lines: [{ sku: 'mug', quantity: 3 }] }),
    ],
  ] as const)('at the same time as %s: one of the two, and nothing is lost', async (_, act) => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = await two({ lines: linesOf('mug', 2) });
      const [answer] = await Promise.all([merge(a, b), act(a.id)]);
      const is = answer.status === 201;
      for (const { id } of [a, b]) expect((await rowOf(id)).status === 'merged').toBe(is);
      await applied(a.id);
      if (is) await applied(answer.as(Order).id);
    }
    await sound();
  });

  test('superseding a part at the same time: one of the two', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [a, b] = await two();
      const wish = { ...anOrder(), customer: { id: a.customerId }, supersedes: a.id };
      const answers = await Promise.all([merge(a, b), api.ask('POST', '/v1/orders', wish)]);
      expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    }
    await sound();
  });

  test('reminders of a part that were queued are skipped, calls withdrawn, nobody is won back', async () => {
    const [a, b] = await two();
    const { client } = api.shop.database;
    const about = { orderId: a.id, customerId: a.customerId, locale: 'en', body: 'x', at: START };
    await client.message.create({
      data: {
        ...about,
        id: randomUUID(),
        purpose: 'reminder',
        channel: 'email',
        to: 'x@example.com',
        state: 'queued',
      },
    });
    const task = { orderId: a.id, customerId: a.customerId, shop: 'default', stage: 'first', segment: 'new' };
    await client.callTask.create({
      data: { ...task, id: randomUUID(), attempt: 1, state: 'open', createdAt: START },
    });
    await merged(a, b);
    expect(await client.message.findMany({ where: { orderId: a.id } })).toMatchObject([{ state: 'skipped' }]);
    expect(await client.callTask.findMany({ where: { orderId: a.id } })).toMatchObject([
      { state: 'withdrawn' },
    ]);
    expect((await rowOf(a.id)).row.winBackAt).toBeNull();
    expect(await api.shop.story(a.id)).toContain('call_task_withdrawn:not_awaiting_payment');
    await sound();
  });
});
