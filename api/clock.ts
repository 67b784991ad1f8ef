import type { Order } from '../domain/order/order.ts';
import { later } from '../domain/duration.ts';

/** The machine's now, ISO UTC. */
export function machineNow(): string {
  return new Date().toISOString();
}

/** What time it is for an order: fast-forwarding moves an order's clock alone (rules.md 8). `now` is the machine's. */
export function nowOf({ clockOffsetMs }: Pick<Order, 'clockOffsetMs'>, now: string): string {
  return clockOffsetMs === 0 ? now : later(now, clockOffsetMs);
}
