import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { MINUTE } from '../../../domain/duration.ts';
import { saysWorkflowIsOver } from '../../../workflows/engine-errors.ts';
import { until } from '../../support/running-shop.ts';
import type { RunningShop } from '../../support/running-shop.ts';
import { pass } from './asking.ts';
import type { Ground, Life } from './asking.ts';
import { aside } from './stand.ts';
import type { Stand, Successor } from './stand.ts';

const Refunds = z.array(z.object({ amount: z.int() }));

/** Waits until nothing more follows from what has happened: news applied, refunds done, no workflow of the order busy. */
export async function settled(ground: Ground, life: Life): Promise<void> {
  const { shop } = ground;
  const { order, answer, row } = life;
  await answer;
  if (row.state === 'standingAside' && row.moment === 'before') await pass(ground, life, 2 * MINUTE); // its minute
  const isQuiet = async () => {
    const { workflowId, supersededBy, mergedInto } = await shop.order(order.id);
    const next = supersededBy ?? mergedInto;
    const workflowIds = [workflowId, ...(next ? [(await shop.order(next)).workflowId] : [])];
    const busy = await Promise.all(workflowIds.map((id) => isBusy(shop, id)));
    return !busy.includes(true) && !(await isNewsWaiting(shop, [order.id, next ?? order.id]));
  };
  await until(async () => {
    if (!(await isQuiet())) return false;
    await sleep(30); // what a refund or a payment leads to begins right after it
    return isQuiet();
  });
}

const Waiting = z.tuple([z.object({ waits: z.boolean() })]);

/** Whether money or reports of these orders are to be applied, or money is on its way back. */
async function isNewsWaiting({ database }: RunningShop, ids: readonly string[]): Promise<boolean> {
  const rows = await database.client.$queryRaw`
    select exists (select 1 from payment_events where order_id = any(${[...ids]}) and applied_at is null)
        or exists (select 1 from refunds where order_id = any(${[...ids]}) and state = 'pending')
        or exists (select 1 from credit_reports where order_id = any(${[...ids]}) and applied_at is null) as waits`;
  const [{ waits }] = Waiting.parse(rows);
  return waits;
}

/** An order that was taken up again, or made of others, has its workflow a moment later: it is busy until then. */
async function isBusy({ client }: RunningShop, workflowId: string): Promise<boolean> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    const hasWork = Boolean(raw.pendingWorkflowTask) || (raw.pendingActivities ?? []).length > 0;
    return status.name === 'RUNNING' && hasWork;
  } catch (error) {
    if (saysWorkflowIsOver(error)) return true;
    throw error;
  }
}

/** Where the order stands, as everybody who may be asked says it. */
export async function standOf({ shop, counter }: Ground, { order, answer }: Life): Promise<Stand> {
  const now = await shop.order(order.id);
  const next = now.supersededBy ?? now.mergedInto;
  const kinds = (await shop.story(order.id)).map((entry) => entry.split(':')[0] ?? '');
  return {
    status: now.status,
    closedReason: now.closedReason,
    total: now.total,
    paid: now.amountPaid,
    financed: now.financed,
    due: now.amountDue,
    refunded: now.amountRefunded,
    hold: now.hold,
    stock: await shop.balance(counter.skuOf(order)),
    back: await givenBackFor(shop, order.id),
    told: kinds.filter((kind) => !aside.includes(kind)).toSorted(),
    answer: await answer,
    successor: next ? await successorOf(shop, next) : null,
  };
}

async function successorOf(shop: RunningShop, orderId: string): Promise<Successor> {
  const { status, amountPaid: paid, amountDue: due } = await shop.order(orderId);
  return { status, paid, due, back: await givenBackFor(shop, orderId) };
}

/** What the provider has given back, smallest first. */
async function givenBackFor({ sandboxUrl }: RunningShop, orderId: string): Promise<number[]> {
  const response = await fetch(`${sandboxUrl}/refunds?orderId=${orderId}`);
  return Refunds.parse(await response.json())
    .map(({ amount }) => amount)
    .toSorted((a, b) => a - b);
}
