/** One thing that must be true of the database at any moment, whatever has crashed, raced or come twice. */
export interface IntegrityRule {
  /** Its name in reports, alerts and tests. */
  readonly rule: string;
  /** What must be true, in one sentence. */
  readonly means: string;
  /**
   * Finds what is wrong: a query of `subject` (text: an order's, SKU's, payment's … id) and `facts` (jsonb: what it was seen by).
   * It reads the tables and the names of `commonTables`.
   */
  readonly find: string;
}

/**
 * Named tables that rules share. `moment`: the machine's now. `every_order`: an order's row with its own clock (`order_now`), whether it
 * is closed, and its policy. A fast-forward that is still under way does not count for the clock yet: the engine has not got there.
 */
export const commonTables = `
moment as (select $1::timestamptz as now),
every_order as materialized (
  select o.*, p.document as policy, o.status in ('rejected', 'cancelled', 'expired', 'merged') as is_closed,
         m.now + least(o.clock_offset_ms, case when o.clock_offset_ms = 0 then 0 else coalesce(
           (select max((j.facts ->> 'offsetMs')::bigint) from journal j where j.order_id = o.id and j.kind = 'fast_forwarded'), 0) end)
           * interval '1 millisecond' as order_now
    from orders o cross join moment m left join policies p on p.name = o.policy_name and p.version = o.policy_version),
demand as materialized (
  select o.id as order_id, line ->> 'sku' as sku, sum((line ->> 'quantity')::bigint) as quantity
    from orders o cross join jsonb_array_elements(o.lines) as line group by 1, 2),
moved as materialized (
  select order_id, sku,
         coalesce(sum(quantity) filter (where kind = 'hold'), 0) as held,
         coalesce(sum(quantity) filter (where kind = 'release'), 0) as released,
         coalesce(sum(quantity) filter (where kind = 'commit'), 0) as committed,
         coalesce(sum(quantity) filter (where kind = 'restock'), 0) as restocked
    from stock_ledger where order_id is not null group by 1, 2),
told_deadlines as materialized (
  select order_id, id as entry, (facts ->> case kind when 'extended' then 'to' else 'deadline' end)::timestamptz as deadline
    from journal where kind in ('placed', 'method_changed', 'extended'))`;
