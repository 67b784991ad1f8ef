import { HOUR } from '../../domain/duration.ts';
import type { RunningShop } from '../support/running-shop.ts';
import { until } from '../support/running-shop.ts';

/** Lives an order can have, each ending in a history of another shape. Answers the id of the workflow to record. */
export const shapes: Readonly<Record<string, (shop: RunningShop, now: () => string) => Promise<string>>> = {
  async expired(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-1', email: 'shape-1@example.com' } }, now());
    await shop.start(order);
    await shop.skip(order, 25 * HOUR);
    return order.workflowId;
  },
  async 'paid and delivered'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-2', email: 'shape-2@example.com' } }, now());
    await shop.start(order);
    const sessionId = await shop.openSession(order);
    await shop.event(order, { type: 'payment.failed', sessionId, failureCode: 'insufficient_funds' });
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    await shop.request(order, { kind: 'ship' });
    await shop.request(order, { kind: 'deliver' });
    await shop.outcome(order);
    return order.workflowId;
  },
  async 'paid at closing'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-3' } }, now());
    await shop.start(order);
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop.skip(order, 25 * HOUR);
    return order.workflowId;
  },
  async 'changed and cancelled'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-4' } }, now());
    await shop.start(order);
    await shop.openSession(order);
    await shop.request(order, { kind: 'change_lines', by: 'buyer', lines: [{ sku: 'mug', quantity: 3 }] });
    await shop.request(order, { kind: 'extend', by: 'buyer' });
    await shop.request(order, { kind: 'change_method', by: 'buyer', method: 'bank_transfer' });
    await shop.request(order, { kind: 'cancel', by: 'staff', reason: 'asked_by_phone' });
    await shop.outcome(order);
    return order.workflowId;
  },
  async 'closed while the provider is down'(shop, now) {
    const order = await shop.place({ kind: 'flash', customer: { id: 'shape-5' } }, now());
    await shop.start(order);
    await shop.openSession(order);
    await shop.faults({ mode: 'down' });
    await shop.skip(order, HOUR * 0.6);
    await shop.faults({ mode: 'none' });
    await shop.skip(order, HOUR * 0.1);
    return order.workflowId;
  },
};
