import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSteps } from '../../activities/index.ts';
import { DAY, HOUR, later } from '../../domain/duration.ts';
import type { Answer } from '../../domain/order/requests.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { paymentEventSignal, rowChangedSignal } from '../../workflows/contract.ts';
import type { order as orderWorkflow } from '../../workflows/order.ts';
import { counterOf } from '../support/counter.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';
import { waiting } from '../support/waiting-tasks.ts';

/** Known failure 34 speaks of 10,000: `HOLDFAST_SIGNALS=10000` sends them, in half a minute more. */
const SIGNALS = Number(process.env['HOLDFAST_SIGNALS'] ?? 3_000);

let shop: RunningShop;
let quiet: string;

beforeAll(async () => {
  shop = await runShop();
  quiet = await shop.shopWith({ reminders: { enabled: false } });
});

afterAll(() => shop.close());

const { placed, anOrder, becomes, skuOf } = counterOf(() => shop);
const quietly = () => ({ order: { shop: quiet } });
const cancel = { kind: 'cancel', reason: 'changed_mind', by: 'buyer' } as const;
const handleOf = ({ workflowId }: Pick<StoredOrder, 'workflowId'>) =>
  shop.client.workflow.getHandle<typeof orderWorkflow>(workflowId);

/**
 * An order that expired long ago, and whose workflow the engine knows nothing of any more. Deleting a closed workflow takes the
 * development server half a minute; to the engine one that it has deleted and one that it never had are the same.
 */
async function forgotten(): Promise<StoredOrder> {
  const placedAt = later(new Date().toISOString(), -2 * DAY);
  const order = await placed(quietly(), placedAt);
  const steps = createSteps(shop.dependencies);
  await steps.openOrder({ orderId: order.id, now: placedAt });
  await steps.closeOrder({ orderId: order.id, now: later(placedAt, 25 * HOUR) });
  expect(await shop.order(order.id)).toMatchObject({ status: 'expired', hold: 'released' });
  return order;
}

describe('a step that changes nothing', () => {
  test('is made again after a pause, not at once, and the order listens meanwhile', async () => {
    const order = await anOrder(quietly());
    // Nobody has applied for anything, so there is nothing to decide and the row stays as it is.
    const inVain = { creditNext: 'score_credit', creditNextAt: new Date(order.placedAt) };
    await shop.database.client.order.update({ where: { id: order.id }, data: inVain });
    await handleOf(order).signal(rowChangedSignal);
    const steps = async () => (await shop.history(order.workflowId)).filter((type) => /MARKER/.test(type));
    await until(async () => (await steps()).length > 2);
    await sleep(500);
    expect((await steps()).length).toBeLessThan(20);
    expect(await shop.request(order, cancel)).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'cancelled' });
  });
});

describe('rule 3: the row says whether an order is over, not the engine', () => {
  test('a request to an order whose workflow is forgotten is refused by its row, and the new workflow ends', async () => {
    const order = await forgotten();
    expect(await shop.request(order, cancel)).toMatchObject({ accepted: false, code: 'order_not_open' });
    expect(await shop.outcome(order)).toMatchObject({ status: 'expired' });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 0 });
  });

  test('money for an expired order whose workflow is forgotten takes it up again, in one workflow', async () => {
    const order = await forgotten();
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    const again = await shop.order(order.id);
    await until(async () => (await handleOf(again).describe()).status.name === 'RUNNING');
    expect(again.workflowId).toBe(`order-${order.id}-1`);
  });

  test('a workflow that is started for an expired order with money waiting takes it up and leaves it to the next', async () => {
    const order = await forgotten();
    await shop.event(order, { type: 'payment.succeeded' }, false);
    await shop.start(order);
    expect(await shop.outcome(order)).toMatchObject({ status: 'paid' });
    const again = await shop.order(order.id);
    await until(async () => (await handleOf(again).describe()).status.name === 'RUNNING');
    expect(await shop.request(again, { kind: 'ship' })).toEqual({ accepted: true });
  });

  test('a second payment for an order whose workflow has ended although it is not over goes back', async () => {
    const unwatched = await shop.shopWith({ reminders: { enabled: false }, promise: { enabled: false } });
    const order = await anOrder({ order: { shop: unwatched } });
    await shop.event(order, { type: 'payment.succeeded' });
    await shop.outcome(order);
    await shop.event(order, { type: 'payment.succeeded' });
    const where = { orderId: order.id, reason: 'already_paid' };
    await until(async () => (await shop.database.client.refund.count({ where })) === 1);
  });
});

