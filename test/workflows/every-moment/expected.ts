import {
  apply,
  bindCard,
  decide,
  decline,
  endWait,
  expireOffers,
  report,
  takeOffer,
  withdraw,
} from './expected-credit.ts';
import { follow, goOn, merge, supersede } from './expected-replacing.ts';
import type { Happening, Moment, Row, StateName } from './happenings.ts';
import type { Stand } from './stand.ts';
import {
  PRICE,
  STOCK,
  aTale,
  becomePaid,
  close,
  dueOf,
  endPause,
  giveBack,
  isClosed,
  isOpen,
  isOver,
  notChangeable,
  paidOf,
  refuse,
  sendBack,
  totalOf,
  unanswered,
  owedOf,
} from './tale.ts';
import type { Tale } from './tale.ts';

/*
 * What must come of each row of the table, said a second time and without a look at the product's rules: small enough to be read against
 * product.md and rules.md by a person. An order is for 2 pieces at 50.00, of 10 that are there.
 */

/** Where the order of a row stands once all that follows from what happened is done. */
export function expectedEnd({ state, moment, happening }: Row): Stand {
  const tale = inState(state);
  const waitIsOver = moment === 'deadline' && tale.stands;
  if (isOpen(tale)) passTo(tale, moment);
  happens[happening](tale, waitIsOver);
  if (tale.pauseIsOver && tale.paused && tale.status === 'awaiting_payment') endPause(tale);
  if (waitIsOver) endWait(tale);
  if (isOpen(tale)) goOn(tale);
  closeIfTimeIsUp(tale);
  return standOf(tale);
}

function standOf(tale: Tale): Stand {
  const { status, closedReason, refunded, hold, answer, financed, successor } = tale;
  return {
    status,
    closedReason,
    total: totalOf(tale),
    paid: paidOf(tale),
    financed,
    due: dueOf(tale),
    refunded,
    hold,
    stock: stockOf(tale),
    back: tale.back.toSorted((a, b) => a - b),
    told: tale.told.toSorted(),
    answer,
    successor: successor && { ...successor, back: successor.back.toSorted((a, b) => a - b) },
  };
}

/** What the order held is held, or sold, by the one that goes on for it. */
function stockOf({ hold, pieces, onHand, successor }: Tale): Stand['stock'] {
  const goesOn = hold === 'released' ? successor?.status : undefined;
  const isHeld = hold === 'held' || goesOn === 'awaiting_payment';
  const isSold = hold === 'committed' || goesOn === 'paid';
  return { onHand: isSold ? onHand - pieces : onHand, held: isHeld ? pieces : 0 };
}

function inState(state: StateName): Tale {
  const tale = aTale();
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
  applied: (tale) => apply(tale),
  inReview(tale) {
    apply(tale);
    tale.told.push('credit_report');
    tale.credit = 'person';
  },
  declined(tale) {
    apply(tale);
    tale.told.push('credit_report');
    decline(tale);
  },
  financed(tale) {
    apply(tale);
    report(tale, true, false);
  },
  standingAside(tale) {
    tale.told.push('supersede_begun');
    tale.aside = 'yes';
  },
  superseded: (tale) => supersede(tale),
  merged: (tale) => merge(tale),
};

function takesStockWhenPaid(tale: Tale, onHand: number): void {
  tale.hold = 'none';
  tale.onHand = onHand;
  tale.told = ['placed'];
}

/** Time passes for an order that is open. A pause puts its deadline and its end off by two hours, credit by the time it may wait. */
function passTo(tale: Tale, moment: Moment): void {
  if (moment === 'before') return;
  if (moment === 'deadline' && tale.stands) return;
  if (moment === 'deadline' && tale.aside === 'yes') return void (tale.aside = 'over');
  if (tale.stands) endWait(tale);
  goOn(tale);
  tale.tooLate = !tale.paused;
  expireOffers(tale);
  if (moment === 'grace') return;
  tale.timeIsUp = !tale.paused;
  tale.pauseIsOver = tale.paused;
  if (moment === 'deadline') return;
  if (tale.paused) endPause(tale);
  tale.timeIsUp = true;
  closeIfTimeIsUp(tale);
}

