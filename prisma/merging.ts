import { latest, later } from '../domain/duration.ts';
import type { JournalEntry } from '../domain/journal.ts';
import { earliestOf, mergedOrder, newestOf, reasonNotToMerge } from '../domain/order/merged-order.ts';
import type { Order } from '../domain/order/order.ts';
import type { RefusalFacts } from '../domain/refusal.ts';
import { placedFacts } from '../domain/placing/journal.ts';
import { demandOf, printOf } from '../domain/stock.ts';
import type { Client, Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { giveWay, reasonNotToGiveWay } from './giving-way.ts';
import type { ReasonNotToGiveWay } from './giving-way.ts';
import { journal } from './journal.ts';
import { moneyToMove, moveMoney, movedFrom } from './moving-money.ts';
import { orderProblems } from './order-problems.ts';
import { orders } from './orders.ts';
import type { StoredOrder } from './orders.ts';
import { hashOfLines } from './placing.ts';
import { becomePaidAtOnce } from './paid-at-once.ts';
import { policyVersion } from './policies-of-orders.ts';

/** Orders that stand aside for `token`, and the order they are to become. */
export interface MergeWish {
  readonly partIds: readonly string[];
  readonly token: string;
  readonly id: string;
  readonly workflowId: string;
}

/** The merged order; or why it can't be, and then nothing has changed. */
export type MergeOutcome =
  | { readonly merged: StoredOrder }
  | { readonly notGivenWay: ReasonNotToGiveWay; readonly facts: Readonly<Record<string, unknown>> }
  | { readonly refused: RefusalFacts };

/** Rolls the transaction back, and carries what is answered instead. */
class NotMerged extends Error {
  readonly outcome: MergeOutcome;

  constructor(outcome: MergeOutcome) {
    super('not merged');
    this.outcome = outcome;
  }
}

/**
 * Makes one order of several, in one transaction (rules.md 31): their holds and what was paid on them move to it, and they end as
 * `merged`. Asked again for the same id it answers the order that is there. `now` is the machine's.
 */
export async function mergeOrders(database: Database, wish: MergeWish, now: string): Promise<MergeOutcome> {
  try {
    return await database.transaction((client) => merge(client, wish, now));
  } catch (error) {
    if (error instanceof NotMerged) return error.outcome;
    throw error;
  }
}

async function merge(client: Client, wish: MergeWish, now: string): Promise<MergeOutcome> {
  const parts = await lockParts(client, wish.partIds);
  const before = await orders(client).find(wish.id);
  if (before) return { merged: before };
  for (const part of parts) await mustGiveWay(client, part, wish.token, now);
  const refusal = reasonNotToMerge(parts);
  if (refusal) return { refused: refusal };
  const policy = await policyVersion(client, newestOf(parts).policy);
  const at = later(now, Math.max(...parts.map(({ clockOffsetMs }) => clockOffsetMs)));
  const order = mergedOrder(parts, { ...wish, now: at, policy });
  if ('refused' in order) return order;
  const money = await moneyToMove(client, wish.partIds, order.total);
  const whole = { ...order, amountPaid: money.counts, amountDue: order.total - money.counts };
  await insert(client, whole, parts, now);
  await handOver(client, whole, parts, at);
  for (const part of parts) {
    const way = { as: 'merged', to: order.id, at: later(now, part.clockOffsetMs) } as const;
    await giveWay(client, part, { ...way, moved: movedFrom(money, part.id) });
  }
  await orderProblems(client).moveOpen(wish.partIds, order.id);
  await moveMoney(client, money, { to: order.id, at });
  if (whole.amountDue === 0) await mustBecomePaid(client, await made(client, order.id), at);
  return { merged: await made(client, order.id) };
}

async function made(client: Client, id: string): Promise<StoredOrder> {
  const order = await orders(client).find(id);
  if (!order) throw new Error(`order ${id} was made and is not there`);
  return order;
}

async function mustBecomePaid(client: Client, order: StoredOrder, at: string): Promise<void> {
  const shortages = await becomePaidAtOnce(client, order, at);
  if (shortages.length > 0) throw new NotMerged({ refused: { code: 'out_of_stock', facts: { shortages } } });
}

/** Locks the buyers, then the orders (rules.md 1); the stock is locked by what moves it. */
async function lockParts(client: Client, ids: readonly string[]): Promise<StoredOrder[]> {
  await client.$executeRaw`select lock_buyers(array(select customer_id from orders where id = any(${[...ids]})))`;
  await client.$queryRaw`select 1 from orders where id = any(${[...ids]}) order by id for update`;
  const found = await Promise.all(ids.map((id) => orders(client).find(id)));
  return found.map((part, index) => {
    if (!part) throw new Error(`order ${ids[index]} is gone`);
    return part;
  });
}

async function mustGiveWay(client: Client, part: StoredOrder, token: string, now: string): Promise<void> {
  const why = await reasonNotToGiveWay(client, part, { token, at: later(now, part.clockOffsetMs) });
  if (why) throw new NotMerged({ notGivenWay: why, facts: { orderId: part.id, status: part.status } });
}

async function insert(
  client: Client,
  order: Order,
  parts: readonly StoredOrder[],
  createdAt: string,
): Promise<void> {
  await client.order.create({
    data: { ...columnsOf(order), ...inherited(parts), createdAt: new Date(createdAt) },
  });
  await journal(client).write(order.id, beginning(order, parts));
}

function columnsOf(order: Order): Prisma.OrderUncheckedCreateInput {
  const { policy, lines, id, workflowId, shop, customerId, status, kind, channel, paymentMethod } = order;
  const { deductOn, hold, currency, goods, discount, shippingFee, total, amountPaid, amountDue } = order;
  const { placedAt, deadline, releaseAt, remindersSent, extensionsUsed, clockOffsetMs } = order;
  const identity = { id, workflowId, shop, customerId, status, kind, channel, paymentMethod };
  const money = { currency, goods, discount, shippingFee, total, amountPaid, amountDue };
  const times = { placedAt, deadline, releaseAt, remindersSent, extensionsUsed, clockOffsetMs };
  return {
    ...identity,
    ...money,
    ...times,
    deductOn,
    hold,
    lines: lines.map((line) => ({ ...line })),
    linesHash: hashOfLines(printOf(demandOf(lines))),
    policyName: policy.name,
    policyVersion: policy.version,
    arm: policy.arm ?? null,
  };
}

/** What the rows of the parts say besides: time for problems is used up together, and the newest knows where the goods go. */
function inherited(parts: readonly StoredOrder[]) {
  const { financed, row } = earliestOf(parts);
  const { plainDeadline } = row;
  const instalments = financed > 0 ? null : row.instalments; // those of a credit it gives up
  const newestFirst = parts.toSorted((a, b) => (a.placedAt < b.placedAt ? 1 : -1)).map(({ row }) => row);
  const json = (column: 'contact' | 'source' | 'metadata') =>
    newestFirst.map((row) => row[column]).find((value) => value !== null) ?? Prisma.DbNull;
  const paused = parts.flatMap(({ row }) => row.pausedSince?.toISOString() ?? []).toSorted();
  const held = parts.flatMap(({ row }) => row.remindersHeldUntil?.toISOString() ?? []);
  return {
    plainDeadline,
    instalments,
    contact: json('contact'),
    source: json('source'),
    metadata: json('metadata'),
    pausedSince: paused[0] ?? null,
    problemPauseMs: Math.max(...parts.map(({ row }) => Number(row.problemPauseMs))),
    remindersHeldUntil: held.length === 0 ? null : held.reduce(latest),
  };
}

function beginning(order: Order, parts: readonly StoredOrder[]): readonly JournalEntry[] {
  const { placedAt: at, clockOffsetMs: offsetMs } = order;
  const partIds = parts.map(({ id }) => id);
  const engine = { at, actor: 'engine' } as const;
  const demand = demandOf(order.lines);
  return [
    {
      at,
      kind: 'placed',
      reason: 'merged',
      actor: 'buyer',
      facts: { ...placedFacts(order), parts: partIds },
    },
    ...(order.hold === 'held'
      ? [{ ...engine, kind: 'stock_held', reason: 'merged', facts: { demand, from: partIds } } as const]
      : []),
    ...(offsetMs > 0
      ? [{ at, kind: 'fast_forwarded', actor: 'service', facts: { byMs: 0, offsetMs } } as const]
      : []),
  ];
}

async function handOver(
  client: Client,
  { id, hold }: Order,
  parts: readonly StoredOrder[],
  at: string,
): Promise<void> {
  if (hold !== 'held') return;
  const from = parts.map((part) => part.id);
  await client.$queryRaw`select hand_over_holds(${from}, ${id}, ${at}::timestamptz)`;
}
