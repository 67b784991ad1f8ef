import type { JournalEntry } from '../domain/journal.ts';
import { STANDS_ASIDE_NO_MORE, standsAside } from '../domain/order/standing-aside.ts';
import { isOpen } from '../domain/order/status.ts';
import { demandOf } from '../domain/stock.ts';
import { callTasks } from './call-tasks.ts';
import { giveUpCredit } from './credit-given-up.ts';
import type { Client } from './database.ts';
import { journal } from './journal.ts';
import { messageQueue } from './message-queue.ts';
import { openSessions } from './open-sessions.ts';
import { orders } from './orders.ts';
import type { StoredOrder } from './orders.ts';

/** `lapsed`: it does not stand aside for us any more; ask it again. */
export type ReasonNotToGiveWay = 'payment_in_progress' | 'order_not_open' | 'lapsed';

/**
 * Why a locked order can't be replaced by who holds `token`, or undefined when it can. Money that is stored and not yet applied
 * goes first (architecture.md, "Where paid and closed meet"). `at` is the order's own now.
 */
export async function reasonNotToGiveWay(
  client: Client,
  { id, status, row, supersedingSince }: StoredOrder,
  { token, at }: { readonly token: string; readonly at: string },
): Promise<ReasonNotToGiveWay | undefined> {
  if (status === 'payment_processing' || (await isNewsWaiting(client, id))) return 'payment_in_progress';
  if (!isOpen(status)) return 'order_not_open';
  if (row.supersedingToken !== token || !standsAside(supersedingSince, at)) return 'lapsed';
  return (await openSessions(client).any(id)) ? 'lapsed' : undefined;
}

async function isNewsWaiting(client: Client, orderId: string): Promise<boolean> {
  const type = { in: ['payment.succeeded', 'payment.processing'] };
  return (await client.paymentEvent.count({ where: { orderId, appliedAt: null, type } })) > 0;
}

/** How an order gives way to another. */
export interface GivingWay {
  readonly as: 'superseded' | 'merged';
  /** The order that goes on. */
  readonly to: string;
  /** On the order's own clock. */
  readonly at: string;
  /** What of its money moves on, minor units. */
  readonly moved: number;
}

/**
 * Ends an order that another replaces, inside the transaction that makes the other: what it held is handed over by the caller. It is
 * no unpaid close; nobody is reminded of it, called about it or won back (rules.md 30, 31).
 */
export async function giveWay(client: Client, order: StoredOrder, way: GivingWay): Promise<void> {
  const { as, to, at, moved } = way;
  const held = order.hold === 'held';
  const credit = await giveUpCredit(client, order, at);
  await orders(client).change(order, {
    ...(as === 'merged' ? { status: 'merged', mergedInto: to } : { status: 'cancelled', supersededBy: to }),
    ...(held ? { hold: 'released' } : {}),
    closedReason: as,
    closedAt: new Date(at),
    amountPaid: order.amountPaid - moved,
    amountDue: order.amountDue + moved + order.financed,
    ...credit.changes,
    ...nothingLeftToDo,
  });
  // Whose order it is, over several accounts, is known of the one that goes on too.
  await client.$executeRaw`
    insert into person_marks (mark, order_id, customer_id, at) select mark, ${to}, customer_id, at from person_marks where order_id = ${order.id}
    on conflict do nothing`;
  await messageQueue(client).skipOfOrder(order.id, `another order goes on for it: ${as}`);
  await journal(client).write(order.id, [
    ...(held ? [released(order, way)] : []),
    replaced(way),
    ...credit.entries,
    ...(await callsWithdrawn(client, order, way)),
  ]);
}

const nothingLeftToDo = {
  reminderPlan: [],
  nextReminderAt: null,
  pausedSince: null,
  closingSince: null,
  ...STANDS_ASIDE_NO_MORE,
};

function released({ lines }: StoredOrder, { as, to, at }: GivingWay): JournalEntry {
  return {
    at,
    kind: 'stock_released',
    reason: as,
    actor: 'engine',
    facts: { demand: demandOf(lines), to },
  };
}

function replaced({ as, to, at, moved }: GivingWay): JournalEntry {
  const about = { at, actor: 'buyer' } as const;
  return as === 'merged'
    ? { ...about, kind: 'merged', reason: 'merged', facts: { mergedInto: to, movedAmount: moved } }
    : { ...about, kind: 'cancelled', reason: 'superseded', facts: { supersededBy: to, movedAmount: moved } };
}

async function callsWithdrawn(
  client: Client,
  { id }: StoredOrder,
  { as, at }: GivingWay,
): Promise<JournalEntry[]> {
  const reason = 'not_awaiting_payment';
  const status = as === 'merged' ? 'merged' : 'cancelled';
  const withdrawn = await callTasks(client).withdrawOfOrder(id, reason, at);
  return withdrawn.map(({ id: task }) => ({
    at,
    kind: 'call_task_withdrawn',
    reason,
    actor: 'engine',
    facts: { task, status },
  }));
}
