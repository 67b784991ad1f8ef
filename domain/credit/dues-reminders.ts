import { durationMs, later } from '../duration.ts';
import { owedOf } from './dues.ts';
import type { DueInstalment } from './dues.ts';
import type { DuesPolicy } from './dues-times.ts';

/** What a reminder of an instalment says; the messages' reasons. */
export const duesReasons = ['upcoming', 'due', 'declined', 'declined_hard', 'overdue'] as const;
export type DuesReason = (typeof duesReasons)[number];

/** A reminder that is to go out from `at` on; null: whenever after, else before `until`. */
export interface DuesReminder {
  /** Tells it apart from the others of its instalment: it is decided once. */
  readonly stage: string;
  readonly reason: DuesReason;
  readonly at: string;
  readonly until: string | null;
}

export interface ReminderFacts {
  readonly instalment: DueInstalment;
  /** Whether a card is bound that is debited by itself. */
  readonly isDebited: boolean;
  /** Stages that were sent or dropped. */
  readonly decided: readonly string[];
}

type Rule = (facts: ReminderFacts, policy: DuesPolicy) => readonly DuesReminder[];

/** What a buyer is told, in the order in which it comes about. */
const rules: readonly Rule[] = [beforehand, withoutCard, afterDecline, whileOverdue];

/** The reminders of an instalment that are still to be decided, earliest first; none once nothing is owed. */
export function remindersOf(facts: ReminderFacts, policy: DuesPolicy): readonly DuesReminder[] {
  if (owedOf(facts.instalment) === 0) return [];
  return rules
    .flatMap((rule) => rule(facts, policy))
    .filter(({ stage }) => !facts.decided.includes(stage))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function beforehand({ instalment: { dueAt } }: ReminderFacts, { remindBefore }: DuesPolicy) {
  return remindBefore.map((before, index) => ({
    stage: `upcoming_${index + 1}`,
    reason: 'upcoming' as const,
    at: later(dueAt, -durationMs(before)),
    until: dueAt,
  }));
}

/** Nobody takes the money by itself: the buyer has to pay it. */
function withoutCard({ instalment: { dueAt, overdueAt }, isDebited }: ReminderFacts) {
  return isDebited ? [] : [{ stage: 'due', reason: 'due' as const, at: dueAt, until: overdueAt }];
}

/** Until the next try: then it is about that one. */
function afterDecline({ instalment: { attempts, failedAt, hard, debitAt } }: ReminderFacts) {
  if (failedAt === null) return [];
  const reason = hard ? ('declined_hard' as const) : ('declined' as const);
  return [{ stage: `declined_${attempts}`, reason, at: failedAt, until: debitAt }];
}

function whileOverdue({ instalment: { overdueSince } }: ReminderFacts, { remindOverdue }: DuesPolicy) {
  if (overdueSince === null) return [];
  return remindOverdue.map((after, index) => ({
    stage: `overdue_${index + 1}`,
    reason: 'overdue' as const,
    at: later(overdueSince, durationMs(after)),
    until: null,
  }));
}
