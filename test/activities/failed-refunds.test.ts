import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, SECOND, later } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { relayWork } from '../../prisma/relay-work.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  shop = await openMoneyShop();
});

afterAll(() => shop.close());

const { anOrder, expired, payBySession, report, event, alertsOf } = tillOf(() => shop);

/** An order paid in full of which `amount` (all, if left out) has gone back. */
async function givenBack(world: OrderWorld, amount?: number): Promise<string> {
  const orderId = await anOrder(world);
  await payBySession(world, orderId);
  const about = { refundId: randomUUID(), reason: 'asked', restock: false };
  await world.ask(orderId, { kind: 'refund', ...about, ...(amount === undefined ? {} : { amount }) });
  await world.sendRefunds();
  return orderId;
}

/** The provider says that the newest refund of the order has come back. */
async function comesBack(world: OrderWorld, orderId: string, facts: object = {}): Promise<void> {
  const [newest] = (await rowsOf(orderId)).toReversed();
  world.provider.failRefund(newest?.key ?? '');
  const told = { refundKey: newest?.key, failureCode: 'insufficient_funds', amount: Number(newest?.amount) };
  await event(world, orderId, { type: 'payment.refund_failed', ...told, ...facts });
}

/** What the relay would start now of the order's refunds is carried out; answers how many that were. */
async function relay(world: OrderWorld, orderId: string): Promise<number> {
  const work = relayWork(shop.database.client, later(world.now(), 11 * SECOND));
  const due = (await work.unstartedRefunds(100)).filter((one) => one.orderId === orderId);
  for (const { refundId } of due) await world.calls.sendRefund({ refundId, now: world.now() });
  return due.length;
}

function rowsOf(orderId: string) {
  const orderBy = [{ requestedAt: 'asc' }, { sendAt: { sort: 'asc', nulls: 'first' } }] as const;
  return shop.database.client.refund.findMany({ where: { orderId }, orderBy: [...orderBy] });
}

const statesOf = async (orderId: string) => (await rowsOf(orderId)).map(({ state }) => state);
const refundedOf = async (orderId: string) => (await shop.order(orderId)).amountRefunded;

async function toldOf(orderId: string) {
  const where = { orderId, kind: 'refund_failed' };
  const entries = await shop.database.client.journalEntry.findMany({ where, orderBy: { id: 'asc' } });
  return entries.map(({ reason, actor, facts }) => ({ reason, actor, facts }));
}

/** Nothing that is checked of money and the journal is wrong with the order. */
async function expectSound(world: OrderWorld, orderId: string): Promise<void> {
  const found = await checkIntegrity(shop.database.client, world.now());
  expect(found.filter((one) => one.subject === orderId || one.facts['order'] === orderId)).toEqual([]);
}

