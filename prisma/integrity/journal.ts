import type { IntegrityRule } from './rule.ts';

/** The journal: every order's story is told, and tells how it became what it is (product.md section 10). */
export const journalRules: readonly IntegrityRule[] = [
  {
    rule: 'journal_tells_the_state',
    means: 'The journal has the entry that brought each order into its state, and its stock to where it is.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'hold', o.hold, 'missing', w.kinds) as facts
        from orders o cross join lateral (values
          (case when o.status = 'rejected' then array['rejected'] else array['placed'] end),
          (case o.status when 'payment_processing' then array['payment_processing', 'credit_applied', 'credit_documents'] when 'paid' then array['stock_committed']
             when 'shipped' then array['shipped'] when 'delivered' then array['delivered']
             when 'cancelled' then array['cancelled'] when 'expired' then array['expired'] when 'merged' then array['merged'] end),
          (case o.hold when 'held' then array['stock_held'] when 'committed' then array['stock_committed']
             when 'released' then array['stock_released', 'stock_restocked'] end)) as w(kinds)
       where w.kinds is not null and not exists (select 1 from journal j where j.order_id = o.id and j.kind = any(w.kinds))`,
  },
  {
    rule: 'journal_tells_the_money',
    means:
      'The journal tells of every payment that came, of every refund that went back, and of each that a provider had taken and that came back.',
    find: `
      select o.id as subject, jsonb_build_object('payments', p.count, 'toldPayments', j.payments, 'refunds', r.count, 'toldRefunds', j.refunds,
               'cameBack', b.count, 'toldBack', j.back) as facts
        from orders o
        cross join lateral (select count(*) as count from payments where order_id = o.id) p
        cross join lateral (select count(*) as count from refunds where order_id = o.id and state = 'refunded') r
        cross join lateral (select count(*) as count from refunds where order_id = o.id and state = 'failed' and provider_id is not null) b
        cross join lateral (
          select count(*) filter (where kind in ('payment_received', 'late_payment')
                                    and reason is distinct from 'cash_on_delivery' and reason is distinct from 'follows_the_order') as payments,
                 count(*) filter (where kind = 'refunded') as refunds,
                 count(*) filter (where kind = 'refund_failed') as back
            from journal where order_id = o.id and kind in ('payment_received', 'late_payment', 'refunded', 'refund_failed')) j
       where p.count > j.payments or r.count > j.refunds or b.count > j.back`,
  },
  {
    rule: 'reminders_move_on',
    means:
      'A reminder that could not go out waits for its next time: no order postpones more than ten times in a minute of its clock.',
    find: `
      select order_id as subject, jsonb_build_object('minute', date_trunc('minute', at), 'times', count(*)) as facts
        from journal where kind = 'reminder_postponed' group by order_id, date_trunc('minute', at) having count(*) > 10`,
  },
];
