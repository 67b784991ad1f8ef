import { randomUUID } from 'node:crypto';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { OrderStart } from '../../workflows/contract.ts';
import { until } from './running-shop.ts';
import type { RunningShop } from './running-shop.ts';

/** What an order of a test is of. */
export interface Wanted {
  readonly onHand?: number;
  readonly deductOn?: 'order' | 'payment';
  readonly order?: Partial<PlacingRequest>;
}

/** What happens over the counter of a shop that runs: every order is for two pieces of a SKU of its own, at 50.00. */
export function counterOf(shop: () => RunningShop) {
  const aSku = async ({ onHand = 10, deductOn = 'order' }: Wanted = {}): Promise<string> => {
    const sku = `sku-${randomUUID()}`;
    await shop().stock(sku, onHand, { price: 5_000, deductOn });
    return sku;
  };

  /** An order that is placed; its workflow has not been started. */
  const placed = async (wanted: Wanted = {}, at = new Date().toISOString()) => {
    const sku = wanted.order?.lines?.[0]?.sku ?? (await aSku(wanted));
    const lines = [{ sku, quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    return shop().place({ lines, ...wanted.order }, at);
  };

  /** An order whose workflow has made its first step. */
  const anOrder = async (
    wanted: Wanted = {},
    at?: string,
    start?: Partial<OrderStart>,
  ): Promise<StoredOrder> => {
    const order = await placed(wanted, at);
    await shop().start(order, start);
    await until(async () => (await shop().order(order.id)).row.startedAt !== null);
    return order;
  };

  const becomes = ({ id }: StoredOrder, status: string): Promise<void> =>
    until(async () => (await shop().order(id)).status === status);

  const skuOf = ({ lines }: StoredOrder): string => lines[0]?.sku ?? '';

  /** What has gone back at the provider, as the sandbox tells it. */
  const refundedAt = async ({ id }: StoredOrder): Promise<number[]> => {
    const refunds = await shop().database.client.refund.findMany({
      where: { orderId: id, state: 'refunded' },
      orderBy: { requestedAt: 'asc' },
    });
    return refunds.map(({ amount }) => Number(amount));
  };

  const alertsOf = async ({ id }: StoredOrder): Promise<string[]> =>
    (await shop().database.client.alert.findMany({ where: { subject: id }, orderBy: { at: 'asc' } })).map(
      ({ kind }) => kind,
    );

  return { aSku, placed, anOrder, becomes, skuOf, refundedAt, alertsOf };
}