/** product.md section 5: closing asks first; a provider that does not answer closes nothing, nor does a payment under way. */
function closeIfTimeIsUp(tale: Tale): void {
  if (tale.status !== 'awaiting_payment' || !tale.timeIsUp || tale.paused || !tale.reachable) return;
  tale.told.push('expired');
  close(tale, 'expired', 'deadline_passed');
}

/** Money in the order's currency comes (product.md section 5; rules.md 11, 15). */
function money(tale: Tale, amount: number): void {
  if (tale.successor) return follow(tale, amount);
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
  if (dueOf(tale) === 0) return becomePaid(tale);
  withdraw(tale);
  if (tale.status === 'payment_processing' && !tale.underWay) tale.status = 'awaiting_payment';
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
  tale.aside = 'no';
  tale.told.push('payment_processing');
}

function fail(tale: Tale): void {
  if (!isOpen(tale)) return;
  tale.told.push('payment_failed');
  tale.underWay = false;
  tale.status = tale.stands ? 'payment_processing' : 'awaiting_payment';
}

/** What is paid where something is due; else as much again as the order is worth. */
const wanted = (tale: Tale) =>
  isOver(tale) || dueOf(tale) === 0 ? totalOf(tale) - openCredit(tale) : dueOf(tale);
/** An expired order owes what it owed. */
const openCredit = (tale: Tale) => (tale.status === 'expired' ? paidOf(tale) : 0);

const happens: Readonly<Record<Happening, (tale: Tale, waitEndsNow: boolean) => void>> = {
  nothing: () => {},
  pays(tale) {
    tale.underWay = false;
    money(tale, wanted(tale));
  },
  paysToldTwice: (tale, waitEndsNow) => happens.pays(tale, waitEndsNow),
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
    if (tale.successor) return follow(tale, 10_000, { counts: false });
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
  refundAll: (tale) => refund(tale),
  refundPart: (tale) => refund(tale, 2_500),
  applies: apply,
  approved: (tale, waitEndsNow) => report(tale, true, waitEndsNow),
  declined: (tale, waitEndsNow) => report(tale, false, waitEndsNow),
  personApproves: (tale) => decide(tale, true),
  personDeclines: (tale) => decide(tale, false),
  acceptsOffer: takeOffer,
  bindsCard: bindCard,
  isSuperseded: supersede,
  isMerged: merge,
};

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
  tale.offered = false; // offers were for the order as it was
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
  if (toTheDoor) tale.aside = 'no';
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
  if (refuse(tale, tale.financed > 0 && !tale.bound && 'auto_debit_required')) return;
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

/**
 * rules.md 17: all of it before shipping ends the order and its goods can be sold again. What is still owed of instalments (none of them is
 * paid here) is let off first, and only the rest goes back.
 */
function refund(tale: Tale, wanted = owedOf(tale) + paidOf(tale) - tale.refunded): void {
  if (refuse(tale, isClosed(tale) && 'order_not_open')) return;
  const paid = tale.status === 'paid' || tale.status === 'shipped' || tale.status === 'delivered';
  const most = owedOf(tale) + paidOf(tale) - tale.refunded;
  if (refuse(tale, (!paid || most === 0) && 'nothing_to_refund')) return;
  const letOff = Math.min(wanted, owedOf(tale));
  if (letOff > 0) tale.told.push('instalments_voided');
  tale.letOff += letOff;
  giveBack(tale, wanted - letOff);
  if (tale.status !== 'paid' || wanted !== most) return;
  tale.financed = 0;
  if (tale.credit === 'approved') tale.told.push('credit_withdrawn');
  tale.status = 'cancelled';
  tale.closedReason = 'refunded';
  tale.hold = 'released';
  tale.told.push('cancelled', 'stock_restocked');
}
