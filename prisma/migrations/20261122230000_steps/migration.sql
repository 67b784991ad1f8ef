-- How a step of an order begins: its buyer and its row are locked, then read in a statement of their own, so that what is
-- answered is as it is under the lock. One round trip. No row: there is no such order.
create function begin_step(p_order text) returns table (order_row orders, news jsonb, live_sessions boolean, unfinished_calls boolean)
language plpgsql volatile as $$
begin
  if not lock_order(p_order) then return; end if;
  return query
    select o,
           (select coalesce(jsonb_agg(to_jsonb(e) || jsonb_build_object(
                      'known', exists (select from payments p where p.provider = e.provider
                                          and p.reference = coalesce(e.session_id, 'event:' || e.event_id)),
                      'session_order', (select s.order_id from payment_sessions s
                                         where s.provider = e.provider and s.provider_session_id = e.session_id))
                    order by e.seq), '[]')
              from payment_events e where e.order_id = o.id and e.applied_at is null),
           exists (select from payment_sessions s
                    where s.order_id = o.id and s.state in ('opening', 'open', 'processing', 'failed')),
           exists (select from call_tasks c where c.order_id = o.id and c.state in ('open', 'claimed'))
      from orders o where o.id = p_order;
end $$;

-- Stores a verified payment event once, with its order's row locked so that closing reads it (rules.md 12). A repeat changes nothing but
-- that its order is known by now. Answers how far the event has come, and the row of the order it counts for.
create function store_payment_event(p_event jsonb, p_received timestamptz)
returns table (order_id text, matched boolean, signalled_at timestamptz, applied_at timestamptz, order_row orders)
language plpgsql volatile as $$
declare
  known boolean := lock_order(p_event ->> 'order_id');
begin
  insert into payment_events (provider, event_id, type, order_id, session_id, amount, currency, method, failure_code, refund_key,
                              occurred_at, received_at, matched)
  select e.provider, e.event_id, e.type, e.order_id, e.session_id, e.amount, e.currency, e.method, e.failure_code, e.refund_key,
         e.occurred_at, p_received, known
    from jsonb_populate_record(null::payment_events, p_event) e
  on conflict do nothing;
  if known then
    update payment_events e set matched = true
     where e.provider = p_event ->> 'provider' and e.event_id = p_event ->> 'event_id' and not e.matched;
  end if;
  return query
    select e.order_id, e.matched, e.signalled_at, e.applied_at, o
      from payment_events e left join orders o on o.id = e.order_id
     where e.provider = p_event ->> 'provider' and e.event_id = p_event ->> 'event_id';
end $$;
