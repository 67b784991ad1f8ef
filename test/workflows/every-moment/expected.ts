import type { Happening, Moment, Row, StateName } from './happenings.ts';
import type { Stand } from './stand.ts';

/*
 * What must come of each row of the table, said a second time and without a look at the product's rules: small enough to be read against
 * product.md and rules.md by a person. An order is for 2 pieces at 50.00, of 10 that are there.
 */

const PRICE = 5_000;
const STOCK = 10;

/** A story of an order, told as it goes. */
interface Tale {
  status: Stand['status'];
  closedReason: string | null;
  pieces: number;
  /** What counts on the order, payment by payment, and what the provider has given back of it by itself. */
  payments: { credited: number; givenBack: number }[];
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
  /** The deadline told, and the time at which the stock goes back, have passed. */
  tooLate: boolean;
  timeIsUp: boolean;
  /** Whether the provider answers. */
  reachable: boolean;
}

/** Where the order of a row stands once all that follows from what happened is done. */
export function expectedEnd({ state, moment, happening }: Row): Stand {
  const tale = inState(state);
  if (isOpen(tale)) passTo(tale, moment);
  happens[happening](tale);
  if (tale.pauseIsOver && tale.paused && tale.status === 'awaiting_payment') endPause(tale);
  closeIfTimeIsUp(tale);
  return standOf(tale);
}

function standOf(tale: Tale): Stand {
  const { status, closedReason, refunded, hold, onHand, pieces, answer } = tale;
  const total = pieces * PRICE;
  const paid = paidOf(tale);
  const sold = hold === 'committed' ? pieces : 0;
  return {
    status,
    closedReason,
    total,
    paid,
    due: total - paid,
    refunded,
    hold,
    stock: { onHand: onHand - sold, held: hold === 'held' ? pieces : 0 },
    back: tale.back.toSorted((a, b) => a - b),
    told: tale.told.toSorted(),
    answer,
  };
}

function inState(state: StateName): Tale {
  const tale: Tale = {
    status: 'awaiting_payment',
    closedReason: null,
    pieces: 2,
    payments: [],
    refunded: 0,
    hold: 'held',
    onHand: STOCK,
    back: [],
    told: ['placed', 'stock_held'],
    answer: null,
    underWay: false,
    paused: false,
    pauseIsOver: false,
    tooLate: false,
    timeIsUp: false,
    reachable: true,
  };
  began[state](tale);
  return { ...tale, answer: null };
}

const began: Readonly<Record<StateName, (tale: Tale) => void>> = {
  awaiting: () => {},
  linked: () => {},
  processing: (tale) => attempt(tale),
  partPaid: (tale) => money(tale, 6_000),
  paused: (tale) => reportProblem(tale),
  unheld: (tale) => takesStockWhenPaid(tale, STOCK),
  soldOut: (tale) => takesStockWhenPaid(tale, 0),
  closing(tale) {
    passTo(tale, 'grace');
    tale.reachable = false;
    tale.timeIsUp = true;
  },
  cashOnDelivery: (tale) => void (tale.status = 'confirmed'),
  paid: (tale) => money(tale, 10_000),
  shipped(tale) {
    money(tale, 10_000);
    ship(tale);
  },
  delivered(tale) {
    money(tale, 10_000);
    ship(tale);
    deliver(tale);
  },
  cancelled: (tale) => cancel(tale, 'buyer', false),
};

function takesStockWhenPaid(tale: Tale, onHand: number): void {
  tale.hold = 'none';
  tale.onHand = onHand;
  tale.told = ['placed'];
}

/** Time passes for an order that is open. A pause puts its deadline and its end off by two hours. */
function passTo(tale: Tale, moment: Moment): void {
  if (moment === 'before') return;
  tale.tooLate = !tale.paused;
  if (moment === 'grace') return;
  tale.timeIsUp = !tale.paused;
  tale.pauseIsOver = tale.paused;
  if (moment === 'deadline') return;
  if (tale.paused) endPause(tale);
  tale.timeIsUp = true;
  closeIfTimeIsUp(tale);
}

/** rules.md 19: what a pause took is given back. */
function endPause(tale: Tale): void {
  tale.paused = false;
  tale.told.push('extended');
}

/** product.md section 5: closing asks first; a provider that does not answer closes nothing, nor does a payment under way. */
function closeIfTimeIsUp(tale: Tale): void {
  if (tale.status !== 'awaiting_payment' || !tale.timeIsUp || tale.paused || !tale.reachable) return;
  tale.told.push('expired');
  close(tale, 'expired', 'deadline_passed');
}

function close(tale: Tale, status: 'expired' | 'cancelled', reason: string): void {
  tale.status = status;
  tale.closedReason = reason;
  if (tale.hold === 'held') {
    tale.hold = 'released';
    tale.told.push('stock_released');
  }
  for (const payment of tale.payments) giveBack(tale, payment.credited - payment.givenBack);
}