describe('rule 17: a refund that comes back', () => {
  test('counts no more, is brought to staff once, and is sent once more a day later', async () => {
    const world = openWorld(shop);
    const orderId = await givenBack(world, 4_000);
    expect(await refundedOf(orderId)).toBe(4_000);
    await comesBack(world, orderId);
    expect(await statesOf(orderId)).toEqual(['failed', 'pending']);
    expect(await refundedOf(orderId)).toBe(0);
    expect(await alertsOf(orderId)).toEqual(['refund_failed']);
    const [first, again] = await rowsOf(orderId);
    const sendAt = later(world.now(), DAY);
    expect(await toldOf(orderId)).toEqual([
      {
        reason: 'insufficient_funds',
        actor: 'provider',
        facts: {
          refund: first?.id,
          payment: first?.paymentId,
          amount: 4_000,
          currency: 'CNY',
          counted: 4_000,
          again: again?.id,
          sendAt,
        },
      },
    ]);
    expect(first).toMatchObject({ error: 'insufficient_funds', refundedAt: null });
    expect(again).toMatchObject({ key: `${first?.key}/again`, retryOf: first?.id, amount: 4_000n });
    await expectSound(world, orderId);
    world.sleep(DAY - HOUR);
    expect(await relay(world, orderId)).toBe(0);
    world.sleep(HOUR);
    expect([await relay(world, orderId), await relay(world, orderId)]).toEqual([1, 0]);
    expect(await refundedOf(orderId)).toBe(4_000);
    expect([...world.provider.refunds.keys()]).toEqual([again?.key]);
    await expectSound(world, orderId);
  });

  test('is not sent a third time', async () => {
    const world = openWorld(shop);
    const orderId = await givenBack(world, 4_000);
    await comesBack(world, orderId);
    world.sleep(DAY);
    await relay(world, orderId);
    await comesBack(world, orderId);
    world.sleep(7 * DAY);
    expect(await relay(world, orderId)).toBe(0);
    expect(await statesOf(orderId)).toEqual(['failed', 'failed']);
    expect(await refundedOf(orderId)).toBe(0);
    expect(await alertsOf(orderId)).toEqual(['refund_failed', 'refund_failed']);
    await expectSound(world, orderId);
  });

  test('after it had cancelled its order leaves it cancelled, and its money owed', async () => {
    const world = openWorld(shop);
    const orderId = await givenBack(world);
    const balance = await shop.balance('mug');
    await comesBack(world, orderId);
    expect(await shop.order(orderId)).toMatchObject({
      status: 'cancelled',
      closedReason: 'refunded',
      amountPaid: 10_000,
      amountRefunded: 0,
    });
    expect(await shop.balance('mug')).toEqual(balance);
    await expectSound(world, orderId);
    world.sleep(DAY);
    await relay(world, orderId);
    expect(await refundedOf(orderId)).toBe(10_000);
    await expectSound(world, orderId);
  });

  test('for good is not sent again by itself, and may be asked for again', async () => {
    const world = openWorld(shop);
    const orderId = await givenBack(world, 4_000);
    await comesBack(world, orderId, { failureCode: 'lost_or_stolen_card' });
    expect(await statesOf(orderId)).toEqual(['failed']);
    expect(await alertsOf(orderId)).toEqual(['refund_failed']);
    const all = { kind: 'refund', refundId: randomUUID(), reason: 'asked', restock: false } as const;
    expect(await world.ask(orderId, { ...all, amount: 10_000 })).toEqual({ accepted: true });
    await expectSound(world, orderId);
  });

  test('is taken back once, however often it is told, and by the provider’s own id too', async () => {
    const world = openWorld(shop);
    const orderId = await givenBack(world, 4_000);
    const [{ providerId } = { providerId: null }] = await rowsOf(orderId);
    await comesBack(world, orderId, { refundKey: providerId });
    await event(world, orderId, {
      type: 'payment.refund_failed',
      amount: 4_000,
      refundKey: providerId ?? '',
    });
    await event(world, orderId, { type: 'payment.refund_failed', amount: 4_000, refundKey: 'nobody’s' });
    expect(await statesOf(orderId)).toEqual(['failed', 'pending']);
    expect(await toldOf(orderId)).toHaveLength(1);
    expect(await refundedOf(orderId)).toBe(0);
    await expectSound(world, orderId);
  });

  test('before we knew that it was accepted fails likewise, and its call changes nothing more', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId);
    const refundId = randomUUID();
    await world.ask(orderId, { kind: 'refund', refundId, reason: 'asked', restock: false, amount: 4_000 });
    await comesBack(world, orderId);
    await world.sendRefunds();
    expect(await statesOf(orderId)).toEqual(['failed', 'pending']);
    expect(await refundedOf(orderId)).toBe(0);
    expect(world.provider.refunds.size).toBe(0);
    await expectSound(world, orderId);
  });

  test('of money that never counted changes nothing on the order, and goes back once more', async () => {
    const world = openWorld(shop);
    const orderId = await expired(world);
    await report(world, orderId, 'gone', 3_000);
    await world.sendRefunds();
    await comesBack(world, orderId);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired', amountPaid: 0, amountRefunded: 0 });
    world.sleep(DAY);
    expect(await relay(world, orderId)).toBe(1);
    expect([...world.provider.refunds.values()].map(({ amount }) => amount)).toEqual([3_000]);
    await expectSound(world, orderId);
  });

  test('of the provider’s own counts no more, and is nothing we send', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await payBySession(world, orderId);
    const told = { sessionId, amount: 7_000 };
    await event(world, orderId, { ...told, type: 'payment.refunded', eventId: 're_own' });
    await event(world, orderId, { ...told, type: 'payment.refund_failed', refundKey: 're_own' });
    expect(await refundedOf(orderId)).toBe(0);
    expect(await statesOf(orderId)).toEqual(['failed']);
    expect((await alertsOf(orderId)).toSorted()).toEqual(['refund_failed', 'refunded_by_provider']);
    await expectSound(world, orderId);
  });
});
