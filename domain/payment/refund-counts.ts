/** A refund as far as it matters what it takes off its order. */
export interface CountedRefund {
  readonly amount: number;
  readonly reason: string;
  /** What was written down when it had gone back; null before. */
  readonly counted: number | null;
}

/** Only money that counted on the order counts as refunded from it: an excess or a late payment never did (docs/decisions/06). */
export function countedOf(
  { counted, amount, reason }: CountedRefund,
  { credited }: { readonly credited: number },
): number {
  return counted ?? (reason === 'excess' ? 0 : Math.min(amount, credited));
}
