import { demandOf } from '../domain/stock.ts';
import type { Client } from './database.ts';
import { journal } from './journal.ts';
import { orders } from './orders.ts';
import type { OrderChanges, StoredOrder } from './orders.ts';
import { stockMovements } from './stock-movements.ts';
import type { Shortage } from './stock-movements.ts';

/**
 * A new order on which moved money leaves nothing due is paid in the transaction that makes it: what it holds leaves the stock, and
 * `deductOn: payment` takes it now. Answers what there is not enough of; then the caller rolls back.
 */
export async function becomePaidAtOnce(
  client: Client,
  order: StoredOrder,
  at: string,
  changes: OrderChanges = {},
): Promise<readonly Shortage[]> {
  const demand = demandOf(order.lines);
  const holds = order.hold === 'held' ? [] : demand.map((wanted) => ({ ...wanted, kind: 'hold' as const }));
  const commits = demand.map((wanted) => ({ ...wanted, kind: 'commit' as const }));
  const shortages = await stockMovements(client).move(order, 'pay:1', at, [...holds, ...commits]);
  if (shortages.length > 0) return shortages;
  const paid = {
    status: 'paid',
    hold: 'committed',
    paymentState: 'succeeded',
    paidAt: new Date(at),
  } as const;
  await orders(client).change(order, { ...paid, ...changes });
  await journal(client).write(order.id, [
    { at, kind: 'stock_committed', reason: 'nothing_due', actor: 'engine', facts: { demand } },
  ]);
  return [];
}
