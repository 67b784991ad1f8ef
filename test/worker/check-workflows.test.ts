import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { later, HOUR } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import type { Violation } from '../../prisma/integrity.ts';
import { checkWorkflows } from '../../worker/check-workflows.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;

beforeAll(async () => {
  shop = await runShop();
  await shop.stock('mug', 1_000, { price: 5_000 });
});
afterAll(() => shop.close());

const now = () => new Date().toISOString();
const check = (at = now()) => checkWorkflows({ client: shop.client, database: shop.database, now: at });

async function startedOrder() {
  const order = await shop.place({}, now());
  await shop.start(order);
  await until(async () => (await shop.order(order.id)).row.startedAt !== null);
  return order;
}

/** The list of workflows lags behind: what is there to be noticed is noticed a moment later. */
async function noticed(subject: string, at?: string): Promise<readonly string[]> {
  let found: readonly Violation[] = [];
  await until(async () => {
    found = (await check(at)).filter((violation) => violation.subject === subject);
    return found.length > 0;
  });
  return found.map(({ rule }) => rule);
}

describe('rows and workflows', () => {
  test('agree on a running system, one order waiting and one expired, as far as SQL and the engine can tell', async () => {
    const waiting = await startedOrder();
    const expired = await startedOrder();
    await shop.skip(expired, 25 * HOUR);
    expect((await shop.order(expired.id)).status).toBe('expired');
    expect(await check()).toEqual([]);
    expect(await checkIntegrity(shop.database.client, now())).toEqual([]);
    await shop.request(waiting, { kind: 'cancel', reason: 'changed_mind', by: 'buyer' });
  });

  test('disagree where an order’s workflow was ended by hand', async () => {
    const order = await startedOrder();
    await shop.client.workflow.getHandle(order.workflowId).terminate('by hand');
    expect(await noticed(order.id)).toEqual(['orders_have_their_workflow']);
    await shop.database.client.order.update({ where: { id: order.id }, data: { startedAt: null } });
  });

  test('disagree where a workflow runs for an order that names another, or is long over', async () => {
    const order = await startedOrder();
    const { id } = order;
    await shop.database.client.order.update({ where: { id }, data: { workflowId: `order-${id}-1` } });
    expect(await noticed(order.workflowId)).toEqual(['workflows_have_their_order']);
    expect(await noticed(id)).toEqual(['orders_have_their_workflow']);
    const closed = { workflowId: order.workflowId, closedAt: later(now(), -3 * HOUR), status: 'expired' };
    await shop.database.client.order.update({ where: { id }, data: closed });
    expect(await noticed(order.workflowId)).toEqual(['workflows_have_their_order']);
    await shop.client.workflow.getHandle(order.workflowId).terminate('over');
  });

  test('disagree where nobody watches instalments', async () => {
    const order = await startedOrder();
    const plan = { customerId: 'c', applicationId: crypto.randomUUID(), currency: 'CNY', amount: 1 };
    const at = { agreedAt: now(), startedAt: now() };
    await shop.database.client.instalmentPlan.create({ data: { orderId: order.id, ...plan, ...at } });
    expect(await noticed(order.id)).toEqual(['instalments_have_their_workflow']);
    await shop.database.client.instalmentPlan.delete({ where: { orderId: order.id } });
  });

  test('disagree where nobody carries a refund out', async () => {
    const order = await startedOrder();
    const refund = await shop.database.client.refund.create({
      data: {
        id: crypto.randomUUID(),
        key: `${order.id}/lost`,
        orderId: order.id,
        paymentId: crypto.randomUUID(),
        amount: 100,
        currency: 'CNY',
        reason: 'late',
        state: 'pending',
        requestedAt: later(now(), -HOUR),
      },
    });
    expect(await noticed(refund.id)).toEqual(['refunds_have_their_workflow']);
  });
});
