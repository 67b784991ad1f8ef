import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineUnavailable, orderGateway } from '../../../api/engine/order-gateway.ts';
import { DAY, HOUR } from '../../../domain/duration.ts';
import type { StoredOrder } from '../../../prisma/orders.ts';
import { requestAnswers } from '../../../prisma/request-answers.ts';
import { customerHashes } from '../../../providers/opaque-names.ts';
import { readable } from '../../support/readable.ts';
import { runShop, until } from '../../support/running-shop.ts';
import type { RunningShop } from '../../support/running-shop.ts';

const hashCustomer = customerHashes('a secret for this test');
let shop: RunningShop;
let gateway: ReturnType<typeof orderGateway>;

beforeAll(async () => {
  shop = await runShop();
  await shop.stock('mug', 1_000, { price: 5_000 });
  gateway = orderGateway({ ...shop.engine, database: shop.database, hashCustomer });
});
afterAll(async () => {
  await gateway.close();
  await shop.close();
});

const place = (changes = {}) => shop.place(changes, new Date().toISOString());
const cancel = () =>
  ({ kind: 'cancel', reason: 'changed_mind', by: 'buyer', requestId: randomUUID() }) as const;
const extend = () => ({ kind: 'extend', by: 'buyer', requestId: randomUUID() }) as const;
const isRunning = async ({ workflowId }: StoredOrder) =>
  (await shop.client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';

describe('a placed order is started', () => {
  test('once, with what operators filter by and nothing that names the buyer', async () => {
    const order = await place({ customer: { id: 'li-wei', name: 'Li Wei', email: 'li@example.com' } });
    await gateway.startOrder(order);
    await gateway.startOrder(order);
    const described = await shop.client.workflow.getHandle(order.workflowId).describe();
    expect(described.searchAttributes).toMatchObject({
      Shop: ['default'],
      OrderKind: ['normal'],
      CustomerId: [hashCustomer('li-wei')],
    });
    const told = readable(described.raw);
    expect(told).toContain('normal order, shop default');
    expect(told).not.toMatch(/li-wei|Li Wei|li@example/);
  });

  test('by the first request that finds it unstarted', async () => {
    const order = await place();
    expect(await gateway.request(order, extend())).toEqual({ accepted: true });
    expect((await shop.order(order.id)).row.startedAt).not.toBeNull();
  });

  test('by the first payment event that finds it unstarted', async () => {
    const order = await place();
    await shop.event(order, { type: 'payment.succeeded' }, false);
    await gateway.signalPaymentEvent(order, 'hash');
    await until(async () => (await shop.order(order.id)).status === 'paid');
  });

  test('again by a payment event where the engine has lost what it had begun', async () => {
    const order = await place();
    await shop.database.client.order.update({ where: { id: order.id }, data: { startedAt: new Date() } });
    await shop.event(order, { type: 'payment.succeeded' }, false);
    await gateway.signalPaymentEvent(await shop.order(order.id), 'hash');
    await until(async () => (await shop.order(order.id)).status === 'paid');
  });
});

describe('a request', () => {
  test('is answered again under the same id, also when the workflow is over', async () => {
    const order = await place();
    const request = cancel();
    expect(await gateway.request(order, request)).toEqual({ accepted: true });
    await until(async () => !(await isRunning(order)));
    expect(await gateway.request(order, request)).toEqual({ accepted: true });
  });

  test('to an order that is over is refused by its row', async () => {
    const order = await place();
    await gateway.request(order, cancel());
    await until(async () => !(await isRunning(order)));
    await expect(gateway.request(order, extend())).rejects.toMatchObject({
      code: 'order_not_open',
      facts: { status: 'cancelled' },
    });
  });

  test('that ended the order is answered by what its step has kept where the engine could not pass its answer on', async () => {
    const order = await place();
    await gateway.request(order, cancel());
    await until(async () => !(await isRunning(order)));
    const unheard = cancel();
    const at = new Date().toISOString();
    await requestAnswers(shop.database.client).keep(unheard.requestId, order.id, { accepted: true }, at);
    expect(await gateway.request(order, unheard)).toEqual({ accepted: true });
  });

  test('to an order whose workflow ended before it was over goes on under the next id', async () => {
    await shop.policy({ promise: { enabled: false } }); // nothing to watch: the workflow ends when the order is paid
    const order = await place();
    await shop.policy({});
    await gateway.startOrder(order);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => !(await isRunning(order)));
    const paid = await shop.order(order.id);
    expect(paid.status).toBe('paid');
    expect(await gateway.request(paid, { kind: 'ship', carrier: 'SF', requestId: randomUUID() })).toEqual({
      accepted: true,
    });
    expect(await shop.order(order.id)).toMatchObject({
      status: 'shipped',
      workflowId: `order-${order.id}-1`,
    });
    // The caller's copy of the row still has the older id.
    expect(await gateway.request(paid, { kind: 'deliver', requestId: randomUUID() })).toEqual({
      accepted: true,
    });
    expect(await shop.order(order.id)).toMatchObject({ status: 'delivered' });
  });

  test('rule 17: for money of a delivered order begins a workflow of its own, and anything else is refused', async () => {
    const order = await place();
    await gateway.startOrder(order);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    await gateway.request(order, { kind: 'ship', requestId: randomUUID() });
    await gateway.request(order, { kind: 'deliver', requestId: randomUUID() });
    await shop.outcome(order);
    await expect(gateway.request(order, cancel())).rejects.toMatchObject({ code: 'order_not_open' });
    const refund = { kind: 'refund', refundId: randomUUID(), reason: 'damaged', restock: false } as const;
    expect(await gateway.request(order, { ...refund, requestId: randomUUID() })).toEqual({ accepted: true });
    await until(async () => (await shop.order(order.id)).amountRefunded === 10_000);
    expect(await shop.order(order.id)).toMatchObject({ status: 'delivered', hold: 'committed' });
  });
});

