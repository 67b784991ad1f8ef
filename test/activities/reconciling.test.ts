import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, MINUTE, SECOND, later } from '../../domain/duration.ts';
import { reconciliations } from '../../prisma/reconciliations.ts';
import { reconcile } from '../../activities/reconciling.ts';
import { reconcileOnce } from '../../worker/reconciling.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;
let world: OrderWorld;
beforeEach(async () => {
  shop = await openMoneyShop();
  world = openWorld(shop);
});
afterEach(() => shop.close());

const { anOrder, paymentsOf, refundsOf } = tillOf(() => shop);

/** Compares, ten minutes after everything that stands in the database happened. */
async function compare(repair = false) {
  const { client } = shop.database;
  await client.paymentSession.updateMany({ data: { createdAt: later(world.now(), -10 * MINUTE) } });
  await client.order.updateMany({ data: { createdAt: world.now() } });
  const { id } = await reconciliations(client).request(repair, world.now());
  return reconcile(world.dependencies, { id, repair, now: world.now() });
}

/** An order with an open session, and the session at the provider. */
async function withSession() {
  const orderId = await anOrder(world);
  const sessionId = (await world.link(orderId)) ?? '';
  const row = await shop.database.client.paymentSession.findFirstOrThrow({ where: { orderId } });
  return { orderId, sessionId, rowId: row.id };
}

const stateOf = async (id: string) =>
  (await shop.database.client.paymentSession.findUniqueOrThrow({ where: { id } })).state;
const mark = (id: string, state: string) =>
  shop.database.client.paymentSession.update({ where: { id }, data: { state } });

describe('comparing with the providers', () => {
  test('finds nothing where nothing is wrong: open, paid and closed orders', async () => {
    await withSession();
    const paid = await withSession();
    world.provider.pay(paid.sessionId, 'succeeded', 10_000, world.now());
    await world.calls.askSessions({ orderId: paid.orderId, now: world.now() });
    await world.apply(paid.orderId);
    const cancelled = await withSession();
    await world.ask(cancelled.orderId, { kind: 'cancel', reason: 'x', by: 'buyer' });
    expect(await compare()).toEqual({ differences: [], sessions: { asked: 3, unanswered: 0, left: 0 } });
  });

  test('finds money nobody told us of; repaired, it is an event and pays the order, once', async () => {
    const { orderId, sessionId, rowId } = await withSession();
    world.provider.pay(sessionId, 'succeeded', 10_000, world.now());
    const found = {
      rule: 'paid_session_untold',
      subject: rowId,
      repair: 'take_answer',
      facts: { order: orderId, answer: { state: 'succeeded', amount: 10_000 } },
    };
    expect(await compare()).toMatchObject({ differences: [{ ...found, repaired: false }] });
    expect(await shop.order(orderId)).toMatchObject({ status: 'awaiting_payment' });
    expect(await compare(true)).toMatchObject({ differences: [{ ...found, repaired: true }] });
    expect(world.started).toContain(orderId); // told
    await world.apply(orderId);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect(await paymentsOf(orderId)).toBe(1);
    expect(await compare(true)).toMatchObject({ differences: [] });
  });

  test('finds money that came through a session we had closed, after its order was over; it goes back', async () => {
    const { orderId, sessionId, rowId } = await withSession();
    await world.ask(orderId, { kind: 'cancel', reason: 'x', by: 'buyer' });
    const session = world.provider.sessions.get(sessionId);
    if (session) Object.assign(session, { state: 'succeeded', paid: 10_000 });
    expect(await compare(true)).toMatchObject({
      differences: [{ rule: 'paid_session_untold', subject: rowId, repaired: true }],
    });
    await world.apply(orderId);
    expect(await shop.order(orderId)).toMatchObject({ status: 'cancelled' });
    expect(await refundsOf(orderId)).toMatchObject([{ amount: 10_000, reason: 'order_closed' }]);
  });

  test('finds a session that can still be paid though its order is over, and closes it', async () => {
    const { orderId, sessionId, rowId } = await withSession();
    await world.ask(orderId, { kind: 'cancel', reason: 'x', by: 'buyer' });
    const session = world.provider.sessions.get(sessionId);
    if (session) session.state = 'open';
    const found = { rule: 'closed_order_still_payable', subject: rowId, repair: 'close_session' };
    expect(await compare()).toMatchObject({ differences: [{ ...found, repaired: false }] });
    expect(session?.state).toBe('open');
    expect(await compare(true)).toMatchObject({ differences: [{ ...found, repaired: true }] });
    expect(session?.state).toBe('closed');
  });

  test('finds a payment under way that nobody told us of, and one that was closed there', async () => {
    const [processing, closed] = [await withSession(), await withSession()];
    world.provider.pay(processing.sessionId, 'processing', 0, world.now());
    const session = world.provider.sessions.get(closed.sessionId);
    if (session) session.state = 'closed';
    const { differences } = await compare(true);
    expect(differences.map(({ rule, repaired }) => [rule, repaired])).toEqual([
      ['session_state_untold', true],
      ['session_state_untold', true],
    ]);
    await world.apply(processing.orderId);
    expect(await shop.order(processing.orderId)).toMatchObject({ status: 'payment_processing' });
    expect(await stateOf(closed.rowId)).toBe('closed');
  });

  test('finds a row that a crash left half opened', async () => {
    const { rowId } = await withSession();
    const other = await withSession();
    const half = { state: 'opening', providerSessionId: null, url: null };
    const { client } = shop.database;
    await client.paymentSession.update({ where: { id: rowId }, data: half });
    await client.paymentSession.update({ where: { id: other.rowId }, data: half });
    world.provider.sessions.delete(other.sessionId); // it never came to be there
    const { differences } = await compare(true);
    expect(differences.map(({ rule }) => rule)).toEqual(['session_left_opening', 'session_left_opening']);
    expect([await stateOf(rowId), await stateOf(other.rowId)]).toEqual(['open', 'closed']);
  });

  test('leaves another amount than ours to a person, and tells staff once', async () => {
    const { orderId, sessionId } = await withSession();
    world.provider.pay(sessionId, 'succeeded', 10_000, world.now());
    await world.calls.askSessions({ orderId, now: world.now() });
    await world.apply(orderId);
    const session = world.provider.sessions.get(sessionId);
    if (session) session.paid = 9_000;
    expect(await compare(true)).toMatchObject({
      differences: [{ rule: 'provider_paid_otherwise', repair: 'by_a_person', repaired: false }],
    });
    const alerts = await shop.database.client.alert.findMany({ where: { kind: 'reconciliation' } });
    expect(alerts).toMatchObject([{ facts: { differences: 1, left: 1 } }]);
  });

  test('changes nothing while the provider can not be reached', async () => {
    const { rowId } = await withSession();
    world.provider.reachable = false;
    expect(await compare(true)).toEqual({ differences: [], sessions: { asked: 0, unanswered: 1, left: 0 } });
    expect(await stateOf(rowId)).toBe('open');
  });

  test('leaves sessions of a provider that is not set up any more to a person', async () => {
    const { rowId } = await withSession();
    await shop.database.client.paymentSession.update({ where: { id: rowId }, data: { provider: 'gone' } });
    expect(await compare(true)).toMatchObject({
      differences: [{ rule: 'provider_is_gone', repair: 'by_a_person', repaired: false }],
    });
  });

  test('does not look at what is just being opened', async () => {
    const { rowId } = await withSession();
    await mark(rowId, 'opening');
    const report = await reconcile(world.dependencies, {
      id: randomUUID(),
      repair: true,
      now: '2020-01-01T00:00:00Z',
    });
    expect(report.sessions.asked).toBe(0);
  });
});