describe('rule 5: the loop', () => {
  test('a workflow that has not begun takes the message that starts it in its first task', async () => {
    const order = await placed(quietly());
    expect(await shop.request(order, cancel)).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'cancelled' });
  });

  test('before it returns it answers what waits: money by the late rule, requests by the row', async () => {
    const order = await anOrder(quietly());
    const answers: Promise<Answer>[] = [];
    await shop.whileWorkersAreAway(async () => {
      const [mine, theirs] = [randomUUID(), randomUUID()];
      answers.push(
        shop.requestAs(order, { ...cancel, requestId: mine }),
        shop.requestAs(order, { ...cancel, by: 'staff', requestId: theirs }),
      );
      await until(async () => (await waiting(shop, order, [mine, theirs])) === 2);
    });
    const codes = (await Promise.all(answers)).map((answer) => (answer.accepted ? 'accepted' : answer.code));
    expect(codes).toHaveLength(2);
    expect(codes).toEqual(expect.arrayContaining(['accepted', 'order_not_open']));
    expect(await shop.outcome(order)).toMatchObject({ status: 'cancelled' });
  });
});

describe('rule 9: many messages', () => {
  test('an order goes on in a fresh history after so many, with its state, its name and its attributes', async () => {
    const order = await placed(quietly());
    await shop.start(order, { freshAfter: 20 });
    const before = await handleOf(order).describe();
    for (let count = 0; count < 45; count += 1) {
      const lines = [{ sku: skuOf(order), quantity: (count % 3) + 1 }];
      await shop.request(order, { kind: 'change_lines', by: 'buyer', lines });
    }
    const description = await handleOf(order).describe();
    expect(description.runId).not.toBe(before.runId);
    const { OrderStatus, Shop } = Object.fromEntries(
      description.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    );
    expect({ OrderStatus, Shop }).toEqual({ OrderStatus: 'awaiting_payment', Shop: quiet });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 3 });
    expect(await shop.request(order, cancel)).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'cancelled' });
  });

  test('fifteen requests at once are all answered, each once', async () => {
    const order = await anOrder(quietly());
    const answers: Promise<Answer>[] = [];
    await shop.whileWorkersAreAway(async () => {
      const requestIds = Array.from({ length: 15 }, () => randomUUID());
      answers.push(...requestIds.map((requestId) => reportProblem(order, requestId)));
      await until(async () => (await waiting(shop, order, requestIds)) >= 10); // more the engine does not let wait
    });
    expect((await Promise.all(answers)).filter(({ accepted }) => accepted)).toHaveLength(15);
    expect(
      (await shop.story(order.id)).filter((entry) => entry === 'problem_reported:question'),
    ).toHaveLength(15);
  });

  test('known failure 34: thousands of signals that came while no worker was there end right', async () => {
    const order = await anOrder(quietly());
    const handle = handleOf(order);
    await shop.whileWorkersAreAway(async () => {
      await manyTimes(SIGNALS, () => handle.signal(paymentEventSignal, { eventHash: 'again' }));
      await shop.event(order, { type: 'payment.succeeded', amount: 4_000 }, false);
    });
    await until(async () => (await shop.order(order.id)).amountPaid === 4_000);
    expect(await shop.request(order, cancel)).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'cancelled' });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 0 });
  });
});

const reportProblem = (order: StoredOrder, requestId: string) =>
  shop.requestAs(order, {
    kind: 'report_problem',
    requestId,
    problemId: randomUUID(),
    problem: 'question',
    noteId: randomUUID(),
  });

/** Does `work` so often, a few at a time. */
async function manyTimes(count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async () => {
    for (; left > 0;) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: 64 }, worker));
}
