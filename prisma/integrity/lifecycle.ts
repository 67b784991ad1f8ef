import type { IntegrityRule } from './rule.ts';

/** An order's life: what each state must have with it (product.md section 1). */
export const lifecycleRules: readonly IntegrityRule[] = [
  {
    rule: 'closed_orders_say_why',
    means:
      'A closed order says when and why it was closed, a delivered one when it was delivered, and no other order says it is closed.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'closedAt', closed_at, 'closedReason', closed_reason, 'deliveredAt', delivered_at) as facts
        from every_order
       where is_closed <> (closed_at is not null) or is_closed <> (closed_reason is not null)
          or (status = 'delivered') <> (delivered_at is not null)`,
  },
  {
    rule: 'release_after_deadline',
    means: 'Stock goes back after the time told to the buyer, by the grace of the policy.',
    find: `
      select id as subject, jsonb_build_object('deadline', deadline, 'releaseAt', release_at, 'grace', policy ->> 'grace') as facts
        from every_order
       where (deadline is null) <> (release_at is null) or release_at < deadline
          or (release_at = deadline and (policy ->> 'grace')::interval > interval '0')`,
  },
  {
    rule: 'open_orders_have_a_deadline',
    means: 'An order that waits to be paid has a deadline, unless its policy never closes such orders.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'channel', channel, 'method', payment_method) as facts
        from every_order
       where status in ('awaiting_payment', 'payment_processing') and deadline is null
         and not coalesce((policy #> '{neverClosed,channels}') ? channel or (policy #> '{neverClosed,methods}') ? payment_method, false)`,
  },
  {
    rule: 'deadline_is_journalled',
    means: 'The deadline is the one the journal told last: it moves only by a rule that says so.',
    find: `
      select o.id as subject, jsonb_build_object('deadline', o.deadline, 'told', t.deadline) as facts
        from orders o join lateral (
          select d.deadline from told_deadlines d where d.order_id = o.id order by d.entry desc limit 1) t on true
       where o.deadline is distinct from t.deadline`,
  },
  {
    rule: 'sessions_end_by_deadline',
    means: 'A provider session ends at the deadline told when it was opened, or before.',
    find: `
      select s.id::text as subject, jsonb_build_object('order', s.order_id, 'expiresAt', s.expires_at, 'told', t.deadline) as facts
        from payment_sessions s
        left join lateral (select max(j.id) as entry from journal j
                            where j.order_id = s.order_id and j.kind = 'session_opened' and j.facts ->> 'session' = s.id::text) e on true
        join lateral (select d.deadline from told_deadlines d
                       where d.order_id = s.order_id and (e.entry is null or d.entry < e.entry) order by d.entry desc limit 1) t on true
       where s.instalment is null and s.expires_at > t.deadline`,
  },
  {
    rule: 'live_sessions_fit_the_order',
    means:
      'A session that can still be paid is for the order as it is now: sessions of older revisions were closed first.',
    find: `
      select s.id::text as subject, jsonb_build_object('order', s.order_id, 'revision', s.revision, 'now', o.revision) as facts
        from payment_sessions s join orders o on o.id = s.order_id
       where s.state in ('open', 'processing', 'failed') and o.status in ('awaiting_payment', 'payment_processing') and s.revision <> o.revision`,
  },
  {
    rule: 'processing_says_since_when',
    means: 'An order whose payment or application is under way, and no other, says since when.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'processingSince', processing_since) as facts
        from orders where (status = 'payment_processing') <> (processing_since is not null or credit_since is not null)`,
  },
  {
    rule: 'successors_exist',
    means: 'A merged or superseded order names the order that goes on, which is there.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'mergedInto', o.merged_into, 'supersededBy', o.superseded_by) as facts
        from orders o
       where (o.status = 'merged') <> (o.merged_into is not null)
          or (o.superseded_by is not null) <> (o.closed_reason is not distinct from 'superseded')
          or exists (select 1 from (values (o.merged_into), (o.superseded_by)) as n(id)
                      where n.id is not null and not exists (select 1 from orders x where x.id = n.id))`,
  },
  {
    rule: 'orders_that_stand_aside_wait_to_be_paid',
    means: 'Only an order that waits to be paid stands aside for another, and it says for whom.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'since', superseding_since) as facts
        from orders where superseding_since is not null and status <> 'awaiting_payment'`,
  },
  {
    rule: 'workflow_is_named_after_order',
    means: 'An order names its own workflow, and no two orders the same.',
    find: `
      select id as subject, jsonb_build_object('workflowId', workflow_id) as facts
        from orders
       where workflow_id <> 'order-' || id and not (starts_with(workflow_id, 'order-' || id || '-') and substr(workflow_id, length(id) + 8) ~ '^[0-9]+$')
      union all
      select min(id), jsonb_build_object('workflowId', workflow_id, 'orders', array_agg(id)) from orders group by workflow_id having count(*) > 1`,
  },
  {
    rule: 'policy_is_kept',
    means: 'The policy version an order was placed under is still there.',
    find: `
      select id as subject, jsonb_build_object('policy', policy_name, 'version', policy_version) as facts
        from every_order where policy is null`,
  },
  {
    rule: 'rows_belong_to_orders',
    means: 'Movements, payments, refunds, sessions and messages are those of an order that is there.',
    find: `
      select r.order_id as subject, jsonb_build_object('rows', r.what, 'count', count(*)) as facts
        from (select order_id, 'stock_ledger' as what from stock_ledger where order_id is not null
              union all select order_id, 'payments' from payments
              union all select order_id, 'refunds' from refunds
              union all select order_id, 'payment_sessions' from payment_sessions
              union all select order_id, 'credit_applications' from credit_applications
              union all select order_id, 'messages' from messages where order_id is not null) r
       where not exists (select 1 from orders o where o.id = r.order_id) group by r.order_id, r.what`,
  },
  {
    rule: 'calls_are_for_unpaid_orders',
    means: 'Nobody is to be called about an order that no longer awaits payment.',
    find: `
      select t.order_id as subject, jsonb_build_object('task', t.id, 'state', t.state, 'status', o.status) as facts
        from call_tasks t join orders o on o.id = t.order_id
       where t.state in ('open', 'claimed') and o.status <> 'awaiting_payment'`,
  },
  {
    rule: 'no_reminder_after_the_end',
    means: 'Nobody was reminded of an order after it was paid or closed; a win-back is no reminder.',
    find: `
      select r.order_id as subject, jsonb_build_object('stage', r.stage, 'decidedAt', r.decided_at, 'paidAt', o.paid_at, 'closedAt', o.closed_at) as facts
        from reminders r join orders o on o.id = r.order_id
       where r.outcome = 'sent' and r.stage <> 'win_back' and not starts_with(r.stage, 'instalment_') and o.status <> 'awaiting_payment' and r.decided_at > least(o.closed_at, o.paid_at)`,
  },
];
