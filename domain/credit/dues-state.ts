import type { Task } from './dues-agenda.ts';

/**
 * What the workflow that watches an order's instalments knows: a small snapshot that every step returns. The rows are the truth.
 * Ids, amounts, instants and codes only (rules.md 9).
 */
export interface DuesState {
  readonly orderId: string;
  readonly currency: string;
  /** Minor units still owed, of how much, and in how many instalments. */
  readonly outstanding: number;
  readonly financed: number;
  readonly instalments: number;
  readonly settled: number;
  readonly overdue: number;
  readonly agenda: readonly Task[];
  readonly over: boolean;
}
