import type { Stand } from './stand.ts';

export const PRICE = 5_000;
export const STOCK = 10;

/** A story of an order, told as it goes. */
export interface Tale {
  status: Stand['status'];
  closedReason: string | null;
  pieces: number;
  discount: number;
  /** What counts on the order, payment by payment, and what the provider has given back of it by itself. */
  payments: { credited: number; givenBack: number }[];
  financed: number;
  /** What of the financed part is not owed any more. */
  letOff: number;
  refunded: number;
  hold: Stand['hold'];
  onHand: number;
  back: number[];
  told: string[];
  answer: string | null;
  /** An attempt is under way at the provider through the order's own page. */
  underWay: boolean;
  paused: boolean;
  /** All the time a problem may take is over, though nobody has ended the pause yet. */
  pauseIsOver: boolean;
  /** Who decides on credit, or what came of it; whether the deadline stands still for it. */
  credit: 'none' | 'bureau' | 'person' | 'approved' | 'declined' | 'withdrawn';
  stands: boolean;
  /** Whether the offer made after a decline is open, and whether a card is bound. */
  offered: boolean;
  bound: boolean;
  /** It stands aside; `over`: the minute is over, and it learns of that and of what happens at once. */
  aside: 'no' | 'yes' | 'over';
  successor: Successor | null;
  /** The deadline told, and the time at which the stock goes back, have passed. */
  tooLate: boolean;
  timeIsUp: boolean;
  /** Whether the provider answers. */
  reachable: boolean;
}

/** The order that goes on for it. */
export interface Successor {
  status: Stand['status'];
  paid: number;
  due: number;
  back: number[];
}

export const aTale = (): Tale => ({
  status: 'awaiting_payment',
  closedReason: null,
  pieces: 2,
  discount: 0,
  payments: [],
  financed: 0,
  letOff: 0,
  refunded: 0,
  hold: 'held',
  onHand: STOCK,
  back: [],
  told: ['placed', 'stock_held'],
  answer: null,
  underWay: false,
  paused: false,
  pauseIsOver: false,
  credit: 'none',
  stands: false,
  offered: false,
  bound: false,
  aside: 'no',
  successor: null,
  tooLate: false,
  timeIsUp: false,
  reachable: true,
});

export const totalOf = ({ pieces, discount }: Tale) => pieces * PRICE - discount;
export const paidOf = ({ payments }: Tale) => payments.reduce((sum, { credited }) => sum + credited, 0);
export const owedOf = ({ financed, letOff }: Tale) => financed - letOff;
export const dueOf = (tale: Tale) => totalOf(tale) - paidOf(tale) - tale.financed;
export const isOpen = ({ status }: Tale) => status === 'awaiting_payment' || status === 'payment_processing';
export const isClosed = ({ status }: Tale) =>
  status === 'expired' || status === 'cancelled' || status === 'merged';
export const isOver = (tale: Tale) => isClosed(tale) || tale.status === 'delivered';

/** Whether a request is refused, and says with which code. */
export function refuse(tale: Tale, code: string | false): boolean {
  tale.answer = code || 'accepted';
  return code !== false;
}

/** Why nothing of the order can be changed: rules.md 16, 30, and nobody changes what is paid or over. */
export function notChangeable(tale: Tale): string | false {
  if (tale.status === 'payment_processing') return 'payment_in_progress';
  if (tale.aside === 'yes') return 'being_superseded';
  return tale.status !== 'awaiting_payment' && tale.status !== 'confirmed' && 'order_not_open';
}

/** A page that is open at a provider which does not answer stands in the way of what would make it wrong. */
export const unanswered = (tale: Tale): string | false => !tale.reachable && 'provider_unreachable';

/** Money goes back that never counted. */
export function sendBack(tale: Tale, amount: number): void {
  if (amount <= 0) return;
  tale.back.push(amount);
  tale.told.push('refund_requested', 'refunded');
}

/** Money that counted goes back. */
export function giveBack(tale: Tale, amount: number): void {
  if (amount <= 0) return;
  sendBack(tale, amount);
  tale.refunded += amount;
}

/** rules.md 19: what a pause took is given back. */
export function endPause(tale: Tale): void {
  tale.paused = false;
  tale.told.push('extended');
}

export function becomePaid(tale: Tale): void {
  if (tale.hold === 'none' && tale.onHand < tale.pieces) {
    tale.told.push('cancelled');
    return close(tale, 'cancelled', 'sold_out');
  }
  tale.status = 'paid';
  tale.hold = 'committed';
  tale.told.push('stock_committed');
  if (tale.financed > 0) tale.told.push('instalments_agreed');
  leaveBehind(tale);
}

export function close(tale: Tale, status: 'expired' | 'cancelled', reason: string): void {
  tale.status = status;
  tale.closedReason = reason;
  if (tale.hold === 'held') {
    tale.hold = 'released';
    tale.told.push('stock_released');
  }
  leaveBehind(tale);
  for (const payment of tale.payments) giveBack(tale, payment.credited - payment.givenBack);
}

/** What an order that is paid or closed has no more: an application that is not decided, an offer, a minute to stand aside. */
function leaveBehind(tale: Tale): void {
  if (tale.credit === 'bureau' || tale.credit === 'person') {
    tale.credit = 'withdrawn';
    tale.told.push('credit_withdrawn');
  }
  tale.stands = false;
  tale.offered = false;
  tale.aside = 'no';
}
