import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PaymentLink } from '../../api/schemas/payment-link.ts';
import { DAY, HOUR, later } from '../../domain/duration.ts';
import { payLink } from '../../providers/order-links.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterEach(() => {
  api.provider.down = false;
  api.provider.whileOpening = async () => {};
});
afterAll(() => api.close());

type AnOrder = { readonly id: string };

const link = ({ id }: AnOrder, payer = 'buyer') =>
  api.ask('POST', `/v1/orders/${id}/payment-link`, { payer });
const opened = ({ id }: AnOrder) => api.provider.sessions.filter(({ orderId }) => orderId === id);
const rows = ({ id: orderId }: AnOrder) =>
  api.shop.database.client.paymentSession.findMany({ where: { orderId }, orderBy: { createdAt: 'asc' } });
const states = async (order: AnOrder) => (await rows(order)).map(({ state }) => state);
const closing = ({ id }: AnOrder) =>
  api.shop.database.client.order.updateMany({ where: { id }, data: { closingSince: api.clock.now } });

describe('a payment link', () => {
  test('leads to our page and has its session open, until the deadline at most', async () => {
    const order = await api.place();
    const answer = await link(order);
    const { url, expiresAt } = answer.as(PaymentLink);
    expect(answer.status).toBe(201);
    expect(api.links.verify(url.replace('http://shop.test/pay/', ''))).toEqual(
      payLink({ id: order.id, linkGeneration: 0 }, api.clock.now, 'buyer'),
    );
    expect(expiresAt).toBe(order.deadline);
    expect(opened(order)).toMatchObject([
      {
        revision: 1,
        amount: 10_000,
        currency: 'CNY',
        method: 'card',
        expiresAt: order.deadline,
        returnUrl: `${url}/return`,
      },
    ]);
    expect(await rows(order)).toMatchObject([
      { state: 'open', providerSessionId: opened(order)[0]?.sessionId },
    ]);
    expect(await api.shop.story(order.id)).toContain('session_opened');
  });

  test('asked for again leads to the same session', async () => {
    const order = await api.place();
    const first = await link(order);
    const second = await link(order);
    expect(second.body).toEqual(first.body);
    expect(opened(order)).toHaveLength(1);
    expect((await api.shop.story(order.id)).filter((kind) => kind === 'session_opened')).toHaveLength(1);
  });

  test('asked for twice at once opens one session', async () => {
    const order = await api.place();
    const answers = await Promise.all([link(order), link(order), link(order)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(opened(order)).toHaveLength(1);
    expect(await states(order)).toEqual(['open']);
  });

  test('a friend’s is another link with a session of its own', async () => {
    const order = await api.place();
    await link(order);
    const { url } = (await link(order, 'friend')).as(PaymentLink);
    expect(api.links.verify(url.replace('http://shop.test/pay/', ''))).toEqual({
      audience: 'friend',
      orderId: order.id,
      notAfter: '2026-12-24T00:00:00.000Z', // 30 days from 2026-11-23, to the end of that day
    });
    expect(opened(order)).toHaveLength(2);
  });

  test('for a changed order opens a new session for the new amount; the older one is closed', async () => {
    await api.shop.stock('bowl', 9, { price: 100 });
    const order = await api.place({
      lines: [{ sku: 'bowl', quantity: 1, unitPrice: { amount: 100, currency: 'CNY' } }],
    });
    await link(order);
    await api.ask('PATCH', `/v1/orders/${order.id}/lines`, { lines: [{ sku: 'bowl', quantity: 3 }] });
    await link(order);
    expect(opened(order)).toMatchObject([
      { revision: 1, amount: 100, state: 'closed' },
      { revision: 2, amount: 300, state: 'open' },
    ]);
  });

  test('of an order with days to pay lasts a day', async () => {
    const order = await api.place({ paymentMethod: 'bank_transfer' });
    const { expiresAt } = (await link(order)).as(PaymentLink);
    expect(expiresAt).toBe(later(api.clock.now, DAY));
  });

  test('past its session’s time opens a new one, on the order’s own clock', async () => {
    const order = await api.place({ paymentMethod: 'bank_transfer' });
    await link(order);
    await api.ask('POST', `/v1/dev/orders/${order.id}/fast-forward`, { by: 'PT25H' });
    const { expiresAt } = (await link(order)).as(PaymentLink);
    expect(expiresAt).toBe(later(api.clock.now, 25 * HOUR + DAY));
    expect(opened(order)).toHaveLength(2);
  });
});

describe('no link is given', () => {
  test('for an order that is being closed', async () => {
    const order = await api.place();
    await closing(order);
    expect((await link(order)).body).toMatchObject({ status: 409, code: 'order_not_open' });
    expect(opened(order)).toEqual([]);
  });

  test('from the moment of the deadline on', async () => {
    const order = await api.place();
    const now = api.clock.now;
    api.clock.now = order.deadline ?? '';
    const answer = await link(order);
    api.clock.now = now;
    expect(answer.body).toMatchObject({ status: 409, code: 'deadline_passed', deadline: order.deadline });
  });

  test('while a payment is under way', async () => {
    const order = await api.place();
    const data = { orderId: order.id, amount: 10_000, currency: 'CNY' };
    await api.webhook({ id: `evt-${order.id}`, type: 'payment.processing', at: api.clock.now, data });
    expect((await link(order)).body).toMatchObject({ status: 409, code: 'payment_in_progress' });
  });

  test('where there is nothing to collect before delivery', async () => {
    const order = await api.place({ paymentMethod: 'cash_on_delivery' });
    expect((await link(order)).body).toMatchObject({ status: 409, code: 'order_not_open' });
  });
});

describe('when the provider is away', () => {
  test('it is 503 with a time to come back, and the row is left for closing to find', async () => {
    const order = await api.place();
    api.provider.down = true;
    const answer = await link(order);
    expect(answer.body).toMatchObject({ status: 503, code: 'provider_unavailable' });
    expect(answer.headers['retry-after']).toBe('2');
    expect(await states(order)).toEqual(['opening']);
  });

  test('the next attempt goes on with the same row and key', async () => {
    const order = await api.place();
    api.provider.down = true;
    await link(order);
    api.provider.down = false;
    expect((await link(order)).status).toBe(201);
    const [row, ...more] = await rows(order);
    expect(more).toEqual([]);
    expect(opened(order)).toMatchObject([{ idempotencyKey: row?.id }]);
  });
});

describe('when the order begins to close while its session is being opened', () => {
  test('the session is closed again and the link refused', async () => {
    const order = await api.place();
    api.provider.whileOpening = async () => void (await closing(order));
    expect((await link(order)).body).toMatchObject({ status: 409, code: 'order_not_open' });
    expect(opened(order)).toMatchObject([{ state: 'closed' }]);
    expect(await states(order)).toEqual(['closed']);
  });

  test('a session that can not be closed again stays known, so that closing closes it', async () => {
    const order = await api.place();
    api.provider.whileOpening = async () => {
      await closing(order);
      api.provider.down = true;
    };
    expect((await link(order)).status).toBe(409);
    expect(await rows(order)).toMatchObject([
      { state: 'open', providerSessionId: opened(order)[0]?.sessionId },
    ]);
  });

  test('a change while it is opened makes it a session for nothing', async () => {
    const order = await api.place();
    api.provider.whileOpening = async () => {
      const data = { total: 9_000, amountDue: 9_000, discount: 1_000, revision: 2 };
      await api.shop.database.client.order.updateMany({ where: { id: order.id }, data });
    };
    expect((await link(order)).status).toBe(409);
    expect(opened(order)).toMatchObject([{ state: 'closed' }]);
  });
});
