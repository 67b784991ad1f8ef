import { countedOf } from '../domain/payment/refund-counts.ts';
import type { Client } from './database.ts';
import { payments } from './payments.ts';
import type { Payment } from './payments.ts';
import { refunds } from './refunds.ts';
import type { Refund } from './refunds.ts';

/** A payment with what has not gone back of it and is not on its way back, minor units. */
export interface PaymentLeft {
  readonly payment: Payment;
  /** Of all that was received. */
  readonly left: number;
  /** Of what counts on the order. */
  readonly credit: number;
}

/** What could still go back of an order's payments, oldest first. A refund that failed for good has taken nothing. */
export async function paymentsLeft(client: Client, orderId: string): Promise<readonly PaymentLeft[]> {
  const asked = (await refunds(client).ofOrder(orderId)).filter(({ state }) => state !== 'failed');
  return (await payments(client).ofOrder(orderId)).map((payment) => {
    const ofPayment = asked.filter(({ paymentId }) => paymentId === payment.id);
    const left = Math.max(0, payment.amount - sumOf(ofPayment, ({ amount }) => amount));
    const counted = sumOf(ofPayment, (refund) => countedOf(refund, payment));
    return { payment, left, credit: Math.min(left, Math.max(0, payment.credited - counted)) };
  });
}

function sumOf(all: readonly Refund[], part: (refund: Refund) => number): number {
  return all.reduce((sum, refund) => sum + part(refund), 0);
}
