-- The last time there was more of a SKU because staff put it on the shelf: a delivery, a count. A piece that a buyer returned is none.
create function last_restock_of(p_sku text) returns bigint language sql volatile as $$
  select coalesce(max(r.id), 0) from stock_ledger r where r.sku = p_sku and r.order_id is null and r.kind = 'adjust' and r.quantity > 0;
$$;
drop index stock_ledger_restocks;
create index stock_ledger_restocks on stock_ledger (sku, id) where order_id is null and kind = 'adjust' and quantity > 0;

-- As before, but for `committed_since_restock`: only staff restock. A returned piece that left the shelf since then is no longer
-- committed; one that left before is simply one more on hand (rules.md 32).
create or replace function move_stock(p_order text, p_step text, p_revision int, p_at timestamptz, p_moves jsonb) returns jsonb
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
         committed_since_restock = greatest(0, s.committed_since_restock + d.committed - case
           when d.restocked = 0 then 0
           when exists (select 1 from stock_ledger l where l.order_id = p_order and l.sku = d.sku and l.kind = 'commit' and l.id > last_restock_of(d.sku))
             then d.restocked else 0 end),
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

-- Units of a flash SKU a buyer holds now, and has bought and kept since it was last restocked (rules.md 32). By the ledger's own order,
-- since clocks of orders differ.
create or replace function flash_units_of(p_customer text, p_sku text) returns bigint language sql volatile as $$
  select coalesce(sum(o.held + case when o.bought_at > last_restock_of(p_sku) then o.bought else 0 end), 0)::bigint
    from (select sum(case l.kind when 'hold' then l.quantity when 'release' then -l.quantity when 'commit' then -l.quantity else 0 end) as held,
                 sum(case l.kind when 'commit' then l.quantity when 'restock' then -l.quantity else 0 end) as bought,
                 coalesce(max(l.id) filter (where l.kind = 'commit'), 0) as bought_at
            from orders x join stock_ledger l on l.order_id = x.id and l.sku = p_sku
           where x.customer_id = p_customer and x.hold <> 'none'
           group by x.id) as o;
$$;
