-- Lock order in every transaction: buyers (advisory, sorted) -> orders (sorted) -> stock (by SKU). rules.md 1.
-- All functions are VOLATILE, so that under READ COMMITTED each statement after a locking one sees what the lock waited for.

create function lock_buyers(p_customers text[]) returns void language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('buyer:' || c, 0))
    from (select distinct unnest(p_customers) as c order by 1) as sorted;
end $$;

-- Locks the order's buyer, then the order. False when there is no such order.
create function lock_order(p_order text) returns boolean language plpgsql volatile as $$
declare
  buyer text;
begin
  select customer_id into buyer from orders where id = p_order;
  if not found then return false; end if;
  perform lock_buyers(array[buyer]);
  perform 1 from orders where id = p_order for update;
  return true;
end $$;

-- Moves stock for one step of one order, all SKUs or none. p_moves: [{ sku, kind: hold|release|commit|restock, quantity }].
-- Answers the shortages, [{ sku, requested, available }]; [] when it was done. What the step releases counts as available
-- to what it holds, so an order never competes with its own hold. Running a step again violates stock_ledger_step.
create function move_stock(p_order text, p_step text, p_revision int, p_at timestamptz, p_moves jsonb) returns jsonb
language plpgsql volatile as $$
declare
  shortages jsonb;
begin
  perform 1 from stock where sku in (select m.sku from jsonb_to_recordset(p_moves) as m(sku text)) order by sku for update;

  select coalesce(jsonb_agg(jsonb_build_object('sku', d.sku, 'requested', d.held, 'available', greatest(0, d.available)) order by d.sku), '[]')
    into shortages
    from (select m.sku,
                 sum(m.quantity) filter (where m.kind = 'hold') as held,
                 coalesce(max(s.on_hand - s.held - s.safety_stock), 0)
                   + coalesce(sum(m.quantity) filter (where m.kind in ('release', 'restock')), 0) as available
            from jsonb_to_recordset(p_moves) as m(sku text, kind text, quantity bigint)
            left join stock s on s.sku = m.sku
           group by m.sku) as d
   where d.held > d.available;
  if shortages <> '[]'::jsonb then return shortages; end if;

  insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at)
    select m.sku, p_order, m.kind, sum(m.quantity), p_revision, p_step, p_at
      from jsonb_to_recordset(p_moves) as m(sku text, kind text, quantity bigint)
     group by m.sku, m.kind order by m.sku, m.kind;

  update stock s
     set held = s.held + d.held - d.released - d.committed,
         on_hand = s.on_hand - d.committed + d.restocked,
         committed_since_restock = case when d.restocked > 0 then 0 else s.committed_since_restock + d.committed end,
         version = s.version + 1, updated_at = p_at
    from (select m.sku,
                 coalesce(sum(m.quantity) filter (where m.kind = 'hold'), 0) as held,
                 coalesce(sum(m.quantity) filter (where m.kind = 'release'), 0) as released,
                 coalesce(sum(m.quantity) filter (where m.kind = 'commit'), 0) as committed,
                 coalesce(sum(m.quantity) filter (where m.kind = 'restock'), 0) as restocked
            from jsonb_to_recordset(p_moves) as m(sku text, kind text, quantity bigint)
           group by m.sku) as d
   where s.sku = d.sku;
  return '[]';
end $$;

-- Units of a flash SKU a buyer holds now, or has bought since there was last more of it on hand (rules.md 32).
create index stock_ledger_restocks on stock_ledger (sku, at) where order_id is null and quantity > 0;
create function flash_units_of(p_customer text, p_sku text) returns bigint language sql volatile as $$
  select coalesce(sum(case l.kind when 'hold' then l.quantity when 'release' then -l.quantity when 'restock' then -l.quantity else 0 end), 0)
    from orders x
    join stock_ledger l on l.order_id = x.id and l.sku = p_sku
   where x.customer_id = p_customer
     and (x.hold = 'held'
          or (x.hold = 'committed'
              and x.paid_at >= coalesce((select max(r.at) from stock_ledger r where r.sku = p_sku and r.order_id is null and r.quantity > 0), '-infinity')));
$$;

