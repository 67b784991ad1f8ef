import type { IntegrityRule } from './rule.ts';

/**
 * What must have happened by now. Minutes are what a healthy system needs many times over (a restart, a slow provider), and few
 * enough that somebody can still do something about it.
 */
export const waitingRules: readonly IntegrityRule[] = [
  {
    rule: 'orders_are_started',
    means: 'An order has its workflow within five minutes of being placed, or taken up again.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'createdAt', created_at, 'workflowId', workflow_id) as facts
        from every_order
       where started_at is null and status <> 'rejected'
         and greatest(created_at, paid_at - (order_now - (select now from moment))) < (select now from moment) - interval '5 minutes'`,
  },
  {
    rule: 'orders_close_in_time',
    means:
      'An order is closed within five minutes of its release time, unless its provider has to be asked or a problem holds it.',
    find: `
      select id as subject, jsonb_build_object('releaseAt', release_at, 'now', order_now) as facts
        from every_order
       where status = 'awaiting_payment' and release_at < order_now - interval '5 minutes' and closing_since is null and paused_since is null`,
  },
  {
    rule: 'pauses_end',
    means: 'A problem holds an order no longer than the policy lets it, however many there are.',
    find: `
      select id as subject, jsonb_build_object('pausedSince', paused_since, 'usedMs', problem_pause_ms, 'now', order_now) as facts
        from every_order
       where status = 'awaiting_payment' and paused_since + (policy #>> '{payment,problemPauseMax}')::interval
               - problem_pause_ms * interval '1 millisecond' < order_now - interval '5 minutes'`,
  },
  {
    rule: 'standing_aside_ends',
    means:
      'An order stands aside for one that is to replace it for a minute; then it was replaced, or goes on.',
    find: `
      select id as subject, jsonb_build_object('since', superseding_since, 'now', order_now) as facts
        from every_order where superseding_since < order_now - interval '6 minutes'`,
  },
  {
    rule: 'closings_that_wait_are_alerted',
    means:
      'An order that can’t be closed because its provider does not answer is brought to a person after the policy’s wait.',
    find: `
      select id as subject, jsonb_build_object('closingSince', closing_since, 'now', order_now) as facts
        from every_order o
       where status = 'awaiting_payment' and release_at < order_now
         and closing_since + (policy #>> '{payment,pendingWait}')::interval < order_now - interval '5 minutes'
         and not exists (select 1 from alerts a where a.key = 'closing_waits/' || o.id)`,
  },
  {
    rule: 'stuck_payments_are_alerted',
    means:
      'A payment still under way when the policy’s wait after the deadline is over is brought to a person.',
    find: `
      select id as subject, jsonb_build_object('processingSince', processing_since, 'deadline', deadline, 'now', order_now) as facts
        from every_order
       where status = 'payment_processing' and processing_since is not null and pending_alerted_at is null
         and greatest(coalesce(deadline, processing_since) + (policy #>> '{payment,pendingWait}')::interval, processing_since) < order_now - interval '5 minutes'`,
  },
  {
    rule: 'sessions_close_with_the_order',
    means: 'Fifteen minutes after an order is paid or closed nobody can pay it any more.',
    find: `
      select s.id::text as subject, jsonb_build_object('order', o.id, 'status', o.status, 'session', s.state, 'since', coalesce(o.closed_at, o.paid_at)) as facts
        from payment_sessions s join every_order o on o.id = s.order_id
       where s.state in ('opening', 'open', 'processing', 'failed') and o.status not in ('awaiting_payment', 'payment_processing')
         and s.expires_at > o.order_now and coalesce(o.closed_at, o.paid_at) < o.order_now - interval '15 minutes'`,
  },
  {
    rule: 'events_are_applied',
    means: 'What a provider told of an order we know is applied within five minutes.',
    find: `
      select e.provider || '/' || e.event_id as subject,
             jsonb_build_object('order', e.order_id, 'type', e.type, 'receivedAt', e.received_at, 'signalledAt', e.signalled_at) as facts
        from payment_events e join every_order o on o.id = e.order_id cross join moment m
       where e.applied_at is null
         and e.received_at < case when starts_with(e.event_id, 'asked:') then o.order_now else m.now end - interval '5 minutes'`,
  },
  {
    rule: 'refunds_come_about',
    means:
      'A refund is confirmed by its provider within a week of when it was to be sent, or a person was alerted that it failed or is his to send.',
    find: `
      select r.id::text as subject, jsonb_build_object('order', r.order_id, 'state', r.state, 'requestedAt', r.requested_at, 'error', r.error) as facts
        from refunds r join every_order o on o.id = r.order_id
       where (r.state = 'pending' and coalesce(r.send_at, r.requested_at) < o.order_now - interval '7 days 1 hour')
          or (r.state in ('failed', 'by_hand') and not exists (select 1 from alerts a where a.key = 'refund_failed/' || r.id))
          or (r.state = 'refunded' and (r.refunded_at is null or r.provider_id is null))`,
  },
  {
    rule: 'unmatched_events_are_alerted',
    means: 'What a provider told of an order nobody knows is brought to a person after an hour.',
    find: `
      select e.provider || '/' || e.event_id as subject, jsonb_build_object('order', e.order_id, 'type', e.type, 'receivedAt', e.received_at) as facts
        from (select provider, event_id, order_id, type, received_at, applied_at from payment_events
              union all select provider, event_id, order_id, state, received_at, applied_at from parcel_updates) e cross join moment m
       where e.applied_at is null and e.received_at < m.now - interval '1 hour 5 minutes'
         and not exists (select 1 from orders o where o.id = e.order_id)
         and not exists (select 1 from alerts a where a.key = 'unmatched_event/' || e.provider || '/' || e.event_id)`,
  },
  {
    rule: 'sweepers_are_alive',
    means: 'Whatever looks after what others left undone has been seen at work in the last five minutes.',
    find: `
      select h.name as subject, jsonb_build_object('lastSeen', h.at) as facts
        from heartbeats h cross join moment m where h.at < m.now - interval '5 minutes'`,
  },
];