const paidOf = ({ payments }: Tale) => payments.reduce((sum, { credited }) => sum + credited, 0);
const dueOf = (tale: Tale) => tale.pieces * PRICE - paidOf(tale);
const isOpen = ({ status }: Tale) => status === 'awaiting_payment' || status === 'payment_processing';
const isOver = ({ status }: Tale) => status === 'expired' || status === 'cancelled' || status === 'delivered';

/** Money that counted goes back. */
function giveBack(tale: Tale, amount: number): void {
  if (amount <= 0) return;
  sendBack(tale, amount);
  tale.refunded += amount;
}

/** Money goes back that never counted. */
function sendBack(tale: Tale, amount: number): void {
  if (amount <= 0) return;
  tale.back.push(amount);
  tale.told.push('refund_requested', 'refunded');
}

/** Money in the order's currency comes (product.md section 5; rules.md 11, 15). */
function money(tale: Tale, amount: number): void {
  switch (tale.status) {
    case 'awaiting_payment':
    case 'payment_processing':
    case 'confirmed':
      return creditMoney(tale, amount);
    case 'expired':
      return lateMoney(tale, amount);
    default:
      tale.told.push('late_payment');
      return sendBack(tale, amount);
  }
}

function creditMoney(tale: Tale, amount: number): void {
  const credited = Math.min(amount, dueOf(tale));
  tale.payments.push({ credited, givenBack: 0 });
  tale.told.push('payment_received');
  sendBack(tale, amount - credited);
  if (dueOf(tale) === 0) becomePaid(tale);
  else if (tale.status === 'payment_processing' && !tale.underWay) tale.status = 'awaiting_payment';
}

function becomePaid(tale: Tale): void {
  if (tale.hold === 'none' && tale.onHand < tale.pieces) {
    tale.told.push('cancelled');
    return close(tale, 'cancelled', 'sold_out');
  }
  tale.status = 'paid';
  tale.hold = 'committed';
  tale.told.push('stock_committed');
}

/** rules.md 15: taken up again for the full amount where nothing was paid before and the stock is there; else it goes back. */
function lateMoney(tale: Tale, amount: number): void {
  tale.told.push('late_payment');
  const takenUp = paidOf(tale) === 0 && amount >= dueOf(tale) && tale.onHand >= tale.pieces;
  if (!takenUp) return sendBack(tale, amount);
  const credited = dueOf(tale);
  tale.payments.push({ credited, givenBack: 0 });
  sendBack(tale, amount - credited);
  tale.status = 'paid';
  tale.closedReason = null;
  tale.hold = 'committed';
  tale.told.push('taken_up_again', 'stock_committed');
}

/** A payment gets under way, through the order's page where it has one. */
function attempt(tale: Tale): void {
  if (!isOpen(tale)) return;
  tale.status = 'payment_processing';
  tale.underWay = true;
  tale.told.push('payment_processing');
}

function fail(tale: Tale): void {
  if (!isOpen(tale)) return;
  tale.told.push('payment_failed');
  tale.underWay = false;
  tale.status = 'awaiting_payment';
}

/** What is paid where something is due; else as much again as the order is worth. */
const wanted = (tale: Tale) =>
  isOver(tale) || dueOf(tale) === 0 ? tale.pieces * PRICE - openCredit(tale) : dueOf(tale);
/** An expired order owes what it owed. */
const openCredit = (tale: Tale) => (tale.status === 'expired' ? paidOf(tale) : 0);

const happens: Readonly<Record<Happening, (tale: Tale) => void>> = {
  nothing: () => {},
  pays(tale) {
    tale.underWay = false;
    money(tale, wanted(tale));
  },
  paysToldTwice: (tale) => happens.pays(tale),
  paysTwice(tale) {
    const amount = wanted(tale);
    tale.underWay = false;
    money(tale, amount);
    money(tale, amount);
  },
  paysBesides: (tale) => money(tale, wanted(tale)),
  paysLess(tale) {
    tale.underWay = false;
    money(tale, 3_000);
  },
  paysMore(tale) {
    tale.underWay = false;
    money(tale, wanted(tale) + 2_000);
  },
  paysEuros(tale) {
    tale.told.push(isOpen(tale) || tale.status === 'confirmed' ? 'payment_received' : 'late_payment');
    sendBack(tale, 10_000);
  },
  paysForeign: () => {},
  fails: fail,
  processes: attempt,
  givenBack(tale) {
    const left = isOver(tale) && tale.status !== 'delivered' ? 0 : paidOf(tale) - tale.refunded;
    tale.refunded += left;
    for (const payment of tale.payments) payment.givenBack = payment.credited;
    tale.told.push('refunded');
  },
  buyerCancels: (tale) => cancel(tale, 'buyer', false),
  staffCancel: (tale) => cancel(tale, 'staff', false),
  staffForce: (tale) => cancel(tale, 'staff', true),
  more: (tale) => changeLines(tale, 3),
  fewer: (tale) => changeLines(tale, 1),
  toAlipay: (tale) => changeMethod(tale, 'alipay'),
  toBankTransfer: (tale) => changeMethod(tale, 'bank_transfer'),
  toCashOnDelivery: (tale) => changeMethod(tale, 'cash_on_delivery'),
  extends: extend,
  staffExtend: extend,
  problem: reportProblem,
  resolved(tale) {
    if (refuse(tale, isOver(tale) && 'order_not_open')) return;
    tale.told.push('problem_resolved');
    if (tale.paused) endPause(tale);
  },
  ships: ship,
  delivers: deliver,
  refundAll: (tale) => refund(tale, paidOf(tale) - tale.refunded),
  refundPart: (tale) => refund(tale, 2_500),
};