describe('rule 17: the money of a delivered order', () => {
  const refund = (amount?: number) => {
    const requestId = randomUUID();
    const wish = { refundId: requestId, reason: 'broken', restock: false, ...(amount ? { amount } : {}) };
    return { kind: 'refund', requestId, ...wish } as const;
  };

  async function delivered(): Promise<StoredOrder> {
    const order = await place();
    await gateway.startOrder(order);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    await gateway.request(order, { kind: 'ship', requestId: randomUUID() });
    await gateway.request(order, { kind: 'deliver', requestId: randomUUID() });
    await until(async () => !(await isRunning(order)));
    return shop.order(order.id);
  }

  test('goes back in parts: the status stays, what was refunded grows, and no more than came', async () => {
    const order = await delivered();
    const [first, second] = [refund(3_000), refund(7_000)];
    expect(await gateway.request(order, first)).toEqual({ accepted: true });
    expect(await gateway.request(order, first)).toEqual({ accepted: true });
    expect(await gateway.request(order, second)).toEqual({ accepted: true });
    await until(async () => (await shop.order(order.id)).amountRefunded === 10_000);
    expect(await shop.order(order.id)).toMatchObject({ status: 'delivered', amountPaid: 10_000 });
    expect(await gateway.request(order, refund())).toMatchObject({
      accepted: false,
      code: 'nothing_to_refund',
    });
    expect(await shop.database.client.refund.count({ where: { orderId: order.id } })).toBe(2);
  });

  test('also when the engine has forgotten its workflow', async () => {
    const order = await delivered();
    // To the engine a workflow that it has deleted and one that it never had are the same.
    const data = { workflowId: `${order.workflowId}-7` };
    await shop.database.client.order.update({ where: { id: order.id }, data });
    expect(await gateway.request(await shop.order(order.id), refund())).toEqual({ accepted: true });
    await until(async () => (await shop.order(order.id)).amountRefunded === 10_000);
  });

  test('asked for by three at once it goes back once', async () => {
    const order = await delivered();
    const answers = await Promise.all([1, 2, 3].map(() => gateway.request(order, refund())));
    expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1);
    await until(async () => (await shop.order(order.id)).amountRefunded === 10_000);
  });

  test('nothing else is done to it', async () => {
    const order = await delivered();
    await expect(gateway.request(order, cancel())).rejects.toMatchObject({ code: 'order_not_open' });
  });
});

describe('a payment event', () => {
  test('of an order that is paid and no longer watched is applied', async () => {
    await shop.policy({ promise: { enabled: false } });
    const order = await place();
    await shop.policy({});
    await gateway.startOrder(order);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => !(await isRunning(order)));
    await shop.event(order, { type: 'payment.succeeded', id: 'again' }, false);
    await gateway.signalPaymentEvent(await shop.order(order.id), 'hash');
    await until(
      async () => (await shop.database.client.refund.count({ where: { orderId: order.id } })) === 1,
    );
  });

  test('of an order that is over is settled once', async () => {
    const order = await place();
    await gateway.request(order, cancel());
    await shop.event(order, { type: 'payment.succeeded' }, false);
    await gateway.startLatePayment(order, 'sandbox', 'event-hash');
    await gateway.startLatePayment(order, 'sandbox', 'event-hash');
    await until(
      async () => (await shop.database.client.refund.count({ where: { orderId: order.id } })) === 1,
    );
  });
});

describe('fast-forward', () => {
  test('does what falls due in that time, also of an order that was not started yet', async () => {
    const order = await place();
    await gateway.fastForward(order, DAY + HOUR);
    expect(await shop.order(order.id)).toMatchObject({ status: 'expired', hold: 'released' });
  });

  test('of an order that is over changes nothing', async () => {
    const order = await place();
    await gateway.request(order, cancel());
    await until(async () => !(await isRunning(order)));
    await gateway.fastForward(await shop.order(order.id), HOUR);
    expect(await shop.order(order.id)).toMatchObject({ status: 'cancelled' });
  });
});

describe('an engine that is away', () => {
  test('is told apart from everything else, and in time', async () => {
    const away = orderGateway({
      ...shop.engine,
      address: '127.0.0.1:9',
      database: shop.database,
      hashCustomer,
    });
    const order = await place();
    const began = performance.now();
    await expect(away.startOrder(order)).rejects.toBeInstanceOf(EngineUnavailable);
    await expect(away.signalPaymentEvent(order, 'hash')).rejects.toBeInstanceOf(EngineUnavailable);
    expect(await away.isReachable()).toBe(false);
    expect(performance.now() - began).toBeLessThan(30_000);
    await away.close();
    expect(await gateway.isReachable()).toBe(true);
  });
});
