/** Where an order is in its life (product.md section 1). */
export const orderStatuses = [
  'awaiting_payment',
  'payment_processing',
  'confirmed',
  'paid',
  'shipped',
  'delivered',
  'rejected',
  'cancelled',
  'expired',
  'merged',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/**
 * Every step an order may take. `expired → paid` is the one way out of a terminal state: money for an expired order
 * that is taken up again (rules.md 15). `delivered` ends it too, but money may still be refunded.
 */
export const transitions = {
  awaiting_payment: ['payment_processing', 'confirmed', 'paid', 'cancelled', 'expired', 'merged'],
  payment_processing: ['awaiting_payment', 'paid', 'cancelled', 'expired'],
  confirmed: ['awaiting_payment', 'paid', 'shipped', 'cancelled'],
  paid: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  rejected: [],
  cancelled: [],
  expired: ['paid'],
  merged: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** Whether an order may go from `from` to `to`. */
export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  const next: readonly OrderStatus[] = transitions[from];
  return next.includes(to);
}

/** Whether money is still to be collected before it may go on: the stretch in which it can be changed, reminded and closed. */
export function isOpen(status: OrderStatus): boolean {
  return status === 'awaiting_payment' || status === 'payment_processing';
}

/** Whether money may still come in for it in the ordinary way: before it goes on, or at the door (cash on delivery). */
export function awaitsMoney(status: OrderStatus): boolean {
  return isOpen(status) || status === 'confirmed';
}

/** Whether the order is over without having been paid; only `expired` has a way back (rules.md 15). */
export function isClosed(status: OrderStatus): boolean {
  return status === 'rejected' || status === 'cancelled' || status === 'expired' || status === 'merged';
}

/** Whether nothing more happens to the order by itself. */
export function isTerminal(status: OrderStatus): boolean {
  return isClosed(status) || status === 'delivered';
}
