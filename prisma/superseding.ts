import { later } from '../domain/duration.ts';
import type { Order } from '../domain/order/order.ts';
import type { Placing } from '../domain/placing/placing.ts';
import { demandOf } from '../domain/stock.ts';
import type { Client, Database } from './database.ts';
import { giveWay, reasonNotToGiveWay } from './giving-way.ts';
import type { ReasonNotToGiveWay } from './giving-way.ts';
import { moneyToMove, moveMoney, movedFrom } from './moving-money.ts';
import type { MoneyToMove } from './moving-money.ts';
import { KEPT_FOR } from './idempotency.ts';
import { orders } from './orders.ts';
import type { StoredOrder } from './orders.ts';
import { becomePaidAtOnce } from './paid-at-once.ts';
import { lockPersons } from './person-marks.ts';
import { answerOfKey, placeOrders } from './placing.ts';
import type { PlacingKey, PlacingOutcome } from './placing.ts';
import { stockMovements } from './stock-movements.ts';

/** An order to place instead of another one that stands aside for `token`. */
export interface Superseding {
  readonly orderId: string;
  readonly token: string;
  readonly placing: Placing;
  readonly key: PlacingKey | undefined;
  /** What the key answers from now on: the order as it is placed, with the money that moved to it. */
  readonly answerOf: (order: Order) => object;
}

/** What became of it: what placing says, or why the older order can't give way. `placed` has the order as it is now. */
export type SupersedingOutcome =
  | { readonly outcome: 'placed'; readonly order: Order; readonly possibleDuplicateOf?: string | undefined }
  | { readonly outcome: 'not_given_way'; readonly why: ReasonNotToGiveWay; readonly status: Order['status'] }
  | Exclude<PlacingOutcome, { outcome: 'placed' }>;

/** Rolls the transaction back, and carries what is answered instead. */
class NotPlaced extends Error {
  readonly outcome: SupersedingOutcome;

  constructor(outcome: SupersedingOutcome) {
    super(outcome.outcome);
    this.outcome = outcome;
  }
}

/**
 * Places an order and takes another out of its way, in one transaction (rules.md 30): the older one's hold goes back, the new one
 * is placed as if the older had never been, and what was paid for a part of it counts on the new one. Whatever the answer is but
 * `placed`, nothing has changed; a refusal is not yet the key's answer.
 */
export async function placeSuperseding(
  database: Database,
  superseding: Superseding,
  now: string,
): Promise<SupersedingOutcome> {
  try {
    return await database.transaction((client) => placeInstead(client, superseding, now));
  } catch (error) {
    if (error instanceof NotPlaced) return error.outcome;
    throw error;
  }
}

async function placeInstead(
  client: Client,
  superseding: Superseding,
  now: string,
): Promise<SupersedingOutcome> {
  const { placing, key, token } = superseding;
  await lockPersons(client, placing.marks);
  if (key && !(await takeKey(client, key, now)))
    return (await answerOfKey(client, key, now)) ?? { outcome: 'in_progress' };
  const old = await lockBoth(client, superseding);
  const at = later(now, old.clockOffsetMs);
  const why = await reasonNotToGiveWay(client, old, { token, at });
  if (why) throw new NotPlaced({ outcome: 'not_given_way', why, status: old.status });
  const { id, total } = placing.order;
  const money = await moneyToMove(client, [old.id], total);
  if (old.hold === 'held') await release(client, old, at);
  await giveWay(client, old, { as: 'superseded', to: id, at, moved: movedFrom(money, old.id) });
  const order = withMoney(placing.order, money);
  const [outcome] = await placeOrders(client, [{ placing, key, answer: superseding.answerOf(order) }], now);
  if (outcome?.outcome !== 'placed') throw new NotPlaced(outcome ?? { outcome: 'stale' });
  await takeMoney(client, { order, money, now });
  return { ...outcome, order };
}

/** Takes the key before any lock, as `place_orders` does; false when it was used before. */
async function takeKey(client: Client, { id, apiKeyId, key, requestHash }: PlacingKey, now: string) {
  const forgotten = { apiKeyId, key, createdAt: { lt: later(now, -KEPT_FOR) } };
  await client.idempotencyKey.deleteMany({ where: forgotten });
  const row = { id, apiKeyId, key, requestHash, state: 'in_flight', createdAt: now };
  const { count } = await client.idempotencyKey.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** Locks buyer, orders and stock in the order of rules.md 1, and reads the older order. */
async function lockBoth(client: Client, { orderId, placing }: Superseding): Promise<StoredOrder> {
  const { id, customerId } = placing.order;
  await client.$executeRaw`select lock_buyers(${[customerId]}::text[])`;
  if (placing.suppliedId)
    await client.$executeRaw`select pg_advisory_xact_lock(hashtextextended('order:' || ${id}, 0))`;
  await client.$queryRaw`select 1 from orders where id = any(${[orderId, id]}) order by id for update`;
  const old = await orders(client).find(orderId);
  if (!old) throw new Error(`order ${orderId} is gone`);
  const skus = [...old.lines, ...placing.order.lines].map(({ sku }) => sku);
  await client.$queryRaw`select 1 from stock where sku = any(${skus}) order by sku for update`;
  return old;
}

async function release(client: Client, old: StoredOrder, at: string): Promise<void> {
  const moves = demandOf(old.lines).map((wanted) => ({ ...wanted, kind: 'release' as const }));
  await stockMovements(client).move(old, 'supersede', at, moves);
}

/** The order with the money that counts on it; with nothing left due it is paid at once. */
function withMoney(order: Order, { counts }: MoneyToMove): Order {
  if (counts === 0) return order;
  const amountDue = order.amountDue - counts;
  const money = { amountPaid: counts, amountDue };
  return amountDue > 0
    ? { ...order, ...money }
    : { ...order, ...money, status: 'paid', paymentState: 'succeeded', hold: 'committed' };
}

interface Taken {
  readonly order: Order;
  readonly money: MoneyToMove;
  readonly now: string;
}

async function takeMoney(client: Client, { order, money, now }: Taken): Promise<void> {
  const { id, status, amountPaid, amountDue } = order;
  await moveMoney(client, money, { to: id, at: now });
  if (money.counts === 0) return;
  const placed = await orders(client).find(id);
  if (!placed) throw new Error(`order ${id} was placed and is not there`);
  const counted = { amountPaid, amountDue };
  if (status !== 'paid') return void (await orders(client).change(placed, counted));
  const shortages = await becomePaidAtOnce(client, placed, now, counted);
  if (shortages.length > 0)
    throw new NotPlaced({ outcome: 'refused', code: 'out_of_stock', facts: { shortages } });
}
