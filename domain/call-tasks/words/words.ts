import type { WordingLocale } from '../../messages/locale.ts';
import type { Segment } from '../../reminders/segments.ts';
import type { CallCase } from '../call-case.ts';
import type { CallOutcome } from '../call-task.ts';
import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

/** What a script speaks of, in words of its language. What the order does not have is undefined. */
export interface CallFacts {
  readonly buyerName: string | undefined;
  readonly shopName: string | undefined;
  readonly orderNumber: string;
  readonly items: string;
  readonly amountDue: string;
  readonly deadline: string | undefined;
  readonly timeLeft: string | undefined;
  /** What a returning buyer gets. */
  readonly perk: string | undefined;
  /** What may be offered to a buyer who does not want the order. */
  readonly gift: string | undefined;
  /** Why the last payment failed, in a sentence. */
  readonly failure: string | undefined;
  /** What to do about a payment that gives trouble, a sentence each. */
  readonly advice: readonly string[];
  /** How long reminders are held after "I will pay". */
  readonly hold: string;
  /** How much more time a buyer with payment trouble gets. */
  readonly extension: string;
}

/** The words of a call in one language. Everything that is said aloud stands as it is said. */
export interface CallWords {
  readonly opening: (facts: CallFacts) => string;
  readonly cases: Readonly<Record<CallCase, (facts: CallFacts) => string>>;
  readonly segments: Readonly<Record<Segment, (facts: CallFacts) => string>>;
  /** What a script says once there is nothing to call about. */
  readonly over: Readonly<Record<'done' | 'withdrawn', string>>;
  /** Before the list of answers. */
  readonly answersTitle: string;
  /** What to do about each answer. */
  readonly answers: Readonly<Record<CallOutcome, (facts: CallFacts) => string>>;
  /** Between the goods of an order. */
  readonly comma: string;
  /** Between an answer's code and what to do. */
  readonly colon: string;
}

export const callWords: Readonly<Record<WordingLocale, CallWords>> = { 'zh-CN': zhCN, en };
