-- An order that is just being superseded or merged stands aside: nobody can pay it, its hold stays, and after a minute it goes on.
alter table orders
  add column superseding_since timestamptz(3),
  add column superseding_token text,
  add check ((superseding_since is null) = (superseding_token is null));

-- What an order was put together from, for its reminders (rules.md 31).
create index orders_merged_into on orders (merged_into) where merged_into is not null;

-- Hands all that the orders p_from hold to p_to, in the transaction that replaces them: what is held of each SKU stays the same, so
-- nobody can take a piece between. The ledger has both sides of it. Answers what was handed over, [{ sku, quantity }].
create function hand_over_holds(p_from text[], p_to text, p_at timestamptz) returns jsonb language plpgsql volatile as $$
declare
  handed jsonb;
begin
  perform 1 from stock where sku in (select l.sku from stock_ledger l where l.order_id = any(p_from)) order by sku for update;

  with held as (
    select l.order_id, l.sku, sum(case l.kind when 'hold' then l.quantity when 'release' then -l.quantity when 'commit' then -l.quantity else 0 end) as quantity
      from stock_ledger l where l.order_id = any(p_from) group by l.order_id, l.sku),
  released as (
    insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at)
      select h.sku, h.order_id, 'release', h.quantity, o.revision, 'merge', p_at
        from held h join orders o on o.id = h.order_id where h.quantity > 0 order by h.order_id, h.sku
      returning sku, quantity),
  taken as (
    insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at)
      select sku, p_to, 'hold', sum(quantity), 1, 'merge', p_at from released group by sku order by sku
      returning sku, quantity)
  select coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity) order by sku), '[]') into handed from taken;
  return handed;
end $$;
