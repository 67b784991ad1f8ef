import { isOpen, paidOf, refuse, totalOf } from './tale.ts';
import type { Successor, Tale } from './tale.ts';

/* What must come of orders that another replaces (rules.md 15, 30, 31). */

/** The other order in a merge: 2 pieces at 50.00, nothing paid. */
const OTHER = 10_000;

export const supersede = (tale: Tale) => replace(tale, 'superseded');
export const merge = (tale: Tale) => replace(tale, 'merged');

/** It stands aside first; with its page closed at the provider, the other order takes over what it holds and what was paid. */
function replace(tale: Tale, as: 'superseded' | 'merged'): void {
  if (refuse(tale, tale.status === 'payment_processing' && 'payment_in_progress')) return;
  if (refuse(tale, !isOpen(tale) && 'order_not_open')) return;
  if (refuse(tale, tale.aside === 'yes' && 'being_superseded')) return;
  tale.told.push('supersede_begun');
  if (refuse(tale, !tale.reachable && 'provider_unreachable')) return void tale.told.push('supersede_ended');
  const paid = paidOf(tale);
  const total = as === 'merged' ? totalOf(tale) + OTHER : tale.pieces * 5_000;
  tale.successor = { status: 'awaiting_payment', paid, due: total - paid, back: [] };
  tale.payments = [];
  tale.status = as === 'merged' ? 'merged' : 'cancelled';
  tale.closedReason = as;
  tale.told.push(as === 'merged' ? 'merged' : 'cancelled');
  tale.aside = 'no';
  tale.paused = false;
  tale.offered = false;
  if (tale.credit === 'bureau' || tale.credit === 'person') {
    tale.credit = 'withdrawn';
    tale.told.push('credit_withdrawn');
  }
  if (tale.hold === 'held') {
    tale.hold = 'released';
    tale.told.push('stock_released');
  }
  if (as === 'merged' && tale.timeIsUp) expire(tale.successor);
}

/** A merged order has the earliest deadline of its parts (rules.md 31): merged when its time is up, it ends at once. */
function expire(successor: Successor): void {
  successor.status = 'expired';
  if (successor.paid > 0) successor.back.push(successor.paid);
}

/** Money for it follows it, and counts or goes back there. */
export function follow(
  tale: Tale,
  amount: number,
  { counts = true }: { readonly counts?: boolean } = {},
): void {
  const { successor } = tale;
  if (!successor) throw new Error('no order goes on for it');
  tale.told.push('late_payment');
  const credited = counts ? Math.min(amount, successor.due) : 0;
  successor.paid += credited;
  successor.due -= credited;
  if (credited < amount) successor.back.push(amount - credited);
  if (successor.due === 0) successor.status = 'paid';
}

/** Nobody came back within the minute: it goes on. */
export function goOn(tale: Tale): void {
  if (tale.aside === 'no') return;
  tale.aside = 'no';
  tale.told.push('supersede_ended');
}
