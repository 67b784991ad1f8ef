import { expect } from 'vitest';
import { isClosed } from '../../domain/order/status.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { CreditApplication as ApplicationRow } from '../../prisma/generated/client.ts';
import type { TestShop } from './shop.ts';

type Client = TestShop['database']['client'];

/** What must hold of paying later, whatever came before (rules.md 14, 20, 35). `limits`: by grade, minor units. */
export async function checkCredit(
  client: Client,
  all: readonly StoredOrder[],
  limits: Readonly<Record<string, number>>,
): Promise<void> {
  const where = { orderId: { in: all.map(({ id }) => id) } };
  const applications = await client.creditApplication.findMany({ where });
  for (const order of all)
    checkOrder(
      order,
      applications.filter(({ orderId }) => orderId === order.id),
    );
  for (const [customerId, own] of Map.groupBy(all, (order) => order.customerId))
    checkExposure(customerId, own, applications, limits);
}

const UNDECIDED = ['received', 'gathering', 'scoring', 'manual_review'];

function checkOrder(order: StoredOrder, applications: readonly ApplicationRow[]): void {
  const { id, status, financed, offers, credit, row } = order;
  const say = `order ${id}, ${status}`;
  const undecided = applications.filter(({ state }) => UNDECIDED.includes(state));
  expect(undecided.length, `${say}: one application at a time`).toBeLessThanOrEqual(1);
  if (isClosed(status)) {
    expect(financed, `${say}: nothing is financed`).toBe(0);
    expect(undecided, `${say}: nothing waits for a decision`).toEqual([]);
    expect(
      applications.filter(({ state }) => state === 'approved'),
      `${say}: nothing is approved`,
    ).toEqual([]);
    expect(offers ?? [], `${say}: nothing is offered`).toEqual([]);
  }
  const newest = applications.find((application) => application.id === row.creditApplicationId);
  expect(credit?.state, `${say}: what it says of its application`).toBe(newest?.state);
  if (financed > 0) {
    expect(newest?.state, `${say}: what is financed is approved`).toBe('approved');
    expect(financed, `${say}: as much as was approved`).toBe(Number(newest?.amount));
  }
  if (row.creditSince)
    expect(
      undecided.map((application) => application.id),
      `${say}: stands still for an application`,
    ).toEqual([row.creditApplicationId]);
}

/** Nobody owes more than the largest limit he was approved with, unless a person wanted it so. */
function checkExposure(
  customerId: string,
  own: readonly StoredOrder[],
  applications: readonly ApplicationRow[],
  limits: Readonly<Record<string, number>>,
): void {
  const ids = own.map(({ id }) => id);
  const approved = applications.filter(
    ({ orderId, decision }) => ids.includes(orderId) && decision === 'approved',
  );
  if (approved.some(({ decidedBy }) => decidedBy === 'staff')) return;
  const exposure = own.reduce((sum, { financed }) => sum + financed, 0);
  const limit = Math.max(0, ...approved.map(({ grade }) => limits[grade ?? ''] ?? 0));
  expect(exposure, `${customerId}: owes no more than his limit`).toBeLessThanOrEqual(limit);
}
