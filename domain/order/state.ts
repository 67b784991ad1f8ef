import type { Due } from './agenda.ts';
import type { OrderStatus } from './status.ts';

/**
 * What the workflow knows of its order: a small snapshot that every step returns. The row is the truth; this is what it
 * said after the last step. Ids, amounts, instants and codes only (rules.md 9).
 */
export interface OrderState {
  readonly orderId: string;
  /** The workflow that goes on with the order: another one once it was taken up again (rules.md 15). */
  readonly workflowId: string;
  readonly status: OrderStatus;
  readonly revision: number;
  readonly version: number;
  readonly deadline: string | null;
  readonly amountDue: number;
  readonly currency: string;
  readonly remindersSent: number;
  readonly closedReason: string | null;
  /** What is due and when, earliest first: recorded results, so that a changed rule never breaks a running order. */
  readonly agenda: readonly Due[];
  /** Whether the order's workflow has nothing left to wait for (over.ts). */
  readonly over: boolean;
}
