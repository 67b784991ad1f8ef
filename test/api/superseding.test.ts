import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Order } from '../../api/schemas/order.ts';
import { DAY, MINUTE, SECOND } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { anOrder, openApi, succeeded } from './support/api.ts';
import type { Answer, PlacedOrder, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => void (api = await openApi()));
afterAll(() => api.close());

const story = (id: string) => api.shop.story(id);
const rowOf = (id: string) => api.shop.order(id);

async function aSku(onHand = 10, more: object = {}): Promise<string> {
  const sku = `sku-${randomUUID()}`;
  await api.shop.stock(sku, onHand, more);
  return sku;
}

const linesOf = (sku: string, quantity: number) => [
  { sku, quantity, unitPrice: { amount: 5_000, currency: 'CNY' } },
];

/** The same buyer's order of `quantity`, instead of `old`. */
function instead(old: PlacedOrder, changes: object = {}, key?: string): Promise<Answer> {
  const body = { ...anOrder(), customer: { id: old.customerId }, supersedes: old.id, ...changes };
  return api.ask(
    'POST',
    '/v1/orders',
    body,
    key === undefined ? {} : { headers: { 'idempotency-key': key } },
  );
}

async function sound(): Promise<void> {
  const found = await checkIntegrity(api.shop.database.client, api.clock.now);
  expect(found.filter(({ rule }) => rule !== 'orders_are_started')).toEqual([]);
}

describe('rule 30: an order supersedes another', () => {
  test('the older one is cancelled and names the newer, whose hold is the only one', async () => {
    const sku = await aSku();
    const old = await api.place({ lines: linesOf(sku, 4) });
    const answer = await instead(old, { lines: linesOf(sku, 6) });
    expect(answer.status, answer.text).toBe(201);
    const order = answer.as(Order);
    expect(await rowOf(old.id)).toMatchObject({
      status: 'cancelled',
      closedReason: 'superseded',
      supersededBy: order.id,
      hold: 'released',
      supersedingSince: null,
    });
    expect(await rowOf(order.id)).toMatchObject({ status: 'awaiting_payment', hold: 'held' });
    expect(await api.shop.balance(sku)).toEqual({ onHand: 10, held: 6 });
    expect(await story(old.id)).toEqual([
      'placed:stock_held_until_paid',
      'stock_held',
      'supersede_begun',
      'stock_released:superseded',
      'cancelled:superseded',
    ]);
    await sound();
  });

  test('known failure 19: it never competes with the older one’s hold, nor is that one a duplicate or counted as open', async () => {
    const sku = await aSku(5);
    const customer = { id: `buyer-${randomUUID()}` };
    const [old] = [await api.place({ customer, lines: linesOf(sku, 5) })];
    for (let open = 1; open < 5; open += 1) await api.place({ customer, lines: linesOf(await aSku(), open) });
    const answer = await instead(old, { lines: linesOf(sku, 5) });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).not.toHaveProperty('possibleDuplicateOf');
    expect(await api.shop.balance(sku)).toEqual({ onHand: 5, held: 5 });
  });

  test('a buyer’s share of a flash SKU is not used up by what he gives back', async () => {
    const sku = await aSku(10, { kind: 'flash' });
    const customer = { id: `buyer-${randomUUID()}` };
    const old = await api.place({ customer, lines: linesOf(sku, 2) });
    expect((await instead(old, { lines: linesOf(sku, 2) })).status).toBe(201);
    expect(
      (await api.ask('POST', '/v1/orders', { ...anOrder(), customer, lines: linesOf(sku, 1) })).body,
    ).toMatchObject({
      code: 'flash_share_exceeded',
    });
  });

  test('its session is closed at the provider, and its link leads to the newer order', async () => {
    const old = await api.place();
    const link = await api.ask('POST', `/v1/orders/${old.id}/payment-link`, { payer: 'buyer' });
    const order = (await instead(old)).as(Order);
    expect(
      await api.shop.database.client.paymentSession.findMany({ where: { orderId: old.id } }),
    ).toMatchObject([{ state: 'closed' }]);
    const { url } = Object(link.body);
    const page = await api.ask('GET', new URL(String(url)).pathname, undefined, { key: '' });
    expect(page.text).toContain('/pay/');
    const token = /href="http:\/\/shop\.test\/pay\/([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect(api.links.verify(token)).toMatchObject({ orderId: order.id });
  });

  test.each([
    ['out_of_stock', 409, async (sku: string) => ({ lines: linesOf(sku, 11) })],
    ['price_mismatch', 422, async () => ({ lines: linesOf(await aSku(5, { price: 1 }), 1) })],
    ['order_exists', 409, async () => ({ orderId: (await api.place()).id })],
  ] as const)(
    'refused with %s, the older one goes on as if nothing had been',
    async (code, status, changes) => {
      const sku = await aSku();
      const old = await api.place({ lines: linesOf(sku, 4) });
      const answer = await instead(old, await changes(sku));
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ code });
      expect(await rowOf(old.id)).toMatchObject({
        status: 'awaiting_payment',
        hold: 'held',
        supersedingSince: null,
        supersededBy: null,
      });
      expect(await api.shop.balance(sku)).toEqual({ onHand: 10, held: 4 });
      expect((await api.ask('POST', `/v1/orders/${old.id}/payment-link`, { payer: 'buyer' })).status).toBe(
        201,
      );
      await sound();
    },
  );

  test('the older one’s journal says why it goes on', async () => {
    const sku = await aSku();
    const old = await api.place({ lines: linesOf(sku, 4) });
    await instead(old, { lines: linesOf(sku, 11) });
    expect(await story(old.id)).toEqual(
      expect.arrayContaining(['supersede_begun', 'supersede_ended:out_of_stock']),
    );
  });

  test.each([
    [
      'another buyer’s',
      422,
      'supersede_mismatch',
      async (old: PlacedOrder) => ({ old, customer: { id: 'somebody-else' } }),
    ],
    [
      'one nobody knows',
      404,
      'order_not_found',
      async (old: PlacedOrder) => ({ old, supersedes: 'nobody-knows' }),
    ],
    [
      'a cancelled one',
      409,
      'order_not_open',
      async (old: PlacedOrder) => {
        await api.ask('POST', `/v1/orders/${old.id}/cancel`, { reason: 'x', by: 'buyer' });
        return { old };
      },
    ],
    [
      'a paid one',
      409,
      'order_not_open',
      async (old: PlacedOrder) => {
        await api.webhook(succeeded(old));
        return { old };
      },
    ],
    [
      'one whose payment is processing',
      409,
      'payment_in_progress',
      async (old: PlacedOrder) => {
        await api.webhook(succeeded(old, {}, { type: 'payment.processing' }));
        return { old };
      },
    ],
    [
      'one that is superseded already',
      409,
      'order_not_open',
      async (old: PlacedOrder) => {
        await instead(old);
        return { old };
      },
    ],
  ] as const)('%s can’t be: %i %s, and nothing is placed', async (_, status, code, begin) => {
    const { old, ...changes } = await begin(await api.place());
    const orderId = `new-${randomUUID()}`;
    const answer = await instead(old, { orderId, ...changes });
    expect(answer.status, answer.text).toBe(status);
    expect(answer.body).toMatchObject({ code });
    expect((await api.ask('GET', `/v1/orders/${orderId}`)).status).toBe(404);
  });

  test('with the engine away it is 503 engine_unavailable with Retry-After, and nothing is placed; later the same key does it', async () => {
    const old = await api.place();
    api.gateway.away = true;
    const orderId = `new-${randomUUID()}`;
    const key = randomUUID();
    const customer = { id: old.customerId };
    const refused = await instead(old, { orderId, customer }, key);
    api.gateway.away = false;
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBeDefined();
    expect((await api.ask('GET', `/v1/orders/${orderId}`)).status).toBe(404);
    expect(await rowOf(old.id)).toMatchObject({ status: 'awaiting_payment', hold: 'held' });
    const later = await instead(old, { orderId }, key);
    expect(later.status, later.text).toBe(201);
  });
});

