import type { OrderKind } from '../../domain/order/order.ts';
import type { Mind } from './buyers/answer.ts';
import type { SimulatedOrder } from './buyers/simulated-order.ts';

/** Goods as they are when the stretch begins. */
export interface SimulatedGoods {
  readonly sku: string;
  readonly onHand: number;
  readonly safetyStock?: number;
  readonly price: number | null;
  readonly kind: OrderKind | null;
  readonly deductOn?: 'order' | 'payment' | null;
  readonly tags: readonly string[];
}

/** More or less of a kind of goods, at its time. */
export interface Restocking {
  readonly sku: string;
  readonly by: number;
  readonly at: string;
}

/** Everything that is the same for every policy: who orders what when, and what there is of it. */
export interface Scene {
  readonly seed: number;
  readonly mind: Mind;
  readonly shop: string;
  readonly zone: string;
  readonly currency: string;
  readonly from: string;
  readonly orders: readonly SimulatedOrder[];
  readonly goods: readonly SimulatedGoods[];
  readonly restockings: readonly Restocking[];
}
