/** What a provider may tell of money. */
export const paymentEventTypes = [
  'payment.succeeded',
  'payment.failed',
  'payment.processing',
  'payment.refunded',
  /** Money that was on its way back, or told to have gone, has not arrived and is with the provider again. */
  'payment.refund_failed',
] as const;
export type PaymentEventType = (typeof paymentEventTypes)[number];
