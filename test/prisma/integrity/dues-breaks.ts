import type { Break } from './break.ts';

const at = `timestamptz '2026-11-22T03:00:00Z'`;

/** Instalments broken by hand; `financed` is an order that is paid later. */
export const duesBreaks: readonly Break[] = [
  [
    'financed_orders_have_a_plan',
    'an instalment is smaller than was agreed',
    'financed',
    [`update instalments set amount = amount - 1 where order_id = ':id'`],
  ],
  [
    'financed_orders_have_a_plan',
    'a financed order has no instalments',
    'financed',
    [`delete from instalments where order_id = ':id'`, `delete from instalment_plans where order_id = ':id'`],
  ],
  [
    'instalments_are_paid_by_payments',
    'an instalment is called paid and no money came',
    'financed',
    [`update instalments set paid = 1 where order_id = ':id'`],
  ],
  [
    'instalments_are_paid_by_payments',
    'money was credited on an instalment that does not know of it',
    'financed',
    [
      `insert into payment_events (provider, event_id, type, order_id, session_id, amount, currency, occurred_at, received_at, matched, applied_at, outcome)
       values ('sandbox', 'evt-dues', 'payment.succeeded', ':id', 'ses-dues', 10, 'CNY', ${at}, ${at}, true, ${at}, 'instalment')`,
      `insert into payments (id, order_id, provider, reference, amount, currency, credited, instalment, received_at)
       values (gen_random_uuid(), ':id', 'sandbox', 'ses-dues', 10, 'CNY', 10, 1, ${at})`,
      `insert into journal (order_id, at, kind, reason, actor, facts)
       values (':id', ${at}, 'payment_received', 'instalment', 'provider', '{ "session": "ses-dues", "amount": 10, "credited": 10, "provider": "sandbox" }')`,
    ],
  ],
  [
    'nothing_is_owed_of_closed_orders',
    'a settled instalment is to be debited once more',
    'financed',
    [`update instalments set voided = amount, state = 'void', debit_at = ${at} where order_id = ':id'`],
  ],
  [
    'nothing_is_owed_of_closed_orders',
    'an expired order left a plan behind',
    'expired',
    [
      `insert into instalment_plans (order_id, customer_id, application_id, currency, amount, agreed_at, started_at)
       values (':id', 'c', gen_random_uuid(), 'CNY', 10, ${at}, ${at})`,
      `insert into instalments (order_id, number, customer_id, amount, due_on, due_at, overdue_at, state)
       values (':id', 1, 'c', 10, '2026-12-22', ${at} + interval '30 days', ${at} + interval '34 days', 'planned')`,
    ],
  ],
  [
    'debits_are_payments',
    'a card was debited and the money is nowhere',
    'financed',
    [
      `insert into instalment_debits (id, order_id, number, attempt, provider, token_id, amount, currency, state, provider_id, begun_at, answered_at)
       values (gen_random_uuid(), ':id', 1, 1, 'sandbox', gen_random_uuid(), 10, 'CNY', 'succeeded', 'deb-1', ${at}, ${at})`,
    ],
  ],
  [
    'overdue_instalments_are_alerted',
    'nobody was told of an overdue instalment',
    'financed',
    [`update instalments set state = 'overdue', overdue_since = ${at} where order_id = ':id'`],
  ],
  [
    'instalments_are_watched',
    'the workflow of a plan was never started',
    'financed',
    [
      `update instalment_plans set started_at = null, created_at = ${at} - interval '1 day' where order_id = ':id'`,
    ],
  ],
  [
    'instalments_are_watched',
    'the workflow of a plan stands still',
    'financed',
    [`update instalment_plans set next_at = ${at} - interval '1 day' where order_id = ':id'`],
  ],
  [
    'instalments_are_watched',
    'a plan has ended and is not paid',
    'financed',
    [`update instalment_plans set ended_at = ${at} where order_id = ':id'`],
  ],
];
