import type { Order } from './order.ts';

/** What a new order is, placed or made of others: nothing has happened to it yet. */
export const untouched = {
  revision: 1,
  version: 1,
  amountPaid: 0,
  financed: 0,
  amountRefunded: 0,
  nextReminderAt: null,
  failureCode: null,
  closingSince: null,
  closedReason: null,
  possibleDuplicateOf: null,
  mergedInto: null,
  supersededBy: null,
} as const satisfies Partial<Order>;
