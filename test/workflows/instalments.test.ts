import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { counterOf } from '../support/counter.ts';
import { fakeBureau } from '../support/credit-counter.ts';
import { cards, duesCounterOf } from '../support/dues-counter.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';
import { companionsOf, workflowIds } from '../../workflows/contract.ts';
import { fastForwardOrder } from '../../workflows/time-skipping.ts';

/** Instalments are due months from now, some day on holidays: a reminder of one would wait until it is over. */
const anyDay = { calendar: { holidays: 'send' } };

let shop: RunningShop;

beforeAll(async () => {
  shop = await runShop([], { bureau: fakeBureau(), cards });
  await shop.policy(anyDay);
});
afterAll(() => shop.close());

const { alertsOf } = counterOf(() => shop);
const { dues, first, financed, bind, skip, skipTo, debitsAt, payByLink, outstanding, reminded, isOver } =
  duesCounterOf(() => shop);
const story = async ({ id }: { readonly id: string }) =>
  (await shop.story(id)).filter((entry) => entry.startsWith('instalment'));
const mailed = () => ({ id: `buyer-${randomUUID().slice(0, 8)}`, email: 'buyer@example.com', locale: 'en' });

describe.concurrent('an approved order', () => {
  test('has its plan: it adds up to what is financed, and a workflow watches it', async () => {
    const order = await financed({}, { term: 3 });
    expect(order).toMatchObject({ status: 'paid', financed: 10_000, amountPaid: 0, amountDue: 0 });
    expect(await dues(order)).toMatchObject([
      { number: 1, amount: 3_334, state: 'planned' },
      { number: 2, amount: 3_333, state: 'planned' },
      { number: 3, amount: 3_333, state: 'planned' },
    ]);
    expect((await dues(order)).map(({ dueOn }) => dueOn)).toEqual(
      order.credit?.plan.map(({ dueOn }) => dueOn),
    );
    expect(await shop.details(workflowIds.instalments(order.id))).toMatch(/10000 of 10000 CNY owed/);
  });

  test('is reminded of, debited and paid off, instalment by instalment', async () => {
    const customer = mailed();
    const order = await financed({ order: { customer } }, { term: 3 });
    await bind(order, 'tok_ok');
    await skip(order, 130 * DAY);
    expect(await dues(order)).toMatchObject([
      { state: 'paid', paid: 3_334, paidBy: 'debit' },
      { state: 'paid', paid: 3_333, paidBy: 'debit' },
      { state: 'paid', paid: 3_333, paidBy: 'debit' },
    ]);
    expect((await debitsAt(order)).map(({ amount }) => amount)).toEqual([3_334, 3_333, 3_333]);
    expect(await reminded(order)).toEqual([1, 2, 3].map((number) => `instalment_${number}_upcoming_1`));
    expect(await isOver(order)).toBe(true);
    expect(await shop.order(order.id)).toMatchObject({ financed: 10_000, amountPaid: 0, amountDue: 0 });
    expect((await story(order)).at(-1)).toBe('instalments_paid_off');
    const subjects = shop.mails.filter(({ id }) => id.startsWith(order.id)).map(({ subject }) => subject);
    expect(subjects).toContain(`Instalment 1 of 3 for order ${order.id}`);
    expect(subjects).toContain(`Instalment 3 of 3 for order ${order.id} is paid`);
  });

  test('paid later has one instalment', async () => {
    expect(await dues(await financed())).toMatchObject([{ number: 1, amount: 10_000 }]);
  });
});

describe.concurrent('a debit', () => {
  test('declined for want of money is tried again by the ladder, and taken', async () => {
    const order = await financed();
    await bind(order, 'tok_no_funds_2');
    const { dueAt } = await first(order);
    await skipTo(order, dueAt, HOUR);
    expect(await first(order)).toMatchObject({
      state: 'due',
      tries: 1,
      failureCode: 'insufficient_funds',
      hard: false,
    });
    await skip(order, 5 * DAY);
    expect(await first(order)).toMatchObject({ state: 'paid', paid: 10_000 });
    expect((await debitsAt(order)).map(({ state }) => state)).toEqual(['declined', 'declined', 'succeeded']);
    expect(await reminded(order)).toContain('instalment_1_declined_1');
  });

  test('declined for good stops the ladder at once; another card begins anew', async () => {
    const order = await financed();
    await bind(order, 'tok_stolen');
    const { dueAt } = await first(order);
    await skipTo(order, dueAt, DAY);
    expect(await first(order)).toMatchObject({ state: 'due', tries: 1, hard: true, debitAt: null });
    await bind(order, 'tok_ok');
    await until(async () => (await first(order)).state === 'paid');
    expect(await debitsAt(order)).toMatchObject([
      { state: 'declined', failureCode: 'stolen_card' },
      { state: 'succeeded' },
    ]);
    await until(async () => isOver(order));
  });

  test('declined again and again ends overdue: staff are told, and it lowers the buyer’s standing', async () => {
    const customer = mailed();
    const credit = { dues: { retries: ['P1D'], remindOverdue: ['PT0S'] } };
    const brief = await shop.shopWith({ ...anyDay, credit });
    const order = await financed({ order: { customer, shop: brief } });
    await bind(order, 'tok_no_funds');
    const { overdueAt } = await first(order);
    await skipTo(order, overdueAt, 4 * DAY);
    expect(await first(order)).toMatchObject({ state: 'overdue', tries: 2, debitAt: null });
    expect(await debitsAt(order)).toHaveLength(2);
    expect(await alertsOf(order)).toContain('instalment_overdue');
    const buyer = await shop.database.client.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(buyer.standing).toBe('watch');
    expect(await reminded(order)).toContain('instalment_1_overdue_1');
    expect(await isOver(order)).toBe(false);
    await bind(order, 'tok_ok');
    await until(async () => isOver(order));
    expect(await outstanding(order)).toBe(0);
  });
});

