import type { Segment } from '../reminders/segments.ts';
import { between } from '../duration.ts';

/** Where a call task is. `withdrawn`: there is nothing to call about any more. */
export const callTaskStates = ['open', 'claimed', 'done', 'withdrawn'] as const;
export type CallTaskState = (typeof callTaskStates)[number];

/** What came of a call (product.md section 4, "Call tasks"). */
export const callOutcomes = [
  'will_pay',
  'no_answer',
  'does_not_remember',
  'for_somebody_else',
  'payment_trouble',
  'wants_to_change',
  'not_wanted',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Why a task was taken back before it was done. */
export type WithdrawalReason = 'not_awaiting_payment' | 'not_callable' | 'customer_erased';

/** A call that a person is to make about one reminder stage of one order. Instants are on the order's clock. */
export interface CallTask {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly shop: string;
  /** The reminder it stands for. */
  readonly stage: string;
  /** 1 for the first call, one more after each that nobody answered. */
  readonly attempt: number;
  readonly segment: Segment;
  readonly state: CallTaskState;
  readonly createdAt: string;
  /** Who makes the call: a name, or the id of the API key it was claimed with. */
  readonly claimedBy: string | null;
  /** The API key it was claimed with. */
  readonly claimedKey: string | null;
  readonly claimExpiresAt: string | null;
  readonly outcome: CallOutcome | null;
  /** Why the buyer does not want the order: a code, or `other`. */
  readonly reason: string | null;
  /** What was noted, in a person's words. */
  readonly note: string | null;
  /** What the buyer was promised so that he keeps the order, in the policy's words. */
  readonly gift: string | null;
  readonly doneAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnReason: string | null;
}

/** The task's state at `now`: a claim that has run out leaves it open to anybody again. */
export function stateAt({ state, claimExpiresAt }: CallTask, now: string): CallTaskState {
  const ranOut = state === 'claimed' && claimExpiresAt !== null && between(claimExpiresAt, now) >= 0;
  return ranOut ? 'open' : state;
}

/** Whether somebody other than the holder of API key `apiKeyId` is making this call at `now`. */
export function isClaimedByAnother(task: CallTask, apiKeyId: string, now: string): boolean {
  return stateAt(task, now) === 'claimed' && task.claimedKey !== apiKeyId;
}
