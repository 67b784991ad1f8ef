import type { Break } from './break.ts';

export const waitingBreaks: readonly Break[] = [
  [
    'standing_aside_ends',
    'an order that stands aside since yesterday',
    'waiting',
    [
      `update orders set superseding_since = timestamptz '2026-11-21T03:59:00Z', superseding_token = 't' where id = ':id'`,
    ],
  ],
  [
    'orders_are_started',
    'an order nobody has started for an hour',
    'waiting',
    [`update orders set started_at = null where id = ':id'`],
  ],
  [
    'orders_are_started',
    'an order taken up again that nobody goes on with',
    'takenUp',
    [`update orders set started_at = null where id = ':id'`],
  ],
  [
    'orders_close_in_time',
    'an order whose release time went by',
    'waiting',
    [
      `update orders set deadline = deadline - interval '1 day', release_at = release_at - interval '1 day' where id = ':id'`,
      `update journal set facts = jsonb_set(facts, '{deadline}', to_jsonb(o.deadline)) from orders o
        where o.id = ':id' and order_id = ':id' and journal.kind = 'placed'`,
    ],
  ],
  [
    'orders_close_in_time',
    'an order whose own clock is past its release time',
    'waiting',
    [
      `update orders set clock_offset_ms = 86400000 where id = ':id'`,
      `insert into journal (order_id, at, kind, actor, facts) values (':id', now(), 'fast_forwarded', 'service', '{"offsetMs": 86400000}')`,
    ],
  ],
  [
    'pauses_end',
    'a problem that holds an order past its limit',
    'waiting',
    [`update orders set paused_since = timestamptz '2026-11-22T01:50:00Z' where id = ':id'`],
  ],
  [
    'closings_that_wait_are_alerted',
    'a closing that waits for its provider unseen',
    'linked',
    [
      `update orders set deadline = deadline - interval '1 day', release_at = release_at - interval '1 day',
              closing_since = timestamptz '2026-11-22T03:15:00Z' where id = ':id'`,
      `update journal set facts = jsonb_set(facts, '{deadline}', to_jsonb(o.deadline)) from orders o
        where o.id = ':id' and order_id = ':id' and journal.kind = 'placed'`,
      `update payment_sessions set expires_at = expires_at - interval '1 day' where order_id = ':id'`,
    ],
  ],
  [
    'stuck_payments_are_alerted',
    'a payment that is under way for ever',
    'processing',
    [
      `update orders set deadline = deadline - interval '1 day', release_at = release_at - interval '1 day',
              processing_since = processing_since - interval '1 day' where id = ':id'`,
      `update journal set facts = jsonb_set(facts, '{deadline}', to_jsonb(o.deadline)) from orders o
        where o.id = ':id' and order_id = ':id' and journal.kind = 'placed'`,
      `update payment_sessions set expires_at = expires_at - interval '1 day' where order_id = ':id'`,
    ],
  ],
  [
    'sessions_close_with_the_order',
    'a cancelled order that can still be paid',
    'undone',
    [`update payment_sessions set state = 'open' where order_id = ':id'`],
  ],
  [
    'sessions_close_with_the_order',
    'a second session of a paid order',
    'paid',
    [`update payment_sessions set state = 'failed' where order_id = ':id'`],
  ],
  [
    'events_are_applied',
    'money that lies there',
    'waiting',
    [
      `insert into payment_events (provider, event_id, type, order_id, amount, currency, occurred_at, received_at, matched)
         values ('sandbox', 'waits', 'payment.succeeded', ':id', 1, 'CNY', timestamptz '2026-11-22T03:50:00Z', timestamptz '2026-11-22T03:50:00Z', true)`,
    ],
  ],
  [
    'refunds_come_about',
    'a refund nobody has carried out for eight days',
    'undone',
    [
      `update refunds set state = 'pending', requested_at = requested_at - interval '8 days', refunded_at = null where order_id = ':id'`,
      `update payments set refunded = 0 where order_id = ':id'`,
      `update orders set amount_refunded = 0 where id = ':id'`,
    ],
  ],
  [
    'refunds_come_about',
    'a refund that failed unseen',
    'undone',
    [
      `update refunds set state = 'failed', provider_id = null where order_id = ':id'`,
      `update payments set refunded = 0 where order_id = ':id'`,
      `update orders set amount_refunded = 0 where id = ':id'`,
    ],
  ],
  [
    'refunds_come_about',
    'a refund by hand that nobody was told of',
    'undone',
    [
      `update refunds set state = 'by_hand', provider_id = null, refunded_at = null where order_id = ':id'`,
      `update payments set refunded = 0 where order_id = ':id'`,
      `update orders set amount_refunded = 0 where id = ':id'`,
    ],
  ],
  [
    'refunds_come_about',
    'a refund that came back and that nobody sends again',
    'cameBack',
    [
      `update refunds set send_at = send_at - interval '9 days' where order_id = ':id' and retry_of is not null`,
    ],
  ],
  [
    'unmatched_events_are_alerted',
    'money for an order nobody knows',
    'waiting',
    [
      `insert into payment_events (provider, event_id, type, order_id, amount, currency, occurred_at, received_at, matched)
         values ('sandbox', 'stray', 'payment.succeeded', 'nobody', 1, 'CNY', timestamptz '2026-11-22T02:50:00Z', timestamptz '2026-11-22T02:50:00Z', false)`,
    ],
  ],
  [
    'sweepers_are_alive',
    'a relay that stopped',
    'waiting',
    [`insert into heartbeats (name, at) values ('relay', timestamptz '2026-11-22T03:54:00Z')`],
  ],
];
