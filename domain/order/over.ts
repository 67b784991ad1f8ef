import type { Due } from './agenda.ts';
import type { OrderState } from './state.ts';
import { isOpen, isTerminal } from './status.ts';

/** Whether an order's workflow has nothing left to wait for: nothing is due, and no money is to come. */
export function isOver(order: Pick<OrderState, 'status' | 'amountDue'>, agenda: readonly Due[]): boolean {
  return agenda.length === 0 && !isToBePaid(order);
}

/** Whether money is still to come: it can change its mind until then, also one that is paid at the door. */
function isToBePaid({ status, amountDue }: Pick<OrderState, 'status' | 'amountDue'>): boolean {
  return isOpen(status) || (!isTerminal(status) && amountDue > 0);
}
