-- Standing: what was counted, how it changed and why, and what buyers say against it. rules.md 34.

alter table customers
  -- The level the last improvement, or the staff, left the buyer at.
  add column standing_base text not null default 'good',
  -- Unpaid closes count from then on: the last improvement.
  add column standing_counts_from timestamptz(3),
  add column standing_paid_in_row integer not null default 0,
  add check (standing in ('good', 'watch', 'restricted', 'blocked')),
  add check (standing_base in ('good', 'watch', 'restricted', 'blocked')),
  add check (standing_paid_in_row >= 0);

-- Closed without having been paid, and it counts against the buyer; decided as it is closed, taken back when it is taken up again.
alter table orders add column unpaid_close boolean not null default false;
update orders o
   set unpaid_close = true
  from policies p
 where p.name = o.policy_name and p.version = o.policy_version and o.paid_at is null
   and (o.status = 'expired'
        or (o.closed_reason = 'cancelled_by_buyer' and o.closed_at > o.placed_at + (p.document #>> '{standing,forgiveCancelWithin}')::interval));
create index orders_unpaid_closes on orders (customer_id, closed_at) where unpaid_close;

-- Every change of a level, with the order that caused it; the CRM is told of them.
create table standing_changes (
  id bigserial not null,
  customer_id text not null,
  order_id text,
  at timestamptz(3) not null,
  from_level text not null,
  to_level text not null,
  reason text not null,
  actor text not null,
  facts jsonb not null,
  primary key (id),
  check (from_level <> to_level)
);
create index standing_changes_of_customer on standing_changes (customer_id, id);

-- What a buyer says against his level, and what a person decided.
create table standing_appeals (
  id uuid not null,
  customer_id text not null,
  level text not null,
  note text not null,
  at timestamptz(3) not null,
  decision text,
  decision_note text,
  decided_at timestamptz(3),
  primary key (id),
  check (decision in ('granted', 'refused')),
  check ((decision is null) = (decided_at is null))
);
create unique index standing_appeals_open on standing_appeals (customer_id) where decision is null;
create index standing_appeals_listing on standing_appeals (at, id);

-- By what a person is known over several accounts: hashes of a phone number, an address, a device.
create table person_marks (
  mark text not null,
  order_id text not null,
  customer_id text not null,
  at timestamptz(3) not null,
  primary key (mark, order_id)
);
create index person_marks_of_customer on person_marks (customer_id);
create index person_marks_at on person_marks (at);
create index person_marks_of_order on person_marks (order_id);

-- Places a batch like place_orders, and holds it to what one person may have open over all of his accounts. `p_marks`:
-- [{ entry: <1-based>, kind, mark, most, burst }]. Marks are locked first, sorted, and nobody who holds anything else waits for one: the lock
-- order stays persons -> keys -> buyers -> orders -> stock. Orders of the same batch that go over the limit only together are
-- answered `stale`: decided again, they find the others placed.
create function place_orders_of_persons(p jsonb, p_marks jsonb) returns jsonb language plpgsql volatile
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  entries jsonb := p -> 'entries';
  answers jsonb;
  kept jsonb := '[]';
  places int[] := '{}';
  stale int[] := '{}';
  taken jsonb := '{}';
  outcomes jsonb := '[]';
  entry jsonb;
  over jsonb;
  together boolean;
  n int;
  k int;
begin
  perform pg_advisory_xact_lock(hashtextextended('person:' || m.mark, 0))
    from (select distinct x.mark from jsonb_to_recordset(p_marks) as x(mark text) order by 1) as m;

  -- Open orders of each mark: a statement after the locking one.
  select coalesce(jsonb_object_agg(u.mark, u.open), '{}') into taken
    from (select x.mark, count(distinct o.id) as open
            from (select distinct mark from jsonb_to_recordset(p_marks) as y(mark text)) as x
            left join person_marks m on m.mark = x.mark
            left join orders o on o.id = m.order_id and o.status in ('awaiting_payment', 'payment_processing')
           group by x.mark) as u;

  for n in 1 .. jsonb_array_length(entries) loop
    entry := entries -> (n - 1);
    select jsonb_build_object('code', 'too_many_open_orders', 'facts', jsonb_build_object('open', (taken ->> x.mark)::int, 'limit', x.most, 'of', x.kind))
      into over
      from jsonb_to_recordset(p_marks) as x(entry int, kind text, mark text, most int)
     where x.entry = n and (taken ->> x.mark)::int >= x.most order by x.kind limit 1;
    select exists (select from jsonb_to_recordset(p_marks) as x(entry int, mark text, most int)
                    where x.entry = n
                      and (taken ->> x.mark)::int + (select count(*) from jsonb_to_recordset(p_marks) as z(entry int, mark text)
                                                      where z.mark = x.mark and z.entry < n and z.entry <> all(stale)) >= x.most)
      into together;
    if over is not null then
      -- An entry that is refused is there for its key only; without one nobody has to remember it.
      if entry ->> 'key_id' is null then
        outcomes := jsonb_set(outcomes, array[(n - 1)::text], jsonb_build_object('outcome', 'refused') || over, true);
        stale := stale || n;
        continue;
      end if;
      entry := jsonb_build_object('key_id', entry -> 'key_id', 'api_key_id', entry -> 'api_key_id', 'key', entry -> 'key',
                                  'request_hash', entry -> 'request_hash', 'refused', over);
      stale := stale || n;
    elsif together then
      outcomes := jsonb_set(outcomes, array[(n - 1)::text], '{"outcome": "stale"}', true);
      stale := stale || n;
      continue;
    end if;
    outcomes := jsonb_set(outcomes, array[(n - 1)::text], 'null', true);
    kept := kept || jsonb_build_array(entry);
    places := places || n;
  end loop;

  if places = '{}' then return outcomes; end if;
  answers := place_orders(p || jsonb_build_object('entries', kept, 'demand', (
    select jsonb_build_object('entry', coalesce(jsonb_agg(array_position(places, d.entry) order by d.i), '[]'),
                              'sku', coalesce(jsonb_agg(d.sku order by d.i), '[]'),
                              'quantity', coalesce(jsonb_agg(d.quantity order by d.i), '[]'),
                              'flash', coalesce(jsonb_agg(d.flash order by d.i), '[]'))
      from unnest(array(select jsonb_array_elements(p #> '{demand,entry}')::int), array(select jsonb_array_elements(p #> '{demand,sku}')),
                  array(select jsonb_array_elements(p #> '{demand,quantity}')), array(select jsonb_array_elements(p #> '{demand,flash}')))
             with ordinality as d(entry, sku, quantity, flash, i)
     where d.entry = any(places) and not (kept -> (array_position(places, d.entry) - 1) ? 'refused'))));
  for k in 1 .. coalesce(array_length(places, 1), 0) loop
    outcomes := jsonb_set(outcomes, array[(places[k] - 1)::text], answers -> (k - 1), true);
  end loop;

  insert into person_marks (mark, order_id, customer_id, at)
    select distinct on (x.mark, o.id) x.mark, o.id, o.customer_id, o.placed_at
      from jsonb_to_recordset(p_marks) as x(entry int, mark text)
      join orders o on o.id = entries -> (x.entry - 1) ->> 'id'
     where outcomes -> (x.entry - 1) ->> 'outcome' = 'placed'
  on conflict do nothing;

  -- Many unpaid orders of one person in an hour are brought to staff, once an hour.
  insert into alerts (id, key, kind, subject, facts, at)
    select gen_random_uuid(), 'unpaid_burst/' || b.mark || '/' || to_char(b.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24'), 'unpaid_burst',
           b.kind || ' ' || left(b.mark, 8), jsonb_build_object('of', b.kind, 'orders', b.orders, 'newest', b.newest), b.at
      from (select x.mark, x.kind, (p ->> 'now')::timestamptz as at, count(o.id) as orders, (array_agg(o.id order by o.placed_at desc))[1:10] as newest, x.burst
              from (select distinct y.mark, y.kind, y.burst from jsonb_to_recordset(p_marks) as y(kind text, mark text, burst int)) as x
              join person_marks m on m.mark = x.mark and m.at > (p ->> 'now')::timestamptz - interval '1 hour'
              join orders o on o.id = m.order_id and o.paid_at is null
             group by x.mark, x.kind, x.burst) as b
     where b.orders >= b.burst
  on conflict (key) do nothing;
  return outcomes;
end $$;

-- Policies are whole documents: those written before get the limits of one person over several accounts.
update policies
   set document = document || jsonb_build_object('limits',
     '{ "openOrdersPerPhone": null, "openOrdersPerAddress": null, "openOrdersPerDevice": 20 }'::jsonb || coalesce(document -> 'limits', '{}'));
