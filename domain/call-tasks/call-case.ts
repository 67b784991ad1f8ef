import type { PaymentState } from '../order/order.ts';
import { lastCall } from '../reminders/stages.ts';

/** What the call is about, so that the script begins with the right words. */
export const callCases = ['payment_failed', 'last_call', 'again', 'unpaid'] as const;
export type CallCase = (typeof callCases)[number];

export interface CallCaseFacts {
  readonly payment: PaymentState;
  readonly stage: string;
  /** 1 for the first call of the order, more after calls that nobody answered. */
  readonly attempt: number;
}

/** The case of a call: a payment that failed, else the end of the time to pay, else a call that nobody answered before. */
export function callCaseOf({ payment, stage, attempt }: CallCaseFacts): CallCase {
  if (payment === 'failed') return 'payment_failed';
  if (stage === lastCall) return 'last_call';
  return attempt > 1 ? 'again' : 'unpaid';
}
