/** Money that counted on an order which another one replaces, minor units. */
export interface MovablePayment {
  readonly id: string;
  readonly credited: number;
}

/** What of a payment counts on the order that goes on, and what of it goes back. */
export interface MovedPayment<P extends MovablePayment> {
  readonly payment: P;
  readonly counts: number;
  readonly excess: number;
}

/** Lets payments count on an order of `total`, in this order, until nothing is due any more; the rest is excess (rules.md 15, 31). */
export function countOn<P extends MovablePayment>(
  total: number,
  payments: readonly P[],
): readonly MovedPayment<P>[] {
  let due = total;
  return payments.map((payment) => {
    const counts = Math.min(payment.credited, due);
    due -= counts;
    return { payment, counts, excess: payment.credited - counts };
  });
}
