import type { Break } from './break.ts';

export const lifecycleBreaks: readonly Break[] = [
  [
    'closed_orders_say_why',
    'an expired order without a reason',
    'expired',
    [`update orders set closed_reason = null where id = ':id'`],
  ],
  [
    'closed_orders_say_why',
    'an open order that says it was closed',
    'waiting',
    [`update orders set closed_at = now() where id = ':id'`],
  ],
  [
    'closed_orders_say_why',
    'a delivered order without its day',
    'delivered',
    [`update orders set delivered_at = null where id = ':id'`],
  ],
  [
    'release_after_deadline',
    'stock that goes back at the deadline',
    'waiting',
    [`update orders set release_at = deadline where id = ':id'`],
  ],
  [
    'open_orders_have_a_deadline',
    'an unpaid order that lasts for ever',
    'waiting',
    [
      `update orders set deadline = null, release_at = null where id = ':id'`,
      `update journal set facts = facts - 'deadline' where order_id = ':id' and kind = 'placed'`,
    ],
  ],
  [
    'deadline_is_journalled',
    'a deadline that was moved in silence',
    'waiting',
    [
      `update orders set deadline = deadline + interval '1 hour', release_at = release_at + interval '1 hour' where id = ':id'`,
    ],
  ],
  [
    'sessions_end_by_deadline',
    'a session that outlives the deadline',
    'linked',
    [`update payment_sessions set expires_at = expires_at + interval '1 second' where order_id = ':id'`],
  ],
  [
    'sessions_end_by_deadline',
    'a session for the time before the deadline was extended',
    'linked',
    [
      `insert into journal (order_id, at, kind, actor, facts)
         select id, now(), 'extended', 'buyer', jsonb_build_object('from', deadline, 'to', deadline + interval '2 hours') from orders where id = ':id'`,
      `update orders set deadline = deadline + interval '2 hours', release_at = release_at + interval '2 hours' where id = ':id'`,
      `update payment_sessions set expires_at = expires_at + interval '1 hour' where order_id = ':id'`,
    ],
  ],
  [
    'live_sessions_fit_the_order',
    'a session of an older revision that can be paid',
    'linked',
    [`update orders set revision = 2 where id = ':id'`],
  ],
  [
    'processing_says_since_when',
    'a payment under way since never',
    'processing',
    [`update orders set processing_since = null where id = ':id'`],
  ],
  [
    'successors_exist',
    'an order merged into one that is not there',
    'cancelled',
    [
      `update orders set merged_into = 'gone', status = 'merged' where id = ':id'`,
      `insert into journal (order_id, at, kind, actor, facts) select id, closed_at, 'merged', 'buyer', '{}' from orders where id = ':id'`,
    ],
  ],
  [
    'orders_that_stand_aside_wait_to_be_paid',
    'a paid order that stands aside',
    'paid',
    [
      `update orders set superseding_since = timestamptz '2026-11-22T03:59:00Z', superseding_token = 't' where id = ':id'`,
    ],
  ],
  [
    'workflow_is_named_after_order',
    'an order that names another order’s workflow',
    'waiting',
    [`update orders set workflow_id = 'order-other' where id = ':id'`],
  ],
  [
    'workflow_is_named_after_order',
    'two orders with one workflow',
    'waiting',
    [
      `drop index orders_workflow`,
      `update orders set workflow_id = 'order-:id-1' where id = ':id'`,
      `insert into orders select (jsonb_populate_record(o, jsonb_build_object('id', 'twin'))).* from orders o where id = ':id'`,
      `update orders set hold = 'none', deduct_on = 'payment' where id = 'twin'`,
      `insert into journal (order_id, at, kind, actor, facts) select 'twin', at, kind, actor, facts from journal where order_id = ':id'`,
    ],
  ],
  [
    'policy_is_kept',
    'a policy version nobody has any more',
    'waiting',
    [`update orders set policy_version = 99 where id = ':id'`],
  ],
  [
    'rows_belong_to_orders',
    'a message of an order that is gone',
    'waiting',
    [`update messages set order_id = 'gone' where order_id = ':id'`, messageOf('gone')],
  ],
  [
    'calls_are_for_unpaid_orders',
    'a call about an order that is paid',
    'paid',
    [
      `insert into call_tasks (id, order_id, customer_id, shop, stage, attempt, segment, state, created_at)
         select gen_random_uuid(), id, customer_id, shop, 'first', 1, 'new', 'open', placed_at from orders where id = ':id'`,
    ],
  ],
  [
    'no_reminder_after_the_end',
    'a reminder sent after the money came',
    'paid',
    [
      `insert into reminders (order_id, stage, outcome, strategy, local_day, due_at, decided_at)
         select id, 'first', 'sent', 'slots', '2026-11-22', paid_at, paid_at + interval '1 second' from orders where id = ':id'`,
    ],
  ],
];

function messageOf(orderId: string): string {
  return `insert into messages (id, order_id, customer_id, purpose, channel, "to", locale, body, state, at)
    values ('m', '${orderId}', 'c', 'paid', 'in_app', 'c', 'en', 'text', 'sent', now())`;
}
