/** Why refunds fail for good, as providers spell it: the same refund would fail again. Stripe's `failure_reason` among them. */
const lasting: ReadonlySet<string> = new Set([
  'lost_or_stolen_card',
  'expired_or_canceled_card',
  'account_closed',
  'charge_for_pending_refund_disputed',
  'declined',
  'merchant_request',
  'canceled',
]);

/** What decides whether a refund that came back is sent again. */
export interface FailedRefund {
  readonly reason: string;
  /** The refund it sends again itself. */
  readonly retryOf: string | null;
}

/**
 * Whether a refund that its provider had accepted is sent once more: where the failure may pass (the provider's balance was too low, or it
 * does not say), and once. What the provider gave back by itself is not ours to send.
 */
export function isSentAgain({ reason, retryOf }: FailedRefund, code: string): boolean {
  return reason !== 'by_provider' && retryOf === null && !lasting.has(code);
}
