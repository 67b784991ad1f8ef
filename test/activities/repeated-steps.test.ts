import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import { Fenced, orders } from '../../prisma/orders.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;
let reminding: string;

beforeAll(async () => {
  shop = await openMoneyShop();
  reminding = await shop.shopWith({
    reminders: { strategy: 'delay', quietHours: { from: '00:00', to: '00:00' } },
  });
});

afterAll(() => shop.close());

const { anOrder, event, processing, payBySession } = tillOf(() => shop);

/** One step at the moment at which a workflow would run it. Answers how to run it, as often as one likes. */
type Prepared = (
  world: OrderWorld,
) => Promise<{ readonly orderId: string; readonly run: () => Promise<unknown> }>;

const request = { requestId: '', asked: false };

const steps: Readonly<Record<string, Prepared>> = {
  async openOrder(world) {
    const { id: orderId } = await shop.place({ shop: reminding }, world.now());
    return { orderId, run: () => world.steps.openOrder({ orderId, now: world.now() }) };
  },
  async applyPayments(world) {
    const orderId = await anOrder(world);
    await world.store({
      eventId: randomUUID(),
      type: 'payment.succeeded',
      orderId,
      amount: 12_000,
      currency: 'CNY',
    });
    return { orderId, run: () => world.steps.applyPayments({ orderId, now: world.now() }) };
  },
  async closeOrder(world) {
    const orderId = await anOrder(world);
    await event(world, orderId, { amount: 3_000 });
    const now = later(world.now(), 25 * HOUR);
    return { orderId, run: () => world.steps.closeOrder({ orderId, now }) };
  },
  async 'closeOrder, with a session'(world) {
    const orderId = await anOrder(world);
    await world.link(orderId);
    const now = later(world.now(), 25 * HOUR);
    return { orderId, run: () => world.steps.closeOrder({ orderId, now }) };
  },
  async alertPending(world) {
    const orderId = await anOrder(world);
    await processing(world, orderId);
    const now = later(world.now(), 26 * HOUR);
    return { orderId, run: () => world.steps.alertPending({ orderId, now }) };
  },
  async endPause(world) {
    const orderId = await anOrder(world);
    await world.ask(orderId, {
      kind: 'report_problem',
      problemId: randomUUID(),
      problem: 'other',
      noteId: randomUUID(),
    });
    const now = later(world.now(), 2 * HOUR);
    return { orderId, run: () => world.steps.endPause({ orderId, now }) };
  },
  async endWatch(world) {
    const orderId = await anOrder(world);
    await payBySession(world, orderId);
    const now = later(world.now(), 60 * DAY);
    return { orderId, run: () => world.steps.endWatch({ orderId, now }) };
  },
  async decideReminder(world) {
    const customer = { id: `buyer-${randomUUID()}`, email: 'ann@example.com' };
    const { id: orderId } = await shop.place({ shop: reminding, customer }, world.now());
    await world.open(orderId);
    const { plan = [] } = await shop.order(orderId);
    const { stage = 'first', at: now = world.now() } = plan[0] ?? {};
    return { orderId, run: () => world.steps.decideReminder({ orderId, stage, asked: true, now }) };
  },
  async cancelOrder(world) {
    const orderId = await anOrder(world);
    await event(world, orderId, { amount: 3_000 });
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    return {
      orderId,
      run: () => world.steps.cancelOrder({ ...input, kind: 'cancel', reason: 'changed_mind', by: 'buyer' }),
    };
  },
  async changeOrderLines(world) {
    const orderId = await anOrder(world);
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    const lines = [{ sku: 'mug', quantity: 5 }];
    return {
      orderId,
      run: () => world.steps.changeOrderLines({ ...input, kind: 'change_lines', lines, by: 'buyer' }),
    };
  },
  async extendDeadline(world) {
    const orderId = await anOrder(world);
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    return { orderId, run: () => world.steps.extendDeadline({ ...input, kind: 'extend', by: 'buyer' }) };
  },
  async beginSupersede(world) {
    const orderId = await anOrder(world);
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    return {
      orderId,
      run: () => world.steps.beginSupersede({ ...input, kind: 'begin_supersede', token: 't' }),
    };
  },
  async endSupersede(world) {
    const orderId = await anOrder(world);
    await world.ask(orderId, { kind: 'begin_supersede', token: 't' });
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    const wish = { kind: 'end_supersede', token: 't', because: 'out_of_stock' } as const;
    return { orderId, run: () => world.steps.endSupersede({ ...input, ...wish }) };
  },
  async lapseSupersede(world) {
    const orderId = await anOrder(world);
    await world.ask(orderId, { kind: 'begin_supersede', token: 't' });
    const now = later(world.now(), MINUTE);
    return { orderId, run: () => world.steps.lapseSupersede({ orderId, now }) };
  },
  async changePaymentMethod(world) {
    const orderId = await anOrder(world);
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    const wish = { kind: 'change_method', method: 'bank_transfer', by: 'buyer' } as const;
    return { orderId, run: () => world.steps.changePaymentMethod({ ...input, ...wish }) };
  },
  async reportProblem(world) {
    const orderId = await anOrder(world);
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    const problem = {
      kind: 'report_problem',
      problemId: randomUUID(),
      problem: 'other',
      noteId: randomUUID(),
    } as const;
    return { orderId, run: () => world.steps.reportProblem({ ...input, ...problem }) };
  },
  async resolveProblem(world) {
    const orderId = await anOrder(world);
    const problemId = randomUUID();
    await world.ask(orderId, { kind: 'report_problem', problemId, problem: 'other', noteId: randomUUID() });
    const input = { ...request, requestId: randomUUID(), orderId, now: later(world.now(), HOUR) };
    return {
      orderId,
      run: () => world.steps.resolveProblem({ ...input, kind: 'resolve_problem', problemId }),
    };
  },
  async shipOrder(world) {
    const orderId = await anOrder(world, { paymentMethod: 'cash_on_delivery' });
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    return { orderId, run: () => world.steps.shipOrder({ ...input, kind: 'ship' }) };
  },
  async deliverOrder(world) {
    const orderId = await anOrder(world, { paymentMethod: 'cash_on_delivery' });
    await world.ask(orderId, { kind: 'ship' });
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    return { orderId, run: () => world.steps.deliverOrder({ ...input, kind: 'deliver' }) };
  },
  async requestRefund(world) {
    const orderId = await anOrder(world);
    await payBySession(world, orderId);
    const input = { ...request, requestId: randomUUID(), orderId, now: world.now() };
    const wish = { kind: 'refund', refundId: randomUUID(), reason: 'asked', restock: false } as const;
    return { orderId, run: () => world.steps.requestRefund({ ...input, ...wish }) };
  },
  async refundFailed(world) {
    const { orderId, refundId } = await aRefund(world);
    return { orderId, run: () => world.steps.refundFailed({ refundId, now: world.now(), why: 'refused' }) };
  },
  async sendRefund(world) {
    const { orderId, refundId } = await aRefund(world);
    return { orderId, run: () => world.calls.sendRefund({ refundId, now: world.now() }) };
  },
  async askSessions(world) {
    const orderId = await anOrder(world);
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.pay(sessionId, 'succeeded', 10_000, world.now());
    return { orderId, run: () => world.calls.askSessions({ orderId, now: world.now() }) };
  },
  async closeSessions(world) {
    const orderId = await anOrder(world);
    await world.link(orderId);
    return { orderId, run: () => world.calls.closeSessions({ orderId, now: world.now() }) };
  },
};