-- Places a batch of orders in one transaction: idempotency keys, the buyer's limits, the hold on every line, then order, ledger and
-- journal rows. All or nothing per order, decided in the order of the batch, so that earlier orders count for later ones. What needs
-- no lock (kind, deadline, prices) was decided before by domain/placing and comes finished. An entry that was refused there is here
-- for its idempotency key only.
--
-- Keys come first, sorted: whoever waits for another's key holds nothing yet that the other could want.
--
-- p: { now, skus: [sku], customers: [id], entries: [{ refused: { code, facts }|null, key_id, api_key_id, key, request_hash,
--        answer: what the key answers if it is placed, buyer: <1-based index into customers>, standing, supplied_id, counts, max_open,
--        holds, commits, share, duplicate_since, journal: [{ kind, reason, actor, facts }], customer, …columns of orders… }],
--      demand: { entry: [1-based], sku: [1-based], quantity: [], flash: [bool] }, sorted by entry }
-- Answers one outcome per entry, in their order:
--   { outcome: 'placed', possibleDuplicateOf } | { outcome: 'refused', code, facts } | { outcome: 'stale' } (the buyer's standing has
--   changed: decide again) | { outcome: 'key_reused' } | { outcome: 'in_progress' } | { outcome: 'replayed', answer }
-- Plans are kept per connection and may be made while the tables are empty: they must be right for full ones.
create function place_orders(p jsonb) returns jsonb language plpgsql volatile
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  at timestamptz := (p ->> 'now')::timestamptz;
  entries jsonb := p -> 'entries';
  skus text[] := array(select jsonb_array_elements_text(p -> 'skus'));
  customer_ids text[] := array(select jsonb_array_elements_text(p -> 'customers'));
  d_entry int[] := array(select jsonb_array_elements(p #> '{demand,entry}')::int);
  d_sku int[] := array(select jsonb_array_elements(p #> '{demand,sku}')::int);
  d_quantity bigint[] := array(select jsonb_array_elements(p #> '{demand,quantity}')::bigint);
  d_flash bool[] := array(select jsonb_array_elements(p #> '{demand,flash}')::bool);
  demands int := coalesce(array_length(d_entry, 1), 0);

  -- by entry
  total int;
  refused jsonb[]; key_ids uuid[]; ids text[]; supplied bool[]; buyers int[]; decided_for text[]; counts bool[]; max_open int[];
  holds bool[]; commits bool[]; prints text[]; duplicates text[]; shares numeric[];
  outcomes jsonb[];
  writes text[]; -- what becomes of its row: placed, rejected, or null
  -- by buyer, by SKU, by buyer and SKU
  standings text[]; is_known bool[]; open_count int[];
  available bigint[]; share_base bigint[];
  share_keys text[] := '{}'; share_used bigint[] := '{}';

  supplied_ids text[]; taken_ids text[] := '{}';
  n int; d int; first int := 1; last int; i int;
  fits bool;
  most bigint;
  print text;
  placed_prints text[] := '{}'; placed_ids text[] := '{}';
begin
  select count(*), array_agg(e.refused order by e.n), array_agg(e.key_id order by e.n), array_agg(e.id order by e.n),
         array_agg(e.supplied_id order by e.n), array_agg(e.buyer order by e.n), array_agg(e.standing order by e.n),
         array_agg(e.counts order by e.n), array_agg(e.max_open order by e.n), array_agg(e.holds order by e.n),
         array_agg(e.commits order by e.n), array_agg(e.lines_hash order by e.n), array_agg(e.share order by e.n),
         coalesce(array_agg(distinct e.id) filter (where e.supplied_id), '{}')
    into total, refused, key_ids, ids, supplied, buyers, decided_for, counts, max_open, holds, commits, prints, shares, supplied_ids
    from rows from (jsonb_to_recordset(entries) as (refused jsonb, key_id uuid, id text, supplied_id bool, buyer int, standing text,
           counts bool, max_open int, holds bool, commits bool, lines_hash text, share numeric))
         with ordinality as e(refused, key_id, id, supplied_id, buyer, standing, counts, max_open, holds, commits, lines_hash, share, n);

  outcomes := array_fill(null::jsonb, array[total]);
  writes := array_fill(null::text, array[total]);

  -- Keys: ours from here on, or somebody's before us, who is waited for.
  if array_remove(key_ids, null) <> '{}' then
    delete from idempotency_keys k using jsonb_to_recordset(entries) as e(api_key_id text, key text)
     where k.api_key_id = e.api_key_id and k.key = e.key and k.created_at < at - interval '7 days';
    insert into idempotency_keys (id, api_key_id, key, request_hash, state, created_at)
      select e.key_id, e.api_key_id, e.key, e.request_hash, 'in_flight', at
        from jsonb_to_recordset(entries) as e(key_id uuid, api_key_id text, key text, request_hash text)
       where e.key_id is not null order by e.api_key_id, e.key
      on conflict (api_key_id, key) do nothing;
    select array_agg(case
             when e.key_id is null or k.id = e.key_id then null
             when k.request_hash <> e.request_hash then '{"outcome": "key_reused"}'::jsonb
             when k.state = 'done' then jsonb_build_object('outcome', 'replayed', 'answer', k.answer)
             else '{"outcome": "in_progress"}'::jsonb end order by e.n)
      into outcomes
      from rows from (jsonb_to_recordset(entries) as (key_id uuid, api_key_id text, key text, request_hash text))
             with ordinality as e(key_id, api_key_id, key, request_hash, n)
      left join idempotency_keys k on k.api_key_id = e.api_key_id and k.key = e.key;
  end if;

  -- Locks, in this order: buyers, orders, stock.
  perform lock_buyers(customer_ids);
  if supplied_ids <> '{}' then
    perform pg_advisory_xact_lock(hashtextextended('order:' || s.id, 0)) from (select unnest(supplied_ids) as id order by 1) as s; -- ids to come
    perform 1 from orders where id = any(supplied_ids) order by id for update;
    taken_ids := array(select id from orders where id = any(supplied_ids) and status <> 'rejected');
  end if;
  perform 1 from stock where sku = any(skus) order by sku for update;

  select array_agg(coalesce(s.on_hand - s.held - s.safety_stock, 0) order by u.i),
         array_agg(coalesce(s.on_hand - s.safety_stock + s.committed_since_restock, 0) order by u.i)
    into available, share_base
    from unnest(skus) with ordinality as u(sku, i) left join stock s on s.sku = u.sku;

  select array_agg(coalesce(c.standing, 'good') order by u.i), array_agg(c.id is not null order by u.i),
         array_agg((select count(*)::int from orders x
                     where x.customer_id = u.id and x.status in ('awaiting_payment', 'payment_processing')) order by u.i)
    into standings, is_known, open_count
    from unnest(customer_ids) with ordinality as u(id, i) left join customers c on c.id = u.id;

  select array_agg((select x.id from orders x
                     where x.customer_id = customer_ids[e.buyer] and x.lines_hash = e.lines_hash and x.placed_at >= e.duplicate_since
                       and x.status in ('awaiting_payment', 'payment_processing', 'confirmed', 'paid')
                     order by x.placed_at desc, x.id limit 1) order by e.n)
    into duplicates
    from rows from (jsonb_to_recordset(entries) as (buyer int, lines_hash text, duplicate_since timestamptz))
           with ordinality as e(buyer, lines_hash, duplicate_since, n);

  -- What buyers of flash SKUs hold, and have bought since they were last restocked (rules.md 32).
  if true = any(d_flash) then
    select array_agg(f.buyer || ' ' || f.sku), array_agg(flash_units_of(customer_ids[f.buyer], skus[f.sku]))
      into share_keys, share_used
      from (select distinct buyers[u.entry] as buyer, u.sku from unnest(d_entry, d_sku, d_flash) as u(entry, sku, flash) where u.flash) as f;
  end if;

  for n in 1 .. total loop
    last := first - 1;
    while last < demands and d_entry[last + 1] = n loop last := last + 1; end loop;

    if outcomes[n] is not null then
      null; -- its key has been used before
    elsif refused[n] is not null then
      outcomes[n] := jsonb_build_object('outcome', 'refused') || refused[n];
    elsif supplied[n] and ids[n] = any(taken_ids) then
      outcomes[n] := jsonb_build_object('outcome', 'refused', 'code', 'order_exists', 'facts', jsonb_build_object('orderId', ids[n]));
    elsif standings[buyers[n]] = 'blocked' then
      outcomes[n] := '{"outcome": "refused", "code": "buyer_blocked", "facts": {}}';
      writes[n] := 'rejected';
    elsif standings[buyers[n]] <> decided_for[n] then
      outcomes[n] := '{"outcome": "stale"}';
    elsif counts[n] and open_count[buyers[n]] >= max_open[n] then
      outcomes[n] := jsonb_build_object('outcome', 'refused', 'code', 'too_many_open_orders',
                                        'facts', jsonb_build_object('open', open_count[buyers[n]], 'limit', max_open[n]));
    else
      for d in first .. last loop
        if d_flash[d] then
          i := array_position(share_keys, buyers[n] || ' ' || d_sku[d]);
          most := greatest(1, floor(shares[n] * share_base[d_sku[d]]));
          if share_used[i] + d_quantity[d] > most then
            outcomes[n] := jsonb_build_object('outcome', 'refused', 'code', 'flash_share_exceeded', 'facts',
              jsonb_build_object('sku', skus[d_sku[d]], 'requested', d_quantity[d], 'has', share_used[i], 'limit', most));
          end if;
        end if;
      end loop;

      fits := true;
      if holds[n] and outcomes[n] is null then
        for d in first .. last loop
          if available[d_sku[d]] < d_quantity[d] then fits := false; end if;
        end loop;
        if not fits then
          outcomes[n] := jsonb_build_object('outcome', 'refused', 'code', 'out_of_stock', 'facts', jsonb_build_object('shortages',
            (select jsonb_agg(jsonb_build_object('sku', skus[u.sku], 'requested', u.quantity, 'available', greatest(0, available[u.sku])) order by u.i)
               from unnest(d_sku[first:last], d_quantity[first:last]) with ordinality as u(sku, quantity, i) where available[u.sku] < u.quantity)));
          writes[n] := 'rejected';
        end if;
      end if;
    end if;

    if outcomes[n] is null then
      for d in first .. last loop
        if holds[n] then available[d_sku[d]] := available[d_sku[d]] - d_quantity[d]; end if;
        if d_flash[d] then
          i := array_position(share_keys, buyers[n] || ' ' || d_sku[d]);
          share_used[i] := share_used[i] + d_quantity[d];
        end if;
      end loop;
      if counts[n] then open_count[buyers[n]] := open_count[buyers[n]] + 1; end if;
      print := buyers[n] || ' ' || prints[n];
      duplicates[n] := coalesce(placed_ids[array_position(placed_prints, print)], duplicates[n]);
      placed_prints := placed_prints || print;
      placed_ids := placed_ids || ids[n];
      if supplied[n] then taken_ids := taken_ids || ids[n]; end if;
      outcomes[n] := case when duplicates[n] is null then '{"outcome": "placed"}'
                          else jsonb_build_object('outcome', 'placed', 'possibleDuplicateOf', duplicates[n]) end;
      writes[n] := 'placed';
    end if;
    first := last + 1;
  end loop;

  if array_remove(writes, null) <> '{}' then
    insert into customers (id, name, phone, email, locale, consent_sms, consent_email, consent_push, consent_in_app, consent_call, created_at)
      select distinct on (c.id) c.id, c.name, c.phone, c.email, c.locale, c.consent_sms, c.consent_email, c.consent_push, c.consent_in_app,
             c.consent_call, at
        from unnest(writes, buyers) with ordinality as w(what, buyer, n),
             jsonb_populate_record(null::customers, entries -> (w.n::int - 1) -> 'customer') as c
       where w.what is not null and not is_known[w.buyer] order by c.id, w.n
      on conflict (id) do nothing;

    -- A rejected order's id is free again: the shop may place it anew once there is stock. Of two of a batch the placed one stays, else the first.
    if supplied_ids <> '{}' then
      delete from orders x using unnest(writes, ids) as w(what, id) where w.what is not null and x.id = w.id and x.status = 'rejected';
    end if;
    insert into orders (id, workflow_id, shop, customer_id, status, kind, channel, payment_method, payment_state, deduct_on, hold, currency, lines,
                        lines_hash, goods, discount, shipping_fee, total, amount_due, placed_at, deadline, release_at, plain_deadline, policy_name,
                        policy_version, arm, paid_at, watch_until, contact, source, metadata, possible_duplicate_of, closed_reason, closed_at,
                        started_at, created_at)
      select distinct on (r.id) r.id, r.workflow_id, r.shop, r.customer_id, case when w.rejected then 'rejected' else r.status end, r.kind, r.channel,
             r.payment_method, case when w.rejected then 'none' else r.payment_state end, r.deduct_on,
             case when w.rejected then 'none' else r.hold end, r.currency, r.lines, r.lines_hash, r.goods, r.discount, r.shipping_fee, r.total,
             r.total, at, case when not w.rejected then r.deadline end, case when not w.rejected then r.release_at end,
             case when not w.rejected then r.plain_deadline end, r.policy_name, r.policy_version, r.arm,
             case when not w.rejected then r.paid_at end, case when not w.rejected then r.watch_until end, r.contact, r.source, r.metadata,
             case when not w.rejected then duplicates[r.n] end, case when w.rejected then outcomes[r.n] ->> 'code' end,
             case when w.rejected then at end, case when w.rejected then at end, at
        from rows from (jsonb_to_recordset(entries) as (id text, workflow_id text, shop text, customer_id text, status text, kind text,
               channel text, payment_method text, payment_state text, deduct_on text, hold text, currency text, lines jsonb, lines_hash text,
               goods bigint, discount bigint, shipping_fee bigint, total bigint, deadline timestamptz, release_at timestamptz,
               plain_deadline timestamptz, policy_name text, policy_version int, arm text, paid_at timestamptz, watch_until timestamptz,
               contact jsonb, source jsonb, metadata jsonb)) with ordinality
               as r(id, workflow_id, shop, customer_id, status, kind, channel, payment_method, payment_state, deduct_on, hold, currency, lines,
                    lines_hash, goods, discount, shipping_fee, total, deadline, release_at, plain_deadline, policy_name, policy_version, arm,
                    paid_at, watch_until, contact, source, metadata, n)
        cross join lateral (select writes[r.n] = 'rejected' as rejected) as w
       where w.rejected is not null order by r.id, w.rejected, r.n;

    insert into journal (order_id, at, kind, reason, actor, facts)
      select ids[w.n], at, j.kind, j.reason, j.actor, j.facts
        from unnest(writes) with ordinality as w(what, n)
        cross join lateral rows from (jsonb_to_recordset(case when w.what = 'placed' then entries -> (w.n::int - 1) -> 'journal'
            else jsonb_build_array(jsonb_build_object('kind', 'rejected', 'reason', outcomes[w.n] -> 'code', 'actor', 'engine', 'facts', outcomes[w.n] -> 'facts'))
            end) as (kind text, reason text, actor text, facts jsonb)) with ordinality as j(kind, reason, actor, facts, i)
       where w.what is not null order by w.n, j.i;

    insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at)
      select skus[u.sku], ids[u.entry], k.kind, u.quantity, 1, 'place', at
        from unnest(d_entry, d_sku, d_quantity) as u(entry, sku, quantity), (values ('hold'), ('commit')) as k(kind)
       where writes[u.entry] = 'placed' and holds[u.entry] and (k.kind = 'hold' or commits[u.entry])
       order by u.entry, u.sku, k.kind desc;

    update stock s
       set held = s.held + t.taken - t.committed, on_hand = s.on_hand - t.committed,
           committed_since_restock = s.committed_since_restock + t.committed, version = s.version + 1, updated_at = at
      from (select skus[u.sku] as sku, sum(u.quantity) as taken, coalesce(sum(u.quantity) filter (where commits[u.entry]), 0) as committed
              from unnest(d_entry, d_sku, d_quantity) as u(entry, sku, quantity)
             where writes[u.entry] = 'placed' and holds[u.entry] group by 1) as t
     where s.sku = t.sku;
  end if;

  -- A stale decision gives its key back; every other first answer is the key's answer from now on.
  if array_remove(key_ids, null) <> '{}' then
    update idempotency_keys k
       set state = 'done',
           answer = case when outcomes[e.n] ->> 'outcome' = 'refused' then outcomes[e.n]
                         else jsonb_build_object('outcome', 'placed', 'answer', e.answer || (outcomes[e.n] - 'outcome')) end
      from rows from (jsonb_to_recordset(entries) as (answer jsonb)) with ordinality as e(answer, n)
     where k.id = key_ids[e.n] and outcomes[e.n] ->> 'outcome' in ('placed', 'refused');
    delete from idempotency_keys k using unnest(key_ids, outcomes) as e(id, outcome)
     where k.id = e.id and e.outcome ->> 'outcome' = 'stale';
  end if;

  return to_jsonb(outcomes);
end $$;
