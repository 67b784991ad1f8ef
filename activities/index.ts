import { providerCalls } from './asking.ts';
import { autoDebitSteps } from './auto-debit.ts';
import { callOutcomeSteps } from './call-outcomes.ts';
import { cancellingSteps } from './cancelling.ts';
import { lineChangingSteps } from './changing-lines.ts';
import { methodChangingSteps } from './changing-method.ts';
import { closingSteps } from './closing.ts';
import { creditAcceptingSteps } from './credit-accepting.ts';
import { creditApplyingSteps } from './credit-applying.ts';
import { creditDecidingSteps } from './credit-deciding.ts';
import { creditCalls, creditGatheringSteps } from './credit-gathering.ts';
import { creditOfferingSteps } from './credit-offering.ts';
import { creditScoringSteps } from './credit-scoring.ts';
import { creditWaitingSteps } from './credit-waiting.ts';
import type { Dependencies } from './dependencies.ts';
import { duesCalls } from './dues-calls.ts';
import { duesDebitingSteps } from './dues-debiting.ts';
import { duesFallingSteps } from './dues-falling.ts';
import { duesRemindingSteps } from './dues-reminding.ts';
import { extendingSteps } from './extending.ts';
import { fulfilmentSteps } from './fulfilment.ts';
import { messageDelivery } from './message-delivery.ts';
import { openingSteps } from './opening.ts';
import { parcelCalls, parcelFollowingSteps } from './parcel-following.ts';
import { parcelUpdateSteps } from './parcel-updates.ts';
import { problemSteps } from './problems.ts';
import { promiseSteps } from './promise-watch.ts';
import { refundCalls, refundSteps } from './refunding.ts';
import { reminderSteps } from './reminders.ts';
import { supersedingSteps } from './superseding.ts';
import { winBackSteps } from './win-back.ts';

/** Steps: database transactions, run as local activities beside the workflow that asks for them. */
export function createSteps(dependencies: Dependencies) {
  return {
    ...openingSteps(dependencies),
    ...closingSteps(dependencies),
    ...cancellingSteps(dependencies),
    ...lineChangingSteps(dependencies),
    ...methodChangingSteps(dependencies),
    ...extendingSteps(dependencies),
    ...problemSteps(dependencies),
    ...supersedingSteps(dependencies),
    ...callOutcomeSteps(dependencies),
    ...winBackSteps(dependencies),
    ...fulfilmentSteps(dependencies),
    ...promiseSteps(dependencies),
    ...parcelFollowingSteps(dependencies),
    ...parcelUpdateSteps(dependencies),
    ...reminderSteps(dependencies),
    ...refundSteps(dependencies),
    ...creditApplyingSteps(dependencies),
    ...creditGatheringSteps(dependencies),
    ...creditScoringSteps(dependencies),
    ...creditDecidingSteps(dependencies),
    ...creditWaitingSteps(dependencies),
    ...creditOfferingSteps(dependencies),
    ...creditAcceptingSteps(dependencies),
    ...autoDebitSteps(dependencies),
    ...duesFallingSteps(dependencies),
    ...duesDebitingSteps(dependencies),
    ...duesRemindingSteps(dependencies),
  };
}

/** Calls to the outside, run as ordinary activities on a task queue of their own. */
export function createCalls(dependencies: Dependencies) {
  return {
    ...providerCalls(dependencies),
    ...messageDelivery(dependencies),
    ...refundCalls(dependencies),
    ...creditCalls(dependencies),
    ...parcelCalls(dependencies),
    ...duesCalls(dependencies),
  };
}

export type Steps = ReturnType<typeof createSteps>;
export type Calls = ReturnType<typeof createCalls>;
