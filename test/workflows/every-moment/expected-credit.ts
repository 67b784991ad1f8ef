import { becomePaid, dueOf, endPause, isOpen, isOver, refuse, unanswered } from './tale.ts';
import type { Tale } from './tale.ts';

/* What must come of paying later (product.md section 7; rules.md 14, 20, 35). */

/** Grade C's way out: 5.00 off for paying now. */
const DISCOUNT = 500;

export function apply(tale: Tale): void {
  if (refuse(tale, isOver(tale) && 'order_not_open')) return;
  const isUnderWay = tale.credit === 'bureau' || tale.credit === 'person' || tale.financed > 0;
  if (refuse(tale, isUnderWay && 'credit_application_open')) return;
  if (refuse(tale, notAssessable(tale))) return;
  if (tale.paused) endPause(tale);
  tale.told.push('credit_applied');
  tale.credit = 'bureau';
  tale.offered = false;
  tale.aside = 'no';
  tale.stands = true;
  tale.status = 'payment_processing';
}

/** It must wait to be paid, and its time not be over. */
function notAssessable(tale: Tale): string | false {
  if (tale.status === 'payment_processing') return 'payment_in_progress';
  if (tale.aside === 'yes') return 'being_superseded';
  if (tale.status !== 'awaiting_payment' || !tale.reachable) return 'order_not_open';
  return tale.tooLate && 'deadline_passed';
}

/** Its wait has used up its time: a person decides, and the deadline runs again. */
export function endWait(tale: Tale): void {
  if (!tale.stands) return;
  tale.credit = 'person';
  runAgain(tale);
}

/** The deadline runs again, moved by the time it stood. */
export function runAgain(tale: Tale): void {
  tale.stands = false;
  tale.told.push('extended');
  tale.status = tale.underWay ? 'payment_processing' : 'awaiting_payment';
}

/** Only the first report on an open application counts. One that comes as the wait ends is left to the person who decides now. */
export function report(tale: Tale, approves: boolean, waitEndsNow: boolean): void {
  tale.told.push('credit_report');
  if (tale.credit !== 'bureau' || !isOpen(tale) || waitEndsNow) return;
  if (approves) approve(tale);
  else decline(tale);
}

/** A person's decision counts while the order is open; after that it is only written down. */
export function decide(tale: Tale, approves: boolean): void {
  refuse(tale, false);
  if (tale.credit !== 'person') return void tale.told.push('credit_decided');
  if (approves) approve(tale);
  else decline(tale);
}

function approve(tale: Tale): void {
  tale.told.push('credit_decided');
  tale.credit = 'approved';
  tale.financed += dueOf(tale);
  becomePaid(tale);
}

export function decline(tale: Tale): void {
  tale.told.push('credit_decided', 'offer_made');
  tale.credit = 'declined';
  tale.offered = true;
  if (tale.stands) runAgain(tale);
}

export function takeOffer(tale: Tale): void {
  if (refuse(tale, isOver(tale) && 'order_not_open')) return;
  if (refuse(tale, !tale.offered && 'offer_not_open')) return;
  if (refuse(tale, unanswered(tale))) return;
  tale.discount = DISCOUNT;
  tale.offered = false;
  tale.told.push('modified', 'offer_accepted');
}

export function expireOffers(tale: Tale): void {
  if (!tale.offered) return;
  tale.offered = false;
  tale.told.push('offers_expired');
}

export function bindCard(tale: Tale): void {
  if (refuse(tale, isOver(tale) && 'order_not_open')) return;
  if (refuse(tale, tale.credit !== 'approved' && 'credit_not_approved')) return;
  tale.bound = true;
  tale.told.push('auto_debit_bound');
}

/** Money came for a part, so it is not what was applied for any more. */
export function withdraw(tale: Tale): void {
  if (tale.credit !== 'bureau' && tale.credit !== 'person') return;
  tale.credit = 'withdrawn';
  tale.told.push('credit_withdrawn');
  if (tale.stands) runAgain(tale);
}
