/** What may stand in an order's journal (api.md); the append-only list of what happened and why. */
export const journalKinds = [
  'placed',
  'rejected',
  'reminder_planned',
  'reminder_sent',
  'reminder_skipped',
  'reminder_postponed',
  'call_task_created',
  'call_task_claimed',
  'call_task_withdrawn',
  'call_outcome',
  'win_back_sent',
  'win_back_skipped',
  'win_back_postponed',
  'message_sent',
  'message_failed',
  'session_opened',
  'session_closed',
  'links_revoked',
  'payment_asked',
  'payment_processing',
  'payment_received',
  'payment_failed',
  'modified',
  'method_changed',
  'extended',
  'problem_reported',
  'problem_resolved',
  'closing',
  'supersede_begun',
  'supersede_ended',
  'merged',
  'cancelled',
  'expired',
  'stock_held',
  'stock_released',
  'stock_committed',
  'stock_restocked',
  'refund_requested',
  'refunded',
  'credit_applied',
  'credit_progress',
  'credit_report',
  'credit_documents',
  'credit_decided',
  'credit_withdrawn',
  'auto_debit_bound',
  'offer_made',
  'offer_accepted',
  'offers_declined',
  'offers_expired',
  'late_payment',
  'taken_up_again',
  'promised',
  'shipped',
  'contact_changed',
  'parcel_followed',
  'parcel_subscribed',
  'parcel_not_followed',
  'parcel_update',
  'delivered',
  'reward_given',
  'rewards_revoked',
  'standing_changed',
  'fast_forwarded',
  'alert',
] as const;

export type JournalKind = (typeof journalKinds)[number];

/** Who made it happen. */
export type Actor = 'buyer' | 'staff' | 'provider' | 'engine' | 'service';

/** One line of the journal. `facts` are what the decision was made on: ids, amounts, instants, codes. */
export interface JournalEntry {
  readonly at: string;
  readonly kind: JournalKind;
  readonly reason?: string;
  readonly actor: Actor;
  readonly facts: Readonly<Record<string, unknown>>;
}
