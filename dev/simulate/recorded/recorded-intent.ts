import { between } from '../../../domain/duration.ts';
import { helpFor } from '../../../domain/payment/failure-help.ts';
import type { Segment } from '../../../domain/reminders/segments.ts';
import type { RecordedOrder } from '../../../prisma/recorded-orders.ts';
import { hourIn } from '../buyers/awake.ts';
import type { Draws } from '../buyers/draws.ts';
import { payingDelay, stillPays, willingness } from '../buyers/intent.ts';
import type { BuyerModel } from '../buyers/model.ts';
import { nothingInMind } from '../buyers/simulated-order.ts';
import type { FailingAttempt, Intent } from '../buyers/simulated-order.ts';

/** Draws of a delay until one is long enough; then it is taken to be just after. */
const MOST_DRAWS = 50;

/** How an intent is known: seen, or taken from the model where nobody could see it. */
export type Knowledge =
  | 'paid_unreminded'
  | 'paid_after_reminder_anyway'
  | 'paid_after_reminder_because'
  | 'cancelled'
  | 'gave_up'
  | 'would_have_paid_later';

export interface KnownIntent {
  readonly intent: Intent;
  readonly knowledge: Knowledge;
}

export interface RecordedFacts {
  readonly model: BuyerModel;
  readonly zone: string;
  readonly segment: Segment;
}

/** What a recorded buyer had in mind: what he did by himself, and the model's guess at what nobody saw. */
export function recordedIntent(order: RecordedOrder, facts: RecordedFacts, draws: Draws): KnownIntent {
  const since = (at: string) => between(order.placedAt, at);
  const failing = failingOf(order);
  const opened = order.openedAt === null ? null : since(order.openedAt);
  const base: Intent = { ...nothingInMind, failing };
  const attempt = order.failures[0]?.at ?? order.paidAt;
  if (attempt !== null) return attempted(order, { base, at: since(attempt) }, facts, draws);
  if (order.cancelReason !== null && order.closedAt !== null) {
    const cancels = { after: since(order.closedAt), reason: order.cancelReason };
    return { intent: { ...base, cancels, looksAfter: opened }, knowledge: 'cancelled' };
  }
  const ignores = { ...base, ignoresReminders: order.reminders.length, looksAfter: opened };
  return leftOpen(order, ignores, facts, draws);
}

/** He tried to pay: by himself, or after a reminder, with or without which he might have. */
function attempted(
  order: RecordedOrder,
  { base, at }: { readonly base: Intent; readonly at: number },
  { model, zone, segment }: RecordedFacts,
  draws: Draws,
): KnownIntent {
  const byHimself = { ...base, paysAfter: at };
  const first = order.reminders[0];
  const reminded = first && between(order.placedAt, first.at) <= at;
  if (!reminded) return { intent: byHimself, knowledge: order.paidAt ? 'paid_unreminded' : 'gave_up' };
  const willing = willingness(model, segment, hourIn(zone, order.placedAt));
  const anyway = stillPays(model, willing, between(order.placedAt, first.at));
  const because = (1 - anyway) * model.reminding.persuades[segment];
  const share = anyway + because === 0 ? 1 : anyway / (anyway + because);
  return draws.happens('would have paid anyway', share)
    ? { intent: byHimself, knowledge: 'paid_after_reminder_anyway' }
    : { intent: { ...base, answersReminders: true }, knowledge: 'paid_after_reminder_because' };
}

/** He had not paid when his order closed: with a longer validity he might have. */
function leftOpen(
  order: RecordedOrder,
  base: Intent,
  { model, zone, segment }: RecordedFacts,
  draws: Draws,
): KnownIntent {
  const lived = between(order.placedAt, order.closedAt ?? order.placedAt);
  const willing = willingness(model, segment, hourIn(zone, order.placedAt));
  if (!draws.happens('would have paid later', stillPays(model, willing, lived)))
    return { intent: base, knowledge: 'gave_up' };
  return {
    intent: { ...base, paysAfter: delayOver(lived, model, draws) },
    knowledge: 'would_have_paid_later',
  };
}

function delayOver(least: number, model: BuyerModel, draws: Draws): number {
  for (let number = 1; number <= MOST_DRAWS; number += 1) {
    const delay = payingDelay(model, {
      ...draws,
      pick: againAs(draws, number).pick,
      within: againAs(draws, number).within,
    });
    if (delay > least) return delay;
  }
  return least + 1;
}

/** The same chances once more. */
function againAs(draws: Draws, number: number): Pick<Draws, 'pick' | 'within'> {
  return {
    pick: (decision, weights) => draws.pick(`${decision} ${number}`, weights),
    within: (decision, stretch) => draws.within(`${decision} ${number}`, stretch),
  };
}

/** The attempts that failed, and how long each was from the next, or from the one that did not. */
function failingOf({ failures, paidAt }: RecordedOrder): readonly FailingAttempt[] {
  return failures.map(({ at, code }, index) => {
    const next = failures[index + 1]?.at ?? paidAt;
    const again = next === null ? null : Math.max(0, between(at, next));
    return { code: helpFor(code ?? '').code, again };
  });
}