describe('comparing events, orders and ledger', () => {
  test('tells the workflow again of an event that was not applied', async () => {
    const orderId = await anOrder(world);
    await world.store({
      eventId: 'evt/1',
      type: 'payment.succeeded',
      orderId,
      amount: 10_000,
      currency: 'CNY',
    });
    world.sleep(6 * MINUTE);
    world.started.clear();
    const found = { rule: 'events_are_applied', subject: 'sandbox/evt/1', repair: 'tell_again' };
    expect(await compare()).toMatchObject({ differences: [{ ...found, repaired: false }] });
    expect(world.started.size).toBe(0);
    expect(await compare(true)).toMatchObject({ differences: [{ ...found, repaired: true }] });
    expect([...world.started]).toEqual([orderId]);
  });

  test('puts a balance where its ledger has it', async () => {
    await anOrder(world);
    const { client } = shop.database;
    const { sku, onHand } = await client.stock.findFirstOrThrow();
    await client.stock.update({ where: { sku }, data: { onHand: onHand + 7n } });
    expect(await compare(true)).toMatchObject({
      differences: [
        { rule: 'stock_balance_is_ledger', subject: sku, repair: 'reconcile_stock', repaired: true },
      ],
    });
    expect((await client.stock.findUniqueOrThrow({ where: { sku } })).onHand).toBe(onHand);
    expect(await compare(true)).toMatchObject({ differences: [] });
  });

  test('leaves amounts that do not add up to a person', async () => {
    const orderId = await anOrder(world);
    await shop.database.client.order.update({ where: { id: orderId }, data: { goods: 1 } });
    expect(await compare(true)).toMatchObject({
      differences: [
        { rule: 'order_amounts_add_up', subject: orderId, repair: 'by_a_person', repaired: false },
      ],
    });
  });
});

describe('a comparison', () => {
  const runs = () => reconciliations(shop.database.client);
  const once = () => reconcileOnce({ dependencies: world.dependencies, now: () => world.now() });

  test('is made once a day, repairing, however many workers there are; or when somebody asks', async () => {
    expect(await Promise.all([once(), once(), once()])).toContain(true);
    expect(await once()).toBe(false);
    expect(await runs().last()).toMatchObject({ repair: true, report: { differences: [] } });
    world.sleep(DAY - 2 * MINUTE);
    expect(await once()).toBe(false);
    world.sleep(2 * MINUTE);
    expect(await once()).toBe(true);
    const { id } = await runs().request(false, world.now());
    expect(await once()).toBe(true);
    expect(await runs().find(id)).toMatchObject({ repair: false, finishedAt: world.now() });
    expect(await shop.database.client.reconciliation.count()).toBe(3);
  });

  test('that a worker left in the middle is taken by another', async () => {
    const { id } = await runs().request(false, world.now());
    expect(await runs().claim(world.now())).toMatchObject({ id });
    expect(await runs().claim(world.now())).toBeUndefined();
    world.sleep(15 * MINUTE + SECOND);
    expect(await runs().claim(world.now())).toMatchObject({ id });
  });

  test('ends when the process stops, and is not finished', async () => {
    await withSession();
    await shop.database.client.paymentSession.updateMany({
      data: { createdAt: later(world.now(), -10 * MINUTE) },
    });
    const { id } = await runs().request(false, world.now());
    const stopped = AbortSignal.abort();
    await expect(
      reconcileOnce({ dependencies: world.dependencies, now: () => world.now() }, stopped),
    ).rejects.toThrow();
    expect(await runs().find(id)).toMatchObject({ finishedAt: null });
  });
});
