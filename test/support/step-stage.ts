import { randomUUID } from 'node:crypto';
import { nobody } from '../../api/auth.ts';
import { merge } from '../../api/merging.ts';
import type { OrderGateway } from '../../api/engine/order-gateway.ts';
import { placingDesk } from '../../api/placing/placing.ts';
import { placeSuperseding } from '../../api/placing/superseding.ts';
import { RequestRefusal } from '../../api/problems.ts';
import { Refusal } from '../../domain/refusal.ts';
import { creditReports } from '../../prisma/credit-reports.ts';
import { openWorld } from './order-world.ts';
import type { OrderWorld } from './order-world.ts';
import type { News, ReportNews, Stage } from './play-stage.ts';
import type { TestShop } from './shop.ts';

/** A stage of steps without an engine. */
export function stepStage(shop: Pick<TestShop, 'database'>): Stage {
  const world = openWorld(shop);
  const { provider } = world;
  const orderIds: string[] = [];
  const needs = needsOf(shop, world);
  const deliver = async ({ ...news }: News, times: number) => {
    const all = Array.from({ length: times });
    await Promise.all(all.map(() => world.store(news)));
    await Promise.all(all.map(() => world.apply(news.orderId)));
  };
  return {
    now: () => world.now(),
    async begin(orderId) {
      orderIds.push(orderId);
      await world.open(orderId);
    },
    apply: (orderId) => world.apply(orderId),
    ask: (orderId, request, times) => world.ask(orderId, request, times),
    supersede: (orderId, request) =>
      madeOf(
        placeSuperseding(needs, nobody, { request, key: undefined, supersedes: orderId }).then(
          ({ order }) => order,
        ),
      ),
    merge: (parts) => madeOf(merge(needs, nobody, { orderIds: parts, requestId: randomUUID() })),
    report: (news, times) => report(world, news, times),
    link: async (orderId, payer) => void (await world.link(orderId, payer)),
    store: (news) => world.store(news),
    deliver,
    async pass(ms) {
      await relay(world, orderIds);
      await world.pass(ms);
      await relay(world, orderIds);
    },
    sendRefunds: () => sendRefunds(world, orderIds),
    async settle() {
      await relay(world, orderIds);
      await sendRefunds(world, orderIds);
    },
    rush: (orderId) => rush(world, orderId),
    sessionsOf: async (orderId) =>
      [...provider.sessions.values()]
        .filter(({ request }) => request.orderId === orderId)
        .map(({ id, request: { amount, currency }, state, paid }) => ({
          id,
          orderId,
          amount,
          currency,
          state,
          paid,
        })),
    pay: async ({ id }, outcome, amount) => provider.pay(id, outcome, amount, world.now()),
    refundsOf: async (id) => [...provider.refunds.values()].filter(({ orderId }) => orderId === id),
    async giveBack({ id: sessionId, orderId, currency }, amount) {
      const eventId = randomUUID();
      provider.refunds.set(eventId, { orderId, reference: sessionId, amount });
      await deliver({ eventId, type: 'payment.refunded', orderId, sessionId, amount, currency }, 1);
    },
    get reachable() {
      return provider.reachable;
    },
    set reachable(reachable) {
      provider.reachable = reachable;
    },
    trouble: async () => {},
    leftToDo: async (orderId) => world.state(orderId).agenda,
  };
}

async function rush(world: OrderWorld, orderId: string): Promise<void> {
  const { steps } = world;
  const input = { orderId, now: world.now() };
  await Promise.all([
    steps.applyPayments(input),
    steps.closeOrder(input),
    steps.alertPending(input),
    steps.openOrder(input),
    steps.applyPayments(input),
  ]);
  await world.apply(orderId);
}

/** The API's part, over the world's steps. An order that is replaced is not told: it looks by itself in a minute. */
function needsOf({ database }: Pick<TestShop, 'database'>, world: OrderWorld) {
  const now = () => world.now();
  const notAsked = async () => {
    throw new Error('nobody asks for that here');
  };
  const gateway: OrderGateway = {
    request: (order, request) => world.ask(order.id, request),
    startOrder: async () => {},
    signalRowChanged: async () => {},
    signalPaymentEvent: notAsked,
    signalCreditReport: notAsked,
    signalParcelUpdate: notAsked,
    startLatePayment: notAsked,
    fastForward: notAsked,
    isReachable: async () => true,
  };
  const placing = placingDesk({ database, now, onPlaced: () => {} });
  return { database, gateway, placing, now, log: { warn: () => {}, error: () => {} } };
}

/** The id of what was made, or undefined where it was refused. */
async function madeOf(work: Promise<{ readonly id: string }>): Promise<string | undefined> {
  try {
    return (await work).id;
  } catch (error) {
    if (error instanceof Refusal || error instanceof RequestRefusal) return undefined;
    throw error;
  }
}

/** As the API stores a report and tells the order's workflow of it. */
async function report(world: OrderWorld, { orderId, ...news }: ReportNews, times: number): Promise<void> {
  const { client } = world.dependencies.database;
  const told = { ...news, provider: 'sandbox', occurredAt: world.now() };
  const all = Array.from({ length: times });
  await Promise.all(all.map(() => creditReports(client).store(told, { orderId, receivedAt: world.now() })));
  await Promise.all(all.map(() => world.takeReports(orderId)));
}

/** As worker/relay.ts: orders whose workflow was to begin, or to be told of something, do what that comes to. */
async function relay(world: OrderWorld, orderIds: readonly string[]): Promise<void> {
  const told = Array.from(world.started);
  world.started.clear();
  for (const orderId of told) {
    if (!orderIds.includes(orderId)) continue;
    await world.open(orderId);
    await world.apply(orderId);
  }
}

/** Refunds get their turn, also those that were only written down. */
async function sendRefunds(world: OrderWorld, orderIds: readonly string[]): Promise<void> {
  const { database, companions } = world.dependencies;
  const where = { orderId: { in: [...orderIds] }, state: 'pending' };
  for (const { id: refundId, orderId } of await database.client.refund.findMany({ where }))
    await companions.startRefund({ refundId, orderId });
  await world.sendRefunds();
}
