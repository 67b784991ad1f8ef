import type { IntegrityRule } from './rule.ts';

/** Stock: never wrong, never given twice, never lost (product.md section 3). */
export const stockRules: readonly IntegrityRule[] = [
  {
    rule: 'stock_balance_is_ledger',
    means: 'What a SKU has on hand and held is what its ledger adds up to.',
    find: `
      select coalesce(s.sku, l.sku) as subject,
             jsonb_build_object('onHand', s.on_hand, 'held', s.held, 'ledgerOnHand', l.on_hand, 'ledgerHeld', l.held) as facts
        from stock s full join (
          select sku, sum(case kind when 'adjust' then quantity when 'restock' then quantity when 'commit' then -quantity else 0 end) as on_hand,
                 sum(case kind when 'hold' then quantity when 'release' then -quantity when 'commit' then -quantity else 0 end) as held
            from stock_ledger group by sku) l on l.sku = s.sku
       where s.sku is null or s.on_hand <> coalesce(l.on_hand, 0) or s.held <> coalesce(l.held, 0)`,
  },
  {
    rule: 'stock_held_is_orders_holds',
    means:
      'The ledger holds and has committed for each order exactly what its row says of its lines: all of them, or nothing.',
    find: `
      select o.id as subject, jsonb_build_object('sku', sku, 'hold', o.hold, 'wanted', coalesce(d.quantity, 0),
               'ledgerHeld', m.held - m.released - m.committed, 'ledgerCommitted', m.committed - m.restocked) as facts
        from demand d full join moved m using (order_id, sku) join orders o on o.id = order_id
       where coalesce(m.released + m.committed <= m.held and m.restocked <= m.committed, true)
         and (coalesce(m.held - m.released - m.committed, 0) <> case o.hold when 'held' then coalesce(d.quantity, 0) else 0 end
              or coalesce(m.committed - m.restocked, 0) <> case o.hold when 'committed' then coalesce(d.quantity, 0) else 0 end)`,
  },
  {
    rule: 'stock_given_back_once',
    means: 'No order gives back, or takes for good, more of a SKU than it ever held.',
    find: `
      select order_id as subject, jsonb_build_object('sku', sku, 'held', held, 'released', released, 'committed', committed,
               'restocked', restocked) as facts
        from moved where released + committed > held or restocked > committed`,
  },
  {
    rule: 'stock_moves_once_per_step',
    means: 'A step of an order moves a SKU once per kind, however often it is run.',
    find: `
      select order_id as subject, jsonb_build_object('sku', sku, 'step', step, 'kind', kind, 'times', count(*)) as facts
        from stock_ledger where order_id is not null group by order_id, sku, step, kind having count(*) > 1`,
  },
  {
    rule: 'stock_not_oversold',
    means:
      'Nothing is below zero, and less on hand than is held is what staff have said and were alerted to.',
    find: `
      select s.sku as subject, jsonb_build_object('onHand', s.on_hand, 'held', s.held, 'safetyStock', s.safety_stock) as facts
        from stock s
       where s.held < 0 or s.safety_stock < 0
          or (s.on_hand < s.held and not exists (select 1 from alerts a where a.kind = 'stock_below_held' and a.subject = s.sku))`,
  },
  {
    rule: 'open_orders_hold_stock',
    means:
      'An order that takes its stock when it is placed holds it as long as it waits to be paid or delivered.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'deductOn', deduct_on, 'hold', hold) as facts
        from orders
       where hold <> 'held' and (status = 'confirmed' or (deduct_on = 'order' and status in ('awaiting_payment', 'payment_processing')))`,
  },
  {
    rule: 'paid_orders_took_stock',
    means:
      'A paid order has its stock for good, unless staff put it back with a refund, of money or of what was still owed.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'hold', hold) as facts
        from orders o
       where status in ('paid', 'shipped', 'delivered') and hold <> 'committed'
         and not (hold = 'released' and (
           exists (select 1 from refunds r where r.order_id = o.id and r.restock)
           or exists (select 1 from journal j where j.order_id = o.id and j.kind = 'instalments_voided' and j.facts @> '{"restock": true}')))`,
  },
  {
    rule: 'merged_holds_move_whole',
    means:
      'What orders held when they were merged is what the order they became held then: no piece was lost or taken between.',
    find: `
      select coalesce(gone.id, came.id) as subject, jsonb_build_object('sku', coalesce(gone.sku, came.sku), 'gone', gone.quantity, 'came', came.quantity) as facts
        from (select o.merged_into as id, l.sku, sum(l.quantity) as quantity
                from orders o join stock_ledger l on l.order_id = o.id and l.step = 'merge' and l.kind = 'release' group by 1, 2) gone
        full join (select order_id as id, sku, sum(quantity) as quantity from stock_ledger where step = 'merge' and kind = 'hold' group by 1, 2) came
          using (id, sku)
       where gone.quantity is distinct from came.quantity`,
  },
  {
    rule: 'closed_orders_hold_nothing',
    means: 'A closed order has given back all it held.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'hold', hold) as facts
        from every_order where is_closed and hold not in ('none', 'released')`,
  },
];