describe.concurrent('what happens beside it', () => {
  test('paid early by link, the instalment is not debited, and the rest is', async () => {
    const order = await financed({}, { term: 2 });
    await bind(order, 'tok_ok');
    await payByLink(order, 1);
    await until(async () => (await first(order)).state === 'paid');
    expect(await first(order)).toMatchObject({ paid: 5_000, paidBy: 'link' });
    await skip(order, 75 * DAY);
    expect(await debitsAt(order)).toMatchObject([{ amount: 5_000, state: 'succeeded' }]);
    expect(await isOver(order)).toBe(true);
  });

  test('declined for good, and paid by link by a buyer whose goods are there', async () => {
    const order = await financed();
    await bind(order, 'tok_stolen');
    await shop.request(order, { kind: 'ship' });
    await shop.request(order, { kind: 'deliver' });
    expect(await shop.outcome(order)).toMatchObject({ status: 'delivered' });
    const { dueAt } = await first(order);
    await skipTo(order, dueAt, HOUR);
    expect(await first(order)).toMatchObject({ hard: true, state: 'due' });
    await payByLink(order, 1);
    await until(async () => isOver(order));
    expect(await first(order)).toMatchObject({ state: 'paid', paidBy: 'link' });
  });

  test('refunded, nothing is owed any more and its workflow ends', async () => {
    const order = await financed({}, { term: 2 });
    await payByLink(order, 1);
    await until(async () => (await first(order)).state === 'paid');
    const refund = { kind: 'refund', refundId: randomUUID(), reason: 'asked', restock: false } as const;
    expect(await shop.request(order, refund)).toEqual({ accepted: true });
    const state = await shop.client.workflow.getHandle(workflowIds.instalments(order.id)).result();
    expect(state).toMatchObject({ over: true, outstanding: 0, settled: 2 });
    await until(async () => (await shop.order(order.id)).amountRefunded === 5_000);
    expect(await shop.order(order.id)).toMatchObject({ status: 'cancelled', closedReason: 'refunded' });
  });

  test('rule 8: fast-forwarding the order moves its instalments too', async () => {
    const order = await financed();
    await bind(order, 'tok_ok');
    const clocks = { workflowId: order.workflowId, companionIds: companionsOf(order.id) };
    await fastForwardOrder(shop.client, clocks, 40 * DAY);
    expect(await first(order)).toMatchObject({ state: 'paid', paidBy: 'debit' });
    expect(await isOver(order)).toBe(true);
  });

  test('a card bound after the day of an instalment is tried at once', async () => {
    const order = await financed();
    const { dueAt } = await first(order);
    await skipTo(order, dueAt, HOUR);
    expect(await first(order)).toMatchObject({ state: 'due', debitAt: null });
    await bind(order, 'tok_ok');
    await until(async () => isOver(order));
    expect(await first(order)).toMatchObject({ state: 'paid', paidBy: 'debit' });
  });
});

describe('a debit whose answer is lost', () => {
  test('is asked about under the same key: the money is taken once', async () => {
    const order = await financed();
    await bind(order, 'tok_ok');
    const { dueAt } = await first(order);
    await shop.faults({ mode: 'error_after_success', calls: ['debit'] });
    await skipTo(order, dueAt, 10 * MINUTE);
    expect(await first(order)).toMatchObject({ state: 'due', paid: 0 });
    await shop.faults({ mode: 'none' });
    await skip(order, 10 * MINUTE);
    expect(await first(order)).toMatchObject({ state: 'paid', paid: 10_000 });
    expect(await debitsAt(order)).toHaveLength(1);
    expect(await isOver(order)).toBe(true);
  });

  test('and that stays unanswered is brought to a person, once', async () => {
    const order = await financed();
    await bind(order, 'tok_ok');
    const { dueAt } = await first(order);
    await shop.faults({ mode: 'down', calls: ['debit'] });
    await skipTo(order, dueAt, 13 * HOUR);
    expect((await alertsOf(order)).filter((kind) => kind === 'debit_unanswered')).toHaveLength(1);
    expect((await shop.story(order.id)).filter((entry) => entry === 'alert:debit_unanswered')).toHaveLength(
      1,
    );
    await shop.faults({ mode: 'none' });
    await skip(order, 7 * HOUR);
    expect(await first(order)).toMatchObject({ state: 'paid' });
  });
});

test('all of it leaves nothing wrong behind', async () => {
  expect(await checkIntegrity(shop.database.client, new Date().toISOString())).toEqual([]);
});
