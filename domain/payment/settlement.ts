import type { Order } from '../order/order.ts';
import { isOpen } from '../order/status.ts';
import type { PaymentEventType } from './payment-event.ts';

/** What a provider told us, as it is stored: one row of payment events. */
export interface PaymentFact {
  readonly type: PaymentEventType;
  readonly amount: number;
  readonly currency: string;
  readonly failureCode?: string;
  /** What names the refund it tells of: our key, or the provider's id. */
  readonly refundKey?: string;
}

/** How a refund stands: `by_hand` waits for a person to send it, `failed` has sent nothing. */
export const refundStates = ['pending', 'refunded', 'failed', 'by_hand'] as const;
export type RefundState = (typeof refundStates)[number];

/** What is known already about the money the event speaks of. */
export interface KnownPayment {
  /** Whether money of this session (or event) was credited or refunded before. */
  readonly alreadyReceived: boolean;
  /** Whether the session belongs to another order. */
  readonly foreignSession: boolean;
  /** How the refund it tells of stands, where we know it. */
  readonly refund?: RefundState | undefined;
  /** The instalment its session, or its debit, pays; left out where it pays the order itself. */
  readonly instalment?: PaidInstalment | undefined;
  /** The order the money counts on by now, where it moved on to another (rules.md 15). */
  readonly movedTo?: string | undefined;
}

/** An instalment that money came for. */
export interface PaidInstalment {
  readonly number: number;
  /** Minor units still owed of it. */
  readonly owed: number;
  /** Nothing was paid of it and nothing is owed: the order was refunded. */
  readonly isVoid: boolean;
}

/** Why money is sent back whole. Part of the refund's key, so each payment is refunded at most once per reason. */
export type RefundReason =
  | 'wrong_currency'
  | 'already_paid'
  | 'excess'
  | 'order_closed'
  | 'late'
  | 'sold_out'
  | 'underpaid'
  | 'requested';

export type Settlement =
  | {
      readonly what: 'ignore';
      readonly why:
        'duplicate' | 'late_news' | 'echo' | 'foreign_session' | 'order_closed' | 'unknown_refund';
    }
  | { readonly what: 'credit'; readonly credited: number; readonly excess: number; readonly pays: boolean }
  | {
      readonly what: 'instalment';
      readonly number: number;
      readonly credited: number;
      readonly excess: number;
    }
  | { readonly what: 'instalment_attempt'; readonly number: number }
  | { readonly what: 'refund'; readonly reason: RefundReason }
  | { readonly what: 'take_up_again' }
  | { readonly what: 'forward'; readonly to: string }
  | { readonly what: 'processing' }
  | { readonly what: 'failed'; readonly code: string }
  | { readonly what: 'record_refund' }
  | { readonly what: 'refund_done' }
  | { readonly what: 'refund_came_back'; readonly code: string };

/**
 * What one payment event means for an order (product.md section 5, rules.md 11 and 15). Money is credited once however
 * often it is reported; what can't count goes back; only money for an expired order may take it up again.
 */
export function settle(order: Order, fact: PaymentFact, known: KnownPayment): Settlement {
  if (known.foreignSession) return { what: 'ignore', why: 'foreign_session' };
  switch (fact.type) {
    case 'payment.refunded':
      return wentBack(known);
    case 'payment.refund_failed':
      return cameBack(known, fact.failureCode ?? 'unknown');
    case 'payment.processing':
      if (known.alreadyReceived) return { what: 'ignore', why: 'late_news' };
      return attempted(known) ?? whileOpen(order, { what: 'processing' });
    case 'payment.failed':
      if (known.alreadyReceived) return { what: 'ignore', why: 'late_news' };
      return attempted(known) ?? whileOpen(order, { what: 'failed', code: fact.failureCode ?? 'unknown' });
    case 'payment.succeeded':
      if (known.alreadyReceived) return { what: 'ignore', why: 'duplicate' };
      return known.instalment ? ofInstalment(order, fact, known.instalment) : received(order, fact);
    default:
      return fact.type satisfies never;
  }
}

function whileOpen(order: Order, settlement: Settlement): Settlement {
  return isOpen(order.status) ? settlement : { what: 'ignore', why: 'order_closed' };
}

/** An attempt to pay an instalment changes nothing for its order: only its session has moved on. */
function attempted({ instalment }: KnownPayment): Settlement | undefined {
  return instalment && { what: 'instalment_attempt', number: instalment.number };
}

/** Money for an instalment counts on it alone; what it does not owe goes back. */
function ofInstalment(
  { currency }: Order,
  fact: PaymentFact,
  { number, owed, isVoid }: PaidInstalment,
): Settlement {
  if (fact.currency !== currency) return { what: 'refund', reason: 'wrong_currency' };
  if (owed === 0) return { what: 'refund', reason: isVoid ? 'order_closed' : 'already_paid' };
  const credited = Math.min(fact.amount, owed);
  return { what: 'instalment', number, credited, excess: fact.amount - credited };
}

/** What we asked for is settled by whoever sent it; only who sent it by hand has nobody else to say so. */
function wentBack({ refund, movedTo }: KnownPayment): Settlement {
  if (refund !== undefined && refund !== 'by_hand') return { what: 'ignore', why: 'echo' };
  if (movedTo !== undefined) return { what: 'forward', to: movedTo };
  return refund === 'by_hand' ? { what: 'refund_done' } : { what: 'record_refund' };
}

function cameBack({ refund, movedTo }: KnownPayment, code: string): Settlement {
  if (refund === undefined) return { what: 'ignore', why: 'unknown_refund' };
  if (movedTo !== undefined) return { what: 'forward', to: movedTo };
  if (refund === 'failed' || refund === 'by_hand') return { what: 'ignore', why: 'late_news' };
  return { what: 'refund_came_back', code };
}

function received(order: Order, fact: PaymentFact): Settlement {
  const follows = order.mergedInto ?? order.supersededBy;
  if (follows) return { what: 'forward', to: follows };
  if (fact.currency !== order.currency) return { what: 'refund', reason: 'wrong_currency' };
  switch (order.status) {
    case 'awaiting_payment':
    case 'payment_processing':
    case 'confirmed':
      return credit(order, fact.amount);
    case 'paid':
    case 'shipped':
    case 'delivered':
      return { what: 'refund', reason: 'already_paid' };
    case 'expired':
      return { what: 'take_up_again' };
    case 'cancelled':
    case 'rejected':
    case 'merged':
      return { what: 'refund', reason: 'order_closed' };
    default:
      return order.status satisfies never;
  }
}

function credit(order: Order, amount: number): Settlement {
  const credited = Math.min(amount, order.amountDue);
  return { what: 'credit', credited, excess: amount - credited, pays: credited === order.amountDue };
}

/** What decides whether an expired order is taken up again (rules.md 15); stock is asked last, by the step. */
export interface LateFacts {
  readonly latePayment: 'reinstate_or_refund' | 'refund';
  readonly amount: number;
  readonly buyerBlocked: boolean;
}

/**
 * Why late money can't take an expired order up again, or undefined when it may. An order that was partly paid has had
 * that part sent back when it closed, so only the full amount with nothing paid before counts.
 */
export function reasonNotToTakeUp(order: Order, late: LateFacts): string | undefined {
  if (late.latePayment === 'refund') return 'policy_refunds_late_money';
  if (order.amountPaid > 0) return 'partly_paid_before';
  if (late.amount < order.amountDue) return 'not_the_full_amount';
  if (late.buyerBlocked) return 'buyer_blocked';
  return undefined;
}