/** Whether a request is refused, and says with which code. */
function refuse(tale: Tale, code: string | false): boolean {
  tale.answer = code || 'accepted';
  return code !== false;
}

/** Why nothing of the order can be changed: rules.md 16, and nobody changes what is paid or over. */
function notChangeable(tale: Tale): string | false {
  if (tale.status === 'payment_processing') return 'payment_in_progress';
  return tale.status !== 'awaiting_payment' && tale.status !== 'confirmed' && 'order_not_open';
}

/** A page that is open at a provider which does not answer stands in the way of what would make it wrong. */
const unanswered = (tale: Tale): string | false => !tale.reachable && 'provider_unreachable';

function cancel(tale: Tale, by: 'buyer' | 'staff', force: boolean): void {
  const forced = force && tale.status === 'payment_processing';
  if (refuse(tale, !forced && (notChangeable(tale) || unanswered(tale)))) return;
  tale.told.push('cancelled');
  close(tale, 'cancelled', `cancelled_by_${by}`);
}

function changeLines(tale: Tale, pieces: number): void {
  if (refuse(tale, notChangeable(tale) || unanswered(tale))) return;
  tale.pieces = pieces;
  tale.told.push('modified');
  const excess = paidOf(tale) - pieces * PRICE;
  if (excess > 0) {
    for (const payment of tale.payments) payment.credited -= excess;
    sendBack(tale, excess);
  }
  if (dueOf(tale) === 0) becomePaid(tale);
}

function changeMethod(tale: Tale, to: 'alipay' | 'bank_transfer' | 'cash_on_delivery'): void {
  const toTheDoor = to === 'cash_on_delivery';
  if (refuse(tale, notChangeable(tale))) return;
  if (toTheDoor && tale.status === 'confirmed') return; // as it was
  if (refuse(tale, unanswered(tale))) return;
  if (refuse(tale, toTheDoor && tale.hold === 'none' && tale.onHand < tale.pieces && 'out_of_stock')) return;
  if (toTheDoor && tale.hold === 'none') {
    tale.hold = 'held';
    tale.told.push('stock_held');
  }
  tale.told.push('method_changed');
  tale.status = toTheDoor ? 'confirmed' : 'awaiting_payment';
  if (to === 'bank_transfer') tale.timeIsUp = false; // its due date is days away (rules.md 18)
}

/** rules.md 18: until the deadline, not in grace. What a pause took so far is given back, and a problem that is open goes on holding the order. */
function extend(tale: Tale): void {
  if (refuse(tale, notChangeable(tale))) return;
  if (refuse(tale, tale.status === 'confirmed' && 'no_deadline')) return;
  if (refuse(tale, tale.tooLate && 'deadline_passed')) return;
  if (tale.paused) {
    endPause(tale);
    tale.paused = !tale.pauseIsOver;
  }
  tale.told.push('extended');
}

function reportProblem(tale: Tale): void {
  if (refuse(tale, notChangeable(tale))) return;
  tale.told.push('problem_reported');
  tale.paused = true;
}

/** rules.md 14: cash on delivery is committed as it leaves. */
function ship(tale: Tale): void {
  if (refuse(tale, isOver(tale) && 'order_not_open')) return;
  if (refuse(tale, tale.status !== 'paid' && tale.status !== 'confirmed' && 'not_shippable')) return;
  if (tale.hold === 'held') tale.told.push('stock_committed');
  tale.hold = 'committed';
  tale.status = 'shipped';
  tale.told.push('shipped');
}

function deliver(tale: Tale): void {
  if (refuse(tale, isOver(tale) && 'order_not_open')) return;
  if (refuse(tale, tale.status !== 'shipped' && 'not_deliverable')) return;
  tale.status = 'delivered';
  tale.told.push('delivered');
}

/** rules.md 17: all of it before shipping ends the order and its goods can be sold again. */
function refund(tale: Tale, amount: number): void {
  if (refuse(tale, (tale.status === 'expired' || tale.status === 'cancelled') && 'order_not_open')) return;
  const paid = tale.status === 'paid' || tale.status === 'shipped' || tale.status === 'delivered';
  if (refuse(tale, !paid && 'nothing_to_refund')) return;
  const all = amount === paidOf(tale);
  giveBack(tale, amount);
  if (tale.status !== 'paid' || !all) return;
  tale.status = 'cancelled';
  tale.closedReason = 'refunded';
  tale.hold = 'released';
  tale.told.push('cancelled', 'stock_restocked');
}
