import type { IntegrityRule } from './rule.ts';

/** What was financed is paid back by its instalments: all of it, each once, and nothing that is not owed any more. */
export const duesRules: readonly IntegrityRule[] = [
  {
    rule: 'financed_orders_have_a_plan',
    means: 'What is financed of an order that is paid is, to the amount, what its instalments add up to.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'financed', o.financed, 'plan', p.amount, 'instalments', i.amount) as facts
        from every_order o left join instalment_plans p on p.order_id = o.id
        left join (select order_id, sum(amount) as amount from instalments group by 1) i on i.order_id = o.id
       where (o.status in ('paid', 'shipped', 'delivered') and (coalesce(p.amount, 0) <> o.financed or coalesce(i.amount, 0) <> o.financed))
          or coalesce(p.amount, 0) <> coalesce(i.amount, 0)`,
  },
  {
    rule: 'instalments_are_paid_by_payments',
    means: 'What counts as paid of an instalment is what was credited on it of its payments, each once.',
    find: `
      select coalesce(i.order_id, p.order_id) || '/' || coalesce(i.number, p.instalment) as subject,
             jsonb_build_object('paid', i.paid, 'credited', p.credited) as facts
        from instalments i
        full join (select order_id, instalment, sum(credited) as credited from payments where instalment is not null group by 1, 2) p
          on p.order_id = i.order_id and p.instalment = i.number
       where coalesce(i.paid, -1) <> coalesce(p.credited, 0)`,
  },
  {
    rule: 'nothing_is_owed_of_closed_orders',
    means:
      'Nothing is owed, and nothing will be debited, of an order that is closed or of an instalment that is settled.',
    find: `
      select i.order_id || '/' || i.number as subject,
             jsonb_build_object('status', o.status, 'state', i.state, 'owed', i.amount - i.paid - i.voided, 'debitAt', i.debit_at) as facts
        from instalments i join every_order o on o.id = i.order_id
       where (o.is_closed and i.amount > i.paid + i.voided) or (i.amount = i.paid + i.voided and i.debit_at is not null)`,
  },
  {
    rule: 'debits_are_payments',
    means: 'Money that was debited is a payment of its order, to the amount.',
    find: `
      select d.id::text as subject, jsonb_build_object('order', d.order_id, 'instalment', d.number, 'amount', d.amount, 'payment', p.amount) as facts
        from instalment_debits d left join payments p on p.provider = d.provider and p.reference = d.provider_id and p.order_id = d.order_id
       where d.state = 'succeeded' and d.amount is distinct from p.amount`,
  },
  {
    rule: 'overdue_instalments_are_alerted',
    means: 'Staff were told of every instalment that became overdue.',
    find: `
      select i.order_id || '/' || i.number as subject, jsonb_build_object('overdueSince', i.overdue_since) as facts
        from instalments i
       where i.overdue_since is not null
         and not exists (select from alerts a where a.key = 'instalment_overdue/' || i.order_id || '/' || i.number)`,
  },
  {
    rule: 'instalments_are_watched',
    means:
      'A plan has its workflow within five minutes, does within fifteen what is due, and ends only when nothing is owed.',
    find: `
      select p.order_id as subject, jsonb_build_object('startedAt', p.started_at, 'nextAt', p.next_at, 'endedAt', p.ended_at, 'now', o.order_now) as facts
        from instalment_plans p join every_order o on o.id = p.order_id cross join moment m
       where (p.started_at is null and p.created_at < m.now - interval '5 minutes')
          or (p.ended_at is null and p.next_at < o.order_now - interval '15 minutes')
          or (p.ended_at is not null and exists (
                select from instalments i where i.order_id = p.order_id and i.amount > i.paid + i.voided))`,
  },
];
