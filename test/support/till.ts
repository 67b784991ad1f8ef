import { randomUUID } from 'node:crypto';
import { HOUR } from '../../domain/duration.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import type { OrderWorld } from './order-world.ts';
import { openShop } from './shop.ts';
import type { TestShop } from './shop.ts';

/** A shop for tests about money: nobody is reminded, a mug costs 50.00, and an order is for two of them. */
export interface MoneyShop extends TestShop {
  readonly quiet: string;
}

export async function openMoneyShop(): Promise<MoneyShop> {
  const shop = await openShop();
  await shop.stock('mug', 10_000, { price: 5_000 });
  return { ...shop, quiet: await shop.shopWith({ reminders: { enabled: false } }) };
}

type Event = Partial<Parameters<OrderWorld['store']>[0]>;

/** What happens at the till of the shop that is open when it is asked. */
export function tillOf(shop: () => MoneyShop) {
  /** An order whose workflow has begun. */
  const anOrder = async (world: OrderWorld, order: Partial<PlacingRequest> = {}): Promise<string> => {
    const { id } = await shop().place({ shop: shop().quiet, ...order }, world.now());
    await world.open(id);
    return id;
  };

  /** An order nobody paid in time. */
  const expired = async (world: OrderWorld, order: Partial<PlacingRequest> = {}): Promise<string> => {
    const orderId = await anOrder(world, order);
    await world.pass(25 * HOUR);
    const { status } = await shop().order(orderId);
    if (status !== 'expired') throw new Error(`order ${orderId} is ${status}`);
    return orderId;
  };

  /** Some event of a provider's: its order's workflow is told at once. */
  const event = async (world: OrderWorld, orderId: string, facts: Event = {}): Promise<void> => {
    const whole = { eventId: randomUUID(), type: 'payment.succeeded', amount: 10_000, currency: 'CNY' };
    await world.store({ ...whole, ...facts, orderId });
    await world.apply(orderId);
  };

  /** A session is paid, and the webhook comes. */
  const report = async (
    world: OrderWorld,
    orderId: string,
    sessionId: string,
    amount = 10_000,
  ): Promise<void> => {
    world.provider.pay(sessionId, 'succeeded', amount, world.now());
    await event(world, orderId, { sessionId, amount });
  };

  /** The buyer opens a session and pays it. */
  const payBySession = async (world: OrderWorld, orderId: string, amount = 10_000): Promise<string> => {
    const sessionId = (await world.link(orderId)) ?? '';
    await report(world, orderId, sessionId, amount);
    return sessionId;
  };

  /** A session is opened, and the provider works on its payment. */
  const processing = async (world: OrderWorld, orderId: string): Promise<string> => {
    const sessionId = (await world.link(orderId)) ?? '';
    world.provider.pay(sessionId, 'processing', 10_000, world.now());
    await event(world, orderId, { sessionId, type: 'payment.processing' });
    return sessionId;
  };

  return { anOrder, expired, event, report, payBySession, processing, ...booksOf(shop) };
}

/** What the books say. */
function booksOf(shop: () => MoneyShop) {
  /** What was asked to go back, oldest first. */
  const refundsOf = async (orderId: string) => {
    const orderBy = { requestedAt: 'asc' } as const;
    const rows = await shop().database.client.refund.findMany({ where: { orderId }, orderBy });
    return rows.map(({ amount, reason, currency }) => ({ amount: Number(amount), reason, currency }));
  };
  const alertsOf = async (subject: string): Promise<string[]> =>
    (await shop().database.client.alert.findMany({ where: { subject }, orderBy: { at: 'asc' } })).map(
      ({ kind }) => kind,
    );
  const paymentsOf = (orderId: string): Promise<number> =>
    shop().database.client.payment.count({ where: { orderId } });
  const rowOf = (id: string) => shop().database.client.order.findUniqueOrThrow({ where: { id } });
  return { refundsOf, alertsOf, paymentsOf, rowOf };
}
