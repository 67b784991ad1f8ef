import type { Break } from './break.ts';

export const journalBreaks: readonly Break[] = [
  ['journal_tells_the_state', 'an order that was never placed', 'waiting', [forget('placed')]],
  ['journal_tells_the_state', 'a hold nobody wrote down', 'waiting', [forget('stock_held')]],
  ['journal_tells_the_state', 'a cancellation nobody wrote down', 'cancelled', [forget('cancelled')]],
  ['journal_tells_the_state', 'an expiry nobody wrote down', 'expired', [forget('expired')]],
  ['journal_tells_the_state', 'a delivery nobody wrote down', 'delivered', [forget('delivered')]],
  ['journal_tells_the_money', 'a payment nobody wrote down', 'paid', [forget('payment_received')]],
  ['journal_tells_the_money', 'a late payment nobody wrote down', 'late', [forget('late_payment')]],
  ['journal_tells_the_money', 'a refund nobody wrote down', 'overpaid', [forget('refunded')]],
  [
    'journal_tells_the_money',
    'a refund that came back, which nobody wrote down',
    'cameBack',
    [forget('refund_failed')],
  ],
  [
    'reminders_move_on',
    'a reminder that goes round in circles',
    'waiting',
    [
      `insert into journal (order_id, at, kind, reason, actor, facts)
       select ':id', '2026-11-23T01:00:00Z', 'reminder_postponed', 'gap', 'engine', '{}' from generate_series(1, 11)`,
    ],
  ],
];

function forget(kind: string): string {
  return `delete from journal where order_id = ':id' and kind = '${kind}'`;
}
