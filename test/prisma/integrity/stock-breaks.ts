import { takeBackCheck } from './break.ts';
import type { Break } from './break.ts';

export const stockBreaks: readonly Break[] = [
  [
    'merged_holds_move_whole',
    'a merged order whose hold was not its parts’',
    'part',
    [`update stock_ledger set step = 'close' where order_id = ':id' and step = 'merge'`],
  ],
  [
    'closed_orders_hold_nothing',
    'a merged part that still says it holds',
    'part',
    [
      `update orders set hold = 'held' where id = ':id'`,
      `insert into stock_ledger (sku, order_id, kind, quantity, step, at) values ('mug', ':id', 'hold', 2, 'again', now())`,
      `update stock set held = held + 2 where sku = 'mug'`,
    ],
  ],
  [
    'stock_balance_is_ledger',
    'a balance counted on its own',
    'waiting',
    [`update stock set held = held + 1 where sku = 'mug'`],
  ],
  [
    'stock_balance_is_ledger',
    'more on hand than ever came',
    'waiting',
    [`update stock set on_hand = on_hand + 1 where sku = 'mug'`],
  ],
  [
    'stock_balance_is_ledger',
    'a SKU whose row was removed',
    'waiting',
    [`delete from stock where sku = 'cup'`],
  ],
  [
    'stock_held_is_orders_holds',
    'a hold for one piece less than the order has',
    'waiting',
    [
      `update stock_ledger set quantity = 1 where order_id = ':id'`,
      `update stock set held = held - 1 where sku = 'mug'`,
    ],
  ],
  [
    'stock_held_is_orders_holds',
    'a hold that an expired order still has',
    'expired',
    [
      `delete from stock_ledger where order_id = ':id' and kind = 'release'`,
      `update stock set held = held + 2 where sku = 'mug'`,
    ],
  ],
  [
    'stock_held_is_orders_holds',
    'a paid order whose hold was never committed',
    'paid',
    [
      `delete from stock_ledger where order_id = ':id' and kind = 'commit'`,
      `update stock set held = held + 2, on_hand = on_hand + 2 where sku = 'mug'`,
    ],
  ],
  [
    'stock_given_back_once',
    'a second release, by another step',
    'expired',
    [
      `insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at)
         select sku, order_id, kind, quantity, revision, 'again', at from stock_ledger where order_id = ':id' and kind = 'release'`,
      `update stock set held = held - 2 where sku = 'mug'`,
    ],
  ],
  [
    'stock_given_back_once',
    'a second commit',
    'paid',
    [
      `insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at)
         select sku, order_id, kind, quantity, revision, 'again', at from stock_ledger where order_id = ':id' and kind = 'commit'`,
      `update stock set held = held - 2, on_hand = on_hand - 2 where sku = 'mug'`,
    ],
  ],
  [
    'stock_moves_once_per_step',
    'a step run twice, for half each',
    'expired',
    [
      `drop index stock_ledger_step`,
      `update stock_ledger set quantity = 1 where order_id = ':id' and kind = 'release'`,
      `insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at)
         select sku, order_id, kind, quantity, revision, step, at from stock_ledger where order_id = ':id' and kind = 'release'`,
    ],
  ],
  [
    'stock_not_oversold',
    'more held than is on hand, and nobody was told',
    'waiting',
    [
      `insert into stock_ledger (sku, kind, quantity, step, at) values ('mug', 'adjust', -990, 'set', now())`,
      `update stock set on_hand = on_hand - 990 where sku = 'mug'`,
    ],
  ],
  [
    'stock_not_oversold',
    'a safety stock below zero',
    'waiting',
    [takeBackCheck('stock', 'safety_stock'), `update stock set safety_stock = -1 where sku = 'cup'`],
  ],
  [
    'open_orders_hold_stock',
    'an unpaid order whose hold was released',
    'waiting',
    [
      `update orders set hold = 'released' where id = ':id'`,
      `insert into stock_ledger (sku, order_id, kind, quantity, revision, step, at) values ('mug', ':id', 'release', 2, 1, 'close', now())`,
      `update stock set held = held - 2 where sku = 'mug'`,
      `insert into journal (order_id, at, kind, actor, facts) values (':id', now(), 'stock_released', 'engine', '{}')`,
    ],
  ],
  [
    'paid_orders_took_stock',
    'a paid order without its goods',
    'paid',
    [
      `update orders set hold = 'none' where id = ':id'`,
      `delete from stock_ledger where order_id = ':id'`,
      `update stock set on_hand = on_hand + 2 where sku = 'mug'`,
    ],
  ],
  [
    'closed_orders_hold_nothing',
    'an expired order that keeps its hold',
    'expired',
    [
      `update orders set hold = 'held' where id = ':id'`,
      `delete from stock_ledger where order_id = ':id' and kind = 'release'`,
      `update stock set held = held + 2 where sku = 'mug'`,
    ],
  ],
];
