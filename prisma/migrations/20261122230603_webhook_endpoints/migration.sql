-- Who is told of what happens, and what they were told. A delivery is written in the transaction of what it tells of, by a trigger: nothing
-- is told that did not happen, and nothing that happened is left out, whoever writes the journal.

create table webhook_endpoints (
  id uuid not null,
  url text not null,
  -- `order.paid`, `order.*`, or `*`.
  events text[] not null,
  -- Of this shop alone; null: of all.
  shop text,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3),
  primary key (id),
  check (cardinality(events) > 0)
);

create table webhook_deliveries (
  id bigserial not null,
  endpoint_id uuid not null,
  event_id text not null,
  type text not null,
  body jsonb not null,
  at timestamptz(3) not null,
  attempts integer not null default 0,
  -- When it is sent next; null once it was taken, or given up.
  next_at timestamptz(3),
  delivered_at timestamptz(3),
  failed_at timestamptz(3),
  last_answer text,
  primary key (id),
  unique (endpoint_id, event_id),
  check (delivered_at is null or failed_at is null)
);
create index webhook_deliveries_due on webhook_deliveries (next_at) where next_at is not null;
create index webhook_deliveries_delivered on webhook_deliveries (delivered_at) where delivered_at is not null;

create function wants_event(p_events text[], p_type text) returns boolean language sql immutable as $$
  select exists (select from unnest(p_events) as e
                  where e = '*' or e = p_type or (right(e, 2) = '.*' and starts_with(p_type, left(e, -1))))
$$;

-- How an entry of an order's journal is called outside.
create function event_type_of(p_kind text, p_reason text) returns text language sql immutable as $$
  select case when p_kind = 'payment_received' and p_reason in ('paid_in_full', 'cash_on_delivery') then 'order.paid'
              when starts_with(p_kind, 'reminder_') then 'reminder.' || substr(p_kind, 10)
              else 'order.' || p_kind end
$$;

create function tell_endpoints_of_journal() returns trigger language plpgsql as $$
begin
  if not exists (select from webhook_endpoints where removed_at is null) then return null; end if;
  insert into webhook_deliveries (endpoint_id, event_id, type, body, at, next_at)
    select e.id, 'journal-' || f.id, t.type,
           jsonb_build_object('type', t.type, 'timestamp', to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'data', jsonb_strip_nulls(jsonb_build_object('orderId', f.order_id, 'customerId', o.customer_id, 'shop', o.shop, 'reason', f.reason,
                                                          'actor', f.actor)) || jsonb_build_object('facts', f.facts)),
           f.at, clock_timestamp()
      from fresh f
      join orders o on o.id = f.order_id
      cross join lateral (select event_type_of(f.kind, f.reason) as type) as t
      join webhook_endpoints e on e.removed_at is null and (e.shop is null or e.shop = o.shop) and wants_event(e.events, t.type)
     where f.kind <> 'standing_changed' -- told of as the buyer's
     order by f.id
  on conflict do nothing;
  return null;
end $$;
create trigger journal_webhooks after insert on journal referencing new table as fresh
  for each statement execute function tell_endpoints_of_journal();

create function tell_endpoints_of_standing() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (endpoint_id, event_id, type, body, at, next_at)
    select e.id, 'standing-' || f.id, 'customer.standing_changed',
           jsonb_build_object('type', 'customer.standing_changed', 'timestamp', to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'data', jsonb_strip_nulls(jsonb_build_object('customerId', f.customer_id, 'orderId', f.order_id, 'from', f.from_level, 'to', f.to_level,
                                                          'reason', f.reason, 'actor', f.actor)) || jsonb_build_object('facts', f.facts)),
           f.at, clock_timestamp()
      from fresh f
      join webhook_endpoints e on e.removed_at is null and wants_event(e.events, 'customer.standing_changed')
       and (e.shop is null or exists (select from orders o where o.customer_id = f.customer_id and o.shop = e.shop))
     order by f.id
  on conflict do nothing;
  return null;
end $$;
create trigger standing_webhooks after insert on standing_changes referencing new table as fresh
  for each statement execute function tell_endpoints_of_standing();
