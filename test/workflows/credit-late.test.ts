import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreditReview } from '../../api/schemas/credit.ts';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { counterOf } from '../support/counter.ts';
import { creditCounterOf, fakeBureau } from '../support/credit-counter.ts';
import { openRunningApi } from '../support/running-api.ts';
import type { RunningApi } from '../support/running-api.ts';
import { runShop } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

// Answers that come when nobody expects them any more, or twice (rules.md 20; known failures 29 and 30).

const bureau = fakeBureau();
let shop: RunningShop;
let api: RunningApi;
let quiet: string;

beforeAll(async () => {
  shop = await runShop([], { bureau });
  api = await openRunningApi(shop);
  quiet = await shop.shopWith({ reminders: { enabled: false }, winBack: { enabled: false } });
});
afterAll(async () => {
  await api.close();
  await shop.close();
});

const { anOrder, becomes, alertsOf } = counterOf(() => shop);
const { apply, report, state, reviewsOf, decide } = creditCounterOf(() => shop);

/** An order of 100.00 whose buyer has applied. */
async function applied(): Promise<StoredOrder> {
  const order = await anOrder({ order: { shop: quiet } });
  expect(await apply(order)).toEqual({ accepted: true });
  return order;
}

/** A person's decision on the order's newest review, over REST as staff make it. */
async function decideOverRest(order: StoredOrder, decision: 'approved' | 'declined') {
  const review = (await reviewsOf(order)).at(-1);
  return api.ask('POST', `/v1/credit-reviews/${review?.id}/decide`, { decision, note: 'seen' });
}

const told = async ({ id }: StoredOrder, entry: string) =>
  (await shop.story(id)).filter((one) => one === entry);

describe.concurrent('known failure 30: after the order was closed', () => {
  test.each(['approved', 'declined'] as const)(
    'a person’s word (%s) is written down and changes nothing',
    async (decision) => {
      const order = await applied();
      await report(order, { score: 510 });
      await state(order, 'manual_review');
      await shop.skip(order, 50 * HOUR);
      expect(await shop.outcome(order)).toMatchObject({ status: 'expired' });
      const before = await shop.order(order.id);
      const answer = await decideOverRest(order, decision);
      expect(answer.as(CreditReview)).toMatchObject({ state: 'withdrawn', decision, counted: false });
      expect(await shop.order(order.id)).toMatchObject({
        status: 'expired',
        financed: 0,
        hold: 'released',
        version: before.version,
        credit: { state: 'withdrawn' },
      });
      expect(await told(order, 'credit_decided:void')).toHaveLength(1);
      expect((await decideOverRest(order, decision)).status).toBe(409);
    },
  );
});

describe.concurrent('known failure 29: after the wait was used up, while the order is open,', () => {
  const waited = async () => {
    const order = await applied();
    await shop.skip(order, DAY + HOUR);
    await state(order, 'manual_review');
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment' });
    return order;
  };

  test('a good report approves after all, and the review is taken back', async () => {
    const order = await waited();
    await report(order, { score: 720 });
    await becomes(order, 'paid');
    expect(await shop.order(order.id)).toMatchObject({ financed: 10_000, credit: { decision: 'approved' } });
    expect(await reviewsOf(order)).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('a bad report declines, gives no time back twice, and offers what would work', async () => {
    const order = await waited();
    await report(order, { score: 300 });
    await state(order, 'declined');
    const declined = await shop.order(order.id);
    expect(declined.deadline).toBe(later(order.deadline ?? '', DAY));
    expect(declined.offers?.map(({ kind }) => kind)).toEqual(['pay_in_full_discount']);
    expect(await alertsOf(order)).toEqual(['credit_wait_used_up']);
  });

  test('a person who declines leaves the order to be paid another way', async () => {
    const order = await waited();
    expect(await decide(order, 'declined')).toEqual({ accepted: true });
    expect(await shop.order(order.id)).toMatchObject({
      status: 'awaiting_payment',
      deadline: later(order.deadline ?? '', DAY),
      credit: { decision: 'declined' },
    });
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
  });

  test('money is taken, and the application withdrawn: a person’s word about it is void', async () => {
    const order = await waited();
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    expect((await decideOverRest(order, 'approved')).as(CreditReview)).toMatchObject({ counted: false });
    expect(await shop.order(order.id)).toMatchObject({ amountPaid: 10_000, financed: 0, amountDue: 0 });
  });
});

describe.concurrent('two at once:', () => {
  test('of two persons who decide at the same moment one is told that it was decided', async () => {
    const order = await applied();
    await report(order, { score: 510 });
    await state(order, 'manual_review');
    const answers = await Promise.all([decideOverRest(order, 'approved'), decideOverRest(order, 'declined')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { credit, status } = await shop.order(order.id);
    const wasApproved = answers[0].status === 200;
    expect([credit?.decision, status]).toEqual(
      wasApproved ? ['approved', 'paid'] : ['declined', 'awaiting_payment'],
    );
    const decisions = (await shop.story(order.id)).filter((entry) => entry.startsWith('credit_decided'));
    expect(decisions).toEqual([`credit_decided:${credit?.decision}`]);
  });

  test('a report and a person’s word: one of them decides, once', async () => {
    const order = await applied();
    await shop.skip(order, DAY + MINUTE);
    await state(order, 'manual_review');
    await Promise.all([report(order, { score: 800 }), decideOverRest(order, 'approved')]);
    await becomes(order, 'paid');
    expect(await shop.order(order.id)).toMatchObject({ financed: 10_000, amountDue: 0, hold: 'committed' });
    expect(await told(order, 'credit_decided:approved')).toHaveLength(1);
  });
});

describe.concurrent('a bureau that is down', () => {
  test.each([
    ['approved', 'paid'],
    ['declined', 'awaiting_payment'],
  ] as const)('leaves it to a person: %s', async (decision, status) => {
    const [sku, price] = [`sku-${decision}`, decision === 'approved' ? 8_100 : 8_200];
    bureau.downFor.add(price);
    await shop.stock(sku, 10, { price });
    const lines = [{ sku, quantity: 1, unitPrice: { amount: price, currency: 'CNY' } }];
    const order = await anOrder({ order: { shop: quiet, lines } });
    expect(await apply(order)).toEqual({ accepted: true });
    await shop.skip(order, 10 * MINUTE);
    expect(await reviewsOf(order)).toMatchObject([{ reason: 'bureau_unreachable' }]);
    expect(await decide(order, decision)).toEqual({ accepted: true });
    expect(await shop.order(order.id)).toMatchObject({ status, credit: { decision } });
  });
});

test('and nothing is wrong with money, stock or lives', async () => {
  expect(await checkIntegrity(shop.database.client, new Date().toISOString())).toEqual([]);
});
