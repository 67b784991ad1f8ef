/** A buyer by the orders paid in this shop (product.md section 4). */
export const segments = ['new', 'second', 'loyal'] as const;
export type Segment = (typeof segments)[number];

/** `new` with no paid order, `second` with one, `loyal` from two. */
export function segmentOf(paidOrders: number): Segment {
  if (paidOrders <= 0) return 'new';
  return paidOrders === 1 ? 'second' : 'loyal';
}

/** Whether the buyer has bought before, and so needs a better reason than a bare reminder (rules.md 24). */
export function isReturning(segment: Segment): boolean {
  return segment !== 'new';
}
