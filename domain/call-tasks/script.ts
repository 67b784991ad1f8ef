import { durationMs } from '../duration.ts';
import { wordingLocale } from '../messages/locale.ts';
import type { WordingLocale } from '../messages/locale.ts';
import { moneyText } from '../messages/money-text.ts';
import { oneLine } from '../messages/one-line.ts';
import { durationText, instantText, timeLeftText } from '../messages/time-text.ts';
import type { PaymentState } from '../order/order.ts';
import { helpText } from '../payment/failure-help.ts';
import type { Segment } from '../reminders/segments.ts';
import { callCaseOf } from './call-case.ts';
import { callOutcomes } from './call-task.ts';
import type { CallTaskState } from './call-task.ts';
import { callWords } from './words/words.ts';
import type { CallFacts } from './words/words.ts';
import { troubleHelp } from './trouble-help.ts';

/** What a call is about, as the order is now. Amounts are minor units of `currency`, instants ISO UTC. */
export interface CallScriptFacts {
  readonly locale: string;
  readonly state: CallTaskState;
  readonly segment: Segment;
  readonly stage: string;
  readonly attempt: number;
  readonly payment: PaymentState;
  /** The provider's code of the last failed payment. */
  readonly failureCode: string | null;
  readonly buyerName?: string | undefined;
  /** Left out where the shop has no name a buyer would know. */
  readonly shopName?: string | undefined;
  readonly orderNumber: string;
  readonly currency: string;
  readonly amountDue: number;
  readonly lines: readonly { readonly name: string; readonly quantity: number }[];
  readonly deadline: string | null;
  readonly timeZone: string;
  readonly now: string;
  readonly perk?: string | undefined;
  readonly gift?: string | undefined;
  /** ISO durations of the policy: `callTasks.willPayHold` and `extension.buyer`. */
  readonly willPayHold: string;
  readonly extension: string;
}

/**
 * What the person who calls says, and what to do about each answer, as plain text in the buyer's language: an opening, the
 * case (a failed payment, the last call, a call again, or simply unpaid), a hint for the buyer's segment, and every outcome with
 * its code. Made of the order as it is now, so that no changed amount is told wrong; of a task that is over it says so.
 */
export function callScript(facts: CallScriptFacts): string {
  const locale = wordingLocale(facts.locale);
  const words = callWords[locale];
  if (facts.state === 'done' || facts.state === 'withdrawn') return words.over[facts.state];
  const spoken = inWords(facts, locale);
  const answers = callOutcomes.map(
    (outcome) => `- ${outcome}${words.colon}${words.answers[outcome](spoken)}`,
  );
  return [
    words.opening(spoken),
    words.cases[callCaseOf(facts)](spoken),
    words.segments[facts.segment](spoken),
    [words.answersTitle, ...answers].join('\n'),
  ].join('\n\n');
}

function inWords(facts: CallScriptFacts, locale: WordingLocale): CallFacts {
  const { deadline, timeZone, now } = facts;
  const { what, advice } = helpText(troubleHelp(facts), locale);
  return {
    buyerName: line(facts.buyerName),
    shopName: line(facts.shopName),
    orderNumber: facts.orderNumber,
    items: facts.lines
      .map(({ name, quantity }) => `${oneLine(name)} × ${quantity}`)
      .join(callWords[locale].comma),
    amountDue: moneyText(facts.amountDue, facts.currency, locale),
    deadline: deadline === null ? undefined : instantText(deadline, timeZone, locale),
    timeLeft: deadline === null ? undefined : timeLeftText(now, deadline, locale),
    perk: line(facts.perk),
    gift: line(facts.gift),
    failure: facts.payment === 'failed' ? what : undefined,
    advice,
    hold: durationText(durationMs(facts.willPayHold), locale),
    extension: durationText(durationMs(facts.extension), locale),
  };
}

function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : oneLine(text) || undefined;
}