async function aRefund(world: OrderWorld) {
  const orderId = await anOrder(world);
  await payBySession(world, orderId, 12_000);
  const { id: refundId } = await shop.database.client.refund.findFirstOrThrow({ where: { orderId } });
  return { orderId, refundId };
}

/** Everything that is written down about an order, but for when the provider was asked and which version the row is. */
async function written(orderId: string) {
  const { client } = shop.database;
  const where = { orderId };
  const {
    version: _,
    askedAt: __,
    ...order
  } = await client.order.findUniqueOrThrow({ where: { id: orderId } });
  return {
    order,
    journal: await client.journalEntry.findMany({ where, orderBy: { id: 'asc' } }),
    stock: await client.stockMovement.findMany({ where, orderBy: { id: 'asc' } }),
    payments: await client.payment.findMany({ where, orderBy: { id: 'asc' } }),
    refunds: await client.refund.findMany({ where, orderBy: { id: 'asc' } }),
    events: await client.paymentEvent.findMany({ where, orderBy: { seq: 'asc' } }),
    messages: await client.message.findMany({ where, orderBy: { id: 'asc' } }),
    reminders: await client.reminder.findMany({ where, orderBy: { stage: 'asc' } }),
    alerts: await client.alert.findMany({ where: { subject: orderId }, orderBy: { id: 'asc' } }),
  };
}

describe('rule 4: an attempt that wakes up late changes nothing', () => {
  test.each(Object.keys(steps))('%s, run again with the same input', async (name) => {
    const world = openWorld(shop);
    const { orderId, run } = await prepared(name, world);
    await run();
    const after = await written(orderId);
    await run();
    expect(await written(orderId)).toEqual(after);
  });

  test.each(Object.keys(steps))('%s, run three times at once beside news of payments', async (name) => {
    const world = openWorld(shop);
    const { orderId, run } = await prepared(name, world);
    const news = () => world.steps.applyPayments({ orderId, now: world.now() });
    await Promise.all([run(), news(), run(), news(), run()]);
    const after = await written(orderId);
    await run();
    expect(await written(orderId)).toEqual(after);
    await agrees(orderId);
  });

  test('a write at a version that has moved on is refused', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const stale = await shop.order(orderId);
    await world.ask(orderId, { kind: 'extend', by: 'buyer' });
    const late = orders(shop.database.client).change(stale, { status: 'expired' });
    await expect(late).rejects.toThrow(Fenced);
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment' });
  });

  test('known failure 17: the ledger refuses the same step of an order a second time', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.pass(25 * HOUR);
    const [move] = await shop.database.client.stockMovement.findMany({ where: { orderId, kind: 'release' } });
    const again = shop.database.client.stockMovement.create({
      data: { orderId, sku: 'mug', kind: 'release', quantity: 2, step: move?.step ?? '', at: world.now() },
    });
    await expect(again).rejects.toThrow();
  });
});

async function prepared(name: string, world: OrderWorld) {
  const prepare = steps[name];
  if (!prepare) throw new Error(`no step ${name}`);
  const ready = await prepare(world);
  await world.pass(MINUTE);
  return ready;
}

/** The order's own movements are what its hold says. */
async function agrees(orderId: string): Promise<void> {
  const { hold, lines } = await shop.order(orderId);
  const moves = await shop.database.client.stockMovement.findMany({ where: { orderId } });
  const sum = (kind: string) =>
    moves.filter((move) => move.kind === kind).reduce((all, { quantity }) => all + Number(quantity), 0);
  const pieces = lines.reduce((all, { quantity }) => all + quantity, 0);
  expect(sum('hold') - sum('release') - sum('commit')).toBe(hold === 'held' ? pieces : 0);
  expect(sum('commit') - sum('restock')).toBe(hold === 'committed' ? pieces : 0);
}