describe('rule 30 with an Idempotency-Key', () => {
  const body = (old: PlacedOrder) => ({ ...anOrder(), customer: { id: old.customerId }, supersedes: old.id });
  const send = (wish: object, key: string) =>
    api.ask('POST', '/v1/orders', wish, { headers: { 'idempotency-key': key } });

  test('the same key and body answers the same order, and supersedes once', async () => {
    const old = await api.place();
    const [wish, key] = [body(old), randomUUID()];
    const first = await send(wish, key);
    const second = await send(wish, key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(await api.shop.database.client.order.count({ where: { customerId: old.customerId } })).toBe(2);
  });

  test('asked five times at once it is one order', async () => {
    const old = await api.place();
    const [wish, key] = [body(old), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(wish, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.as(Order).id)).size).toBe(1);
    expect(await api.shop.database.client.order.count({ where: { customerId: old.customerId } })).toBe(2);
    await sound();
  });

  test('another body is 422 idempotency_key_reused', async () => {
    const old = await api.place();
    const key = randomUUID();
    await send(body(old), key);
    expect((await send({ ...body(old), metadata: { other: true } }, key)).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('a refusal is the key’s answer too', async () => {
    const old = await api.place();
    const key = randomUUID();
    const wish = { ...body(old), lines: linesOf(await aSku(1), 2) };
    expect((await send(wish, key)).body).toMatchObject({ code: 'out_of_stock' });
    const begun = (await story(old.id)).filter((entry) => entry === 'supersede_begun').length;
    expect((await send(wish, key)).body).toMatchObject({ code: 'out_of_stock' });
    expect((await story(old.id)).filter((entry) => entry === 'supersede_begun')).toHaveLength(begun);
  });
});

describe('rule 30 against everything else', () => {
  test('two that would supersede the same order: one does', async () => {
    const old = await api.place();
    const answers = await Promise.all(Array.from({ length: 4 }, () => instead(old)));
    const codes = answers.map((answer) =>
      answer.status === 201 ? 'placed' : String(Object(answer.body).code),
    );
    expect(codes.filter((code) => code === 'placed')).toHaveLength(1);
    for (const code of codes) expect(['placed', 'being_superseded', 'order_not_open']).toContain(code);
    await sound();
  });

  test.each([
    ['cancel', (id: string) => api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' })],
    [
      'modify',
      (id: string) => api.ask('PATCH', `/v1/orders/${id}/lines`, { lines: [{ sku: 'mug', quantity: 3 }] }),
    ],
    ['extend', (id: string) => api.ask('POST', `/v1/orders/${id}/extend`, {})],
    ['pay', (id: string) => api.webhook(succeeded({ id }))],
  ] as const)('at the same time as %s: nothing is lost and nothing is held twice', async (_, act) => {
    for (let round = 0; round < 5; round += 1) {
      const old = await api.place();
      const [answer] = await Promise.all([instead(old), act(old.id)]);
      const placed = answer.status === 201;
      expect((await rowOf(old.id)).closedReason === 'superseded').toBe(placed);
      await api.gateway.signalPaymentEvent(await rowOf(old.id), 'again');
      if (placed) await api.gateway.signalPaymentEvent(await rowOf(answer.as(Order).id), 'again');
    }
    await sound();
  });

  test('while it stands aside it can’t be paid, changed, extended or cancelled; after a minute it can', async () => {
    const old = await api.place();
    const order = await rowOf(old.id);
    const request = { kind: 'begin_supersede', requestId: randomUUID(), token: 't' } as const;
    expect(await api.gateway.request(order, request)).toEqual({ accepted: true });
    const tries = [
      api.ask('POST', `/v1/orders/${old.id}/payment-link`, { payer: 'buyer' }),
      api.ask('PATCH', `/v1/orders/${old.id}/lines`, { lines: [{ sku: 'mug', quantity: 1 }] }),
      api.ask('POST', `/v1/orders/${old.id}/extend`, {}),
      api.ask('POST', `/v1/orders/${old.id}/cancel`, { reason: 'x', by: 'buyer' }),
      instead(old),
    ];
    for (const answer of await Promise.all(tries))
      expect(answer.body).toMatchObject({ code: 'being_superseded' });
    api.clock.move(MINUTE - SECOND);
    expect((await api.ask('POST', `/v1/orders/${old.id}/payment-link`, { payer: 'buyer' })).status).toBe(409);
    api.clock.move(SECOND);
    expect((await api.ask('POST', `/v1/orders/${old.id}/payment-link`, { payer: 'buyer' })).status).toBe(201);
  });

  test('a crash between the two leaves it payable after a minute, and superseding it again works', async () => {
    const old = await api.place();
    await api.gateway.request(await rowOf(old.id), {
      kind: 'begin_supersede',
      requestId: randomUUID(),
      token: 'dead',
    });
    expect((await instead(old)).body).toMatchObject({ code: 'being_superseded' });
    api.clock.move(MINUTE);
    expect((await instead(old)).status).toBe(201);
    await sound();
  });

  test('money that comes for the older one pays the newer', async () => {
    const old = await api.place();
    const order = (await instead(old)).as(Order);
    await api.webhook(succeeded(old));
    await api.gateway.signalPaymentEvent(await rowOf(order.id), 'told');
    expect(await rowOf(order.id)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect(await rowOf(old.id)).toMatchObject({ status: 'cancelled', amountPaid: 0 });
    await sound();
  });

  test('what was paid for a part counts on the newer order; what is too much for it goes back', async () => {
    const [old, other] = [await api.place(), await api.place()];
    await api.webhook(succeeded(old, { amount: 4_000 }));
    const order = (await instead(old)).as(Order);
    expect(order).toMatchObject({ amountPaid: { amount: 4_000 }, amountDue: { amount: 6_000 } });
    expect(await rowOf(old.id)).toMatchObject({ amountPaid: 0, amountDue: 10_000 });
    await api.webhook(succeeded(other, { amount: 6_000 }));
    const small = (await instead(other, { lines: linesOf('mug', 1) })).as(Order);
    expect(small).toMatchObject({ status: 'paid', amountPaid: { amount: 5_000 }, amountDue: { amount: 0 } });
    expect(await api.shop.database.client.refund.findMany({ where: { orderId: small.id } })).toMatchObject([
      { amount: 1_000n, reason: 'excess' },
    ]);
    await sound();
  });

  test('it is no unpaid close', async () => {
    const old = await api.place();
    api.clock.move(DAY / 2);
    await instead(old);
    const standing = await api.ask('GET', `/v1/customers/${old.customerId}/standing`);
    expect(standing.body).toMatchObject({ level: 'good' });
  });
});

test('an engine that goes away between the two leaves the newer order placed', async () => {
  const old = await api.place();
  api.gateway.deaf = true;
  const answer = await instead(old);
  api.gateway.deaf = false;
  expect(answer.status).toBe(201);
});
