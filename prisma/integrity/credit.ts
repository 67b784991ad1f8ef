import type { IntegrityRule } from './rule.ts';

const UNDECIDED = `('received', 'gathering', 'scoring', 'manual_review')`;

/** Credit: nothing is financed that nobody approved, and nothing waits for a decision that can't come (rules.md 14, 20, 35). */
export const creditRules: readonly IntegrityRule[] = [
  {
    rule: 'financed_was_approved',
    means: 'What is financed of an order is what its application was approved for, to the amount.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'financed', o.financed, 'application', o.credit_application_id) as facts
        from orders o
       where o.financed > 0 and not exists (
         select 1 from credit_applications a
          where a.id = o.credit_application_id and a.order_id = o.id and a.state = 'approved' and a.amount = o.financed)`,
  },
  {
    rule: 'credit_ends_with_its_order',
    means:
      'Of a closed order nothing is financed, approved or offered any more, also where another has replaced it.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'closedReason', o.closed_reason, 'financed', o.financed, 'offers', o.offers) as facts
        from every_order o
       where o.is_closed and (o.financed > 0 or o.offers is not null
         or exists (select 1 from credit_applications a where a.order_id = o.id and a.state = 'approved'))`,
  },
  {
    rule: 'applications_are_of_open_orders',
    means: 'An application that is not decided is of an order that waits to be paid.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'application', a.id, 'state', a.state) as facts
        from credit_applications a join orders o on o.id = a.order_id
       where a.state in ${UNDECIDED} and o.status not in ('awaiting_payment', 'payment_processing')`,
  },
  {
    rule: 'deadline_stands_for_an_application',
    means: 'A deadline stands still only while an application of its order is decided.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'creditSince', o.credit_since) as facts
        from orders o
       where o.credit_since is not null and not exists (
         select 1 from credit_applications a where a.order_id = o.id and a.state in ${UNDECIDED})`,
  },
  {
    rule: 'waits_for_credit_end',
    means: 'A deadline stands still no longer than the policy lets it, over all applications of an order.',
    find: `
      select id as subject, jsonb_build_object('creditSince', credit_since, 'usedMs', credit_wait_ms, 'now', order_now) as facts
        from every_order
       where credit_since + (policy #>> '{credit,wait}')::interval - credit_wait_ms * interval '1 millisecond'
               < order_now - interval '5 minutes'`,
  },
  {
    rule: 'reviews_match_applications',
    means: 'What lies with a person is in the queue of staff, and the queue has nothing else.',
    find: `
      select a.order_id as subject, jsonb_build_object('application', a.id, 'state', a.state, 'openReviews', r.open) as facts
        from credit_applications a
        cross join lateral (select count(*) as open from credit_reviews where application_id = a.id and state = 'open') r
       where (r.open > 0 and a.state not in ('manual_review', 'scoring')) or (r.open = 0 and a.state = 'manual_review')`,
  },
  {
    rule: 'credit_decisions_are_journalled',
    means: 'The journal tells of every decision on an application.',
    find: `
      select a.order_id as subject, jsonb_build_object('application', a.id, 'decision', a.decision) as facts
        from credit_applications a
       where a.decision is not null and not exists (
         select 1 from journal j where j.order_id = a.order_id and j.kind = 'credit_decided'
            and j.facts ->> 'application' = a.id::text and j.reason = a.decision)`,
  },
  {
    rule: 'shipped_with_auto_debit',
    means: 'Goods of a buyer who has to bind a card were not shipped before he had.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'application', a.id) as facts
        from orders o join credit_applications a on a.id = o.credit_application_id
       where o.status in ('shipped', 'delivered') and o.financed > 0 and a.requires = 'auto_debit' and o.auto_debit_at is null`,
  },
  {
    rule: 'reports_are_applied',
    means: 'What a bureau told of an application we know is applied within five minutes.',
    find: `
      select r.provider || '/' || r.event_id as subject, jsonb_build_object('order', r.order_id, 'receivedAt', r.received_at) as facts
        from credit_reports r cross join moment m
       where r.order_id is not null and r.applied_at is null and r.received_at < m.now - interval '5 minutes'`,
  },
];
