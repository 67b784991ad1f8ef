import { countOn } from '../domain/payment/moved-money.ts';
import type { MovedPayment } from '../domain/payment/moved-money.ts';
import type { Client } from './database.ts';
import { journal } from './journal.ts';
import { paymentsLeft } from './payments-left.ts';
import { refundKey } from './payments.ts';
import type { Payment } from './payments.ts';
import { refunds } from './refunds.ts';

/** What becomes of the money that was paid for a part of orders, when another order replaces them. */
export interface MoneyToMove {
  readonly moves: readonly MovedPayment<Payment>[];
  /** Payments of which something went back already stay where they are, and the rest of them goes back too. */
  readonly stays: readonly { readonly payment: Payment; readonly credit: number }[];
  /** What counts on the order that goes on, minor units. */
  readonly counts: number;
}

/** Reads what was paid on the orders, oldest first, and decides what of it counts on one of `total`. The orders are locked. */
export async function moneyToMove(
  client: Client,
  orderIds: readonly string[],
  total: number,
): Promise<MoneyToMove> {
  const left = (await Promise.all(orderIds.map((id) => paymentsLeft(client, id)))).flat();
  const counting = left.filter(({ payment }) => payment.credited > 0);
  const whole = counting.filter((entry) => entry.left === entry.payment.amount);
  const moves = countOn(
    total,
    whole.map(({ payment }) => payment),
  );
  return {
    moves,
    stays: counting.filter((entry) => !whole.includes(entry) && entry.credit > 0),
    counts: moves.reduce((sum, { counts }) => sum + counts, 0),
  };
}

/** How much less is paid on the order `from` once its money has moved, minor units. */
export function movedFrom({ moves }: MoneyToMove, from: string): number {
  return moves.reduce((sum, { payment }) => (payment.orderId === from ? sum + payment.credited : sum), 0);
}

/**
 * Moves the payments, with what providers told of them, to the order `to`, and asks back what does not count there; both journals
 * tell it. The refunds are pending rows: the relay starts them.
 */
export async function moveMoney(
  client: Client,
  { moves, stays }: MoneyToMove,
  { to, at }: { readonly to: string; readonly at: string },
): Promise<void> {
  for (const { payment, counts, excess } of moves) {
    const { id, orderId: from, amount, credited, currency } = payment;
    await client.payment.update({ where: { id }, data: { orderId: to, credited: counts } });
    await moveEvents(client, payment, to);
    const facts = { payment: id, from, amount, currency, credited: counts, excess, movedAmount: credited };
    await journal(client).write(to, [
      { at, kind: 'payment_received', reason: 'moved', actor: 'engine', facts },
    ]);
    if (excess > 0) await askBack(client, { payment, orderId: to, amount: excess, reason: 'excess', at });
  }
  for (const { payment, credit } of stays)
    await askBack(client, { payment, orderId: payment.orderId, amount: credit, reason: 'underpaid', at });
}

async function moveEvents(
  client: Client,
  { provider, reference, orderId }: Payment,
  to: string,
): Promise<void> {
  const eventId = reference.startsWith('event:') ? reference.slice('event:'.length) : undefined;
  const which = eventId === undefined ? { sessionId: reference } : { eventId };
  await client.paymentEvent.updateMany({
    where: { provider, orderId, type: 'payment.succeeded', appliedAt: { not: null }, ...which },
    data: { orderId: to },
  });
}

interface AskBack {
  readonly payment: Payment;
  readonly orderId: string;
  readonly amount: number;
  readonly reason: 'excess' | 'underpaid';
  readonly at: string;
}

async function askBack(client: Client, { payment, orderId, amount, reason, at }: AskBack): Promise<void> {
  const { id: paymentId, currency } = payment;
  const key = refundKey(paymentId, reason);
  const asked = { key, orderId, paymentId, amount, currency, reason, restock: false, requestedAt: at };
  const refund = await refunds(client).request(asked);
  const facts = { refund: refund.id, payment: paymentId, amount, currency };
  await journal(client).write(orderId, [{ at, kind: 'refund_requested', reason, actor: 'engine', facts }]);
}
