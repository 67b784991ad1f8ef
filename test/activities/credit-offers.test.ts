import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import type { Offer, OfferKind } from '../../domain/credit/offer.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { creditApplications } from '../../prisma/credit-applications.ts';
import { providerRecords } from '../../prisma/provider-records.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';

let shop: TestShop;
let quiet: string;

beforeAll(async () => {
  shop = await openShop();
  quiet = await shop.shopWith({ reminders: { enabled: false }, credit: { rescue: { exploration: 0 } } });
});
afterAll(() => shop.close());

/** Orders that tests before have left where they were: on this one's clock they may be late. */
const left = new Set<string>();
afterEach(async () => {
  for (const { id } of await shop.database.client.order.findMany({ select: { id: true } })) left.add(id);
});

interface Wanted {
  readonly price: number;
  readonly score: number;
  readonly term?: number;
  readonly customerId?: string;
  readonly tags?: readonly string[];
}

/** An order of one piece, whose buyer has applied and got an answer. */
async function answered(world: OrderWorld, { score, ...wanted }: Wanted): Promise<string> {
  const id = await applied(world, wanted);
  await world.report(id, score);
  return id;
}

/** The same before the answer. */
async function applied(
  world: OrderWorld,
  { price, term, customerId = randomUUID(), tags = [] }: Omit<Wanted, 'score'>,
): Promise<string> {
  const sku = `sku-${randomUUID()}`;
  await shop.stock(sku, 10, { price });
  await shop.database.client.stock.update({ where: { sku }, data: { tags: [...tags] } });
  const lines = [{ sku, quantity: 1, unitPrice: { amount: price, currency: 'CNY' } }];
  const { id } = await shop.place(
    { shop: quiet, lines, customer: { id: customerId, locale: 'en' } },
    world.now(),
  );
  await world.open(id);
  const product = term === undefined ? 'pay_later' : 'instalments';
  const applicationId = randomUUID();
  const asked = {
    kind: 'apply_credit',
    applicationId,
    product,
    documents: 0,
    ...(term ? { term } : {}),
  } as const;
  expect(await world.ask(id, asked)).toEqual({ accepted: true });
  await world.pass(0);
  return id;
}

async function offer(orderId: string, kind: OfferKind): Promise<Offer> {
  const found = (await shop.order(orderId)).offers?.find((each) => each.kind === kind);
  if (!found) throw new Error(`order ${orderId} has no offer ${kind}`);
  return found;
}

const accept = (world: OrderWorld, orderId: string, { id: offerId }: Pick<Offer, 'id'>) =>
  world.ask(orderId, { kind: 'accept_offer', offerId });

/** The buyer pays what is due, at the provider. */
async function pay(world: OrderWorld, orderId: string): Promise<void> {
  const sessionId = await world.link(orderId);
  if (!sessionId) throw new Error(`order ${orderId} can't be paid`);
  const { amountDue, currency } = await shop.order(orderId);
  const session = world.provider.sessions.get(sessionId);
  if (session) Object.assign(session, { state: 'succeeded', paid: amountDue });
  await world.store({
    eventId: randomUUID(),
    type: 'payment.succeeded',
    orderId,
    sessionId,
    amount: amountDue,
    currency,
  });
  await world.apply(orderId);
}

const soundAt = async (world: OrderWorld) => {
  const violations = await checkIntegrity(shop.database.client, world.now());
  expect(violations.filter(({ subject }) => !left.has(subject))).toEqual([]);
};

describe('a down payment', () => {
  const declinedA = (world: OrderWorld) => answered(world, { price: 2_400_000, score: 800, term: 6 });

  test('is due at once and the rest financed; paid when it comes (rule 14)', async () => {
    const world = openWorld(shop);
    const id = await declinedA(world);
    const made = await offer(id, 'down_payment');
    expect(made).toMatchObject({
      title: 'Pay CN¥4,800.00 now and CN¥19,200.00 in 6 instalments',
      terms: { plan: expect.any(Array) },
    });
    expect(await accept(world, id, made)).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({
      status: 'awaiting_payment',
      hold: 'held',
      amountDue: 480_000,
      financed: 1_920_000,
      amountPaid: 0,
      credit: { decision: 'approved', grade: 'A' },
    });
    await soundAt(world);
    await pay(world, id);
    expect(await shop.order(id)).toMatchObject({
      status: 'paid',
      amountPaid: 480_000,
      financed: 1_920_000,
      amountDue: 0,
    });
    await soundAt(world);
  });

  test('that never comes: the order closes, and nothing is financed', async () => {
    const world = openWorld(shop);
    const id = await declinedA(world);
    await accept(world, id, await offer(id, 'down_payment'));
    await world.pass(25 * HOUR);
    expect(await shop.order(id)).toMatchObject({
      status: 'expired',
      financed: 0,
      amountDue: 2_400_000,
      credit: { state: 'withdrawn' },
    });
    await soundAt(world);
  });

  test('is for the order as it was: changed lines take the credit back', async () => {
    const world = openWorld(shop);
    const id = await declinedA(world);
    await accept(world, id, await offer(id, 'down_payment'));
    const [line] = (await shop.order(id)).lines;
    const lines = [{ sku: line?.sku ?? '', quantity: 2 }];
    expect(await world.ask(id, { kind: 'change_lines', lines, by: 'buyer' })).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({
      financed: 0,
      amountDue: 4_800_000,
      credit: { state: 'withdrawn' },
    });
    await soundAt(world);
  });

  test('is not taken when the buyer owes more by now (rule 35)', async () => {
    const world = openWorld(shop);
    const customerId = randomUUID();
    const id = await answered(world, { price: 2_400_000, score: 800, term: 6, customerId });
    await answered(world, { price: 200_000, score: 800, customerId });
    const refusal = { accepted: false, code: 'offer_not_open', facts: { reason: 'not_approvable' } };
    expect(await accept(world, id, await offer(id, 'down_payment'))).toEqual(refusal);
    expect(await shop.order(id)).toMatchObject({ financed: 0, amountDue: 2_400_000 });
    await soundAt(world);
  });
});

test('fewer instalments finance the order at once', async () => {
  const world = openWorld(shop);
  const id = await answered(world, { price: 120_000, score: 800, term: 24 });
  const made = await offer(id, 'fewer_instalments');
  expect(made.title).toBe('Pay in 12 instalments of CN¥100.00');
  expect(await accept(world, id, made)).toEqual({ accepted: true });
  const paid = await shop.order(id);
  expect(paid).toMatchObject({
    status: 'paid',
    financed: 120_000,
    credit: { term: 12, decision: 'approved' },
  });
  expect(paid.credit?.plan).toHaveLength(12);
  expect(paid.offers).toBeUndefined();
  await soundAt(world);
});

describe('an outside provider', () => {
  const declinedB = (world: OrderWorld) => answered(world, { price: 600_000, score: 640 });
  const recordOf = async (provider: string) =>
    (await providerRecords(shop.database.client).ofBuyersLike('new', '3e5')).find(
      (record) => record.provider === provider,
    );

  test('is paid through a session like any method, and that it worked is remembered', async () => {
    const world = openWorld(shop);
    const id = await declinedB(world);
    const made = await offer(id, 'outside_provider');
    const { provider } = made.terms.kind === 'outside_provider' ? made.terms : { provider: '' };
    const before = await recordOf(provider);
    expect(await accept(world, id, made)).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({
      paymentMethod: 'instalments',
      amountDue: 600_000,
      hold: 'held',
    });
    await pay(world, id);
    expect((await recordOf(provider))?.successes).toBe((before?.successes ?? 0) + 1);
    await soundAt(world);
  });

  test('that does not pay is remembered too', async () => {
    const world = openWorld(shop);
    const id = await declinedB(world);
    const made = await offer(id, 'outside_provider');
    const { provider } = made.terms.kind === 'outside_provider' ? made.terms : { provider: '' };
    const before = await recordOf(provider);
    await accept(world, id, made);
    await world.pass(25 * HOUR);
    expect(await shop.order(id)).toMatchObject({ status: 'expired' });
    expect((await recordOf(provider))?.failures).toBe((before?.failures ?? 0) + 1);
  });

  test('that does well comes first for buyers like him', async () => {
    const world = openWorld(shop);
    const data = { segment: 'new', band: '1e6', successes: 200, failures: 2 };
    await shop.database.client.creditProviderRecord.createMany({
      data: [
        { ...data, provider: 'laterfin' },
        { ...data, provider: 'stepwise', successes: 2, failures: 200 },
        { ...data, provider: 'evenpay', successes: 2, failures: 200 },
      ],
    });
    const id = await answered(world, { price: 1_000_000, score: 640 });
    expect((await offer(id, 'outside_provider')).terms).toMatchObject({ provider: 'laterfin' });
  });
});

test('paying in full with a discount lowers the total by it', async () => {
  const world = openWorld(shop);
  const id = await answered(world, { price: 10_000, score: 300 });
  expect(await accept(world, id, await offer(id, 'pay_in_full_discount'))).toEqual({ accepted: true });
  expect(await shop.order(id)).toMatchObject({
    total: 9_500,
    discount: 500,
    amountDue: 9_500,
    hold: 'held',
    revision: 2,
  });
  await pay(world, id);
  expect(await shop.order(id)).toMatchObject({ status: 'paid', amountPaid: 9_500 });
  await soundAt(world);
});

describe('similar goods', () => {
  async function withSimilar(world: OrderWorld) {
    const tag = `tag-${randomUUID()}`;
    const like = `like-${randomUUID()}`;
    await shop.stock(like, 1, { price: 9_000 });
    await shop.database.client.stock.update({ where: { sku: like }, data: { tags: [tag] } });
    return { like, id: await answered(world, { price: 10_000, score: 300, tags: [tag] }) };
  }

  test('take the place of what was ordered: the hold moves without a gap', async () => {
    const world = openWorld(shop);
    const { id, like } = await withSimilar(world);
    const before = (await shop.order(id)).lines[0]?.sku ?? '';
    expect(await accept(world, id, await offer(id, 'similar_goods'))).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({
      lines: [{ sku: like, quantity: 1, unitPrice: 9_000 }],
      amountDue: 9_000,
      hold: 'held',
    });
    expect(await shop.balance(like)).toEqual({ onHand: 1, held: 1 });
    expect(await shop.balance(before)).toEqual({ onHand: 10, held: 0 });
    await soundAt(world);
  });

  test('that are sold out by now are refused, and the order stays as it was', async () => {
    const world = openWorld(shop);
    const { id, like } = await withSimilar(world);
    const made = await offer(id, 'similar_goods');
    const lines = [{ sku: like, quantity: 1, unitPrice: { amount: 9_000, currency: 'CNY' } }];
    await shop.place({ shop: quiet, lines, customer: { id: randomUUID() } }, world.now());
    expect(await accept(world, id, made)).toMatchObject({ accepted: false, code: 'out_of_stock' });
    expect((await shop.order(id)).offers).toHaveLength(2);
  });
});

describe('offers', () => {
  test('say what documents would be needed, and accepting that keeps the others', async () => {
    const world = openWorld(shop);
    const id = await answered(world, { price: 600_000, score: 640 });
    const made = await offer(id, 'documents');
    expect(made.terms).toMatchObject({ kinds: ['identity', 'income', 'address'] });
    expect(await accept(world, id, made)).toEqual({ accepted: true });
    expect((await shop.order(id)).offers?.length).toBeGreaterThan(1);
  });

  test('end with the deadline, or after their own time', async () => {
    const world = openWorld(shop);
    const id = await answered(world, { price: 10_000, score: 300 });
    const { deadline } = await shop.order(id);
    const made = await offer(id, 'pay_in_full_discount');
    expect(made.expiresAt).toBe(deadline);
    const until = later(deadline ?? '', DAY);
    await world.ask(id, { kind: 'extend', by: 'staff', until });
    await world.pass(24 * HOUR + MINUTE);
    expect((await shop.order(id)).offers).toBeUndefined();
    expect(await shop.story(id)).toContain('offers_expired');
    expect(await accept(world, id, made)).toMatchObject({ accepted: false, code: 'offer_not_open' });
  });

  test('that are all declined leave the ordinary path: the order waits, and closes in its time', async () => {
    const world = openWorld(shop);
    const id = await answered(world, { price: 10_000, score: 300 });
    expect(await world.ask(id, { kind: 'decline_offers', by: 'buyer' })).toEqual({ accepted: true });
    expect((await shop.order(id)).offers).toBeUndefined();
    await world.pass(25 * HOUR);
    expect(await shop.order(id)).toMatchObject({ status: 'expired' });
  });

  test('are taken once, however often it is tried', async () => {
    const world = openWorld(shop);
    const id = await answered(world, { price: 10_000, score: 300 });
    const made = await offer(id, 'pay_in_full_discount');
    expect(await world.ask(id, { kind: 'accept_offer', offerId: made.id }, 3)).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({ total: 9_500 });
    expect(await accept(world, id, made)).toMatchObject({ accepted: false, code: 'offer_not_open' });
    expect(await accept(world, id, { id: randomUUID() })).toMatchObject({
      accepted: false,
      code: 'offer_not_found',
    });
  });
});

describe('rule 35: the limit is the buyer’s', () => {
  test('what he owes on other orders counts, approved one after the other', async () => {
    const world = openWorld(shop);
    const customerId = randomUUID();
    const first = await answered(world, { price: 60_000, score: 550, customerId });
    const second = await answered(world, { price: 60_000, score: 550, customerId });
    expect(await shop.order(first)).toMatchObject({ status: 'paid', financed: 60_000 });
    expect(await shop.order(second)).toMatchObject({
      status: 'awaiting_payment',
      credit: { decision: 'declined' },
    });
    const { row } = await shop.order(second);
    const application = await creditApplications(shop.database.client).find(row.creditApplicationId ?? '');
    expect(application?.assessed).toMatchObject({
      against: ['over_limit'],
      exposure: 60_000,
      limit: 100_000,
    });
    expect(application?.assessed?.changes).toContainEqual({ what: 'amount', from: 60_000, to: 40_000 });
  });

  test('decided at the same moment, only what fits is approved: it is decided under his lock', async () => {
    const world = openWorld(shop);
    const customerId = randomUUID();
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await applied(world, { price: 30_000, customerId }));
    await Promise.all(ids.map((id) => world.report(id, 550)));
    const orders = await Promise.all(ids.map((id) => shop.order(id)));
    expect(orders.map(({ financed }) => financed).toSorted()).toEqual([0, 30_000, 30_000, 30_000]);
    await soundAt(world);
  });

  test('an order of his that was closed counts no more', async () => {
    const world = openWorld(shop);
    const customerId = randomUUID();
    const down = await answered(world, { price: 2_400_000, score: 800, term: 6, customerId });
    await accept(world, down, await offer(down, 'down_payment'));
    await world.ask(down, { kind: 'cancel', reason: 'changed_mind', by: 'buyer' });
    const next = await answered(world, { price: 1_000_000, score: 800, customerId });
    expect(await shop.order(next)).toMatchObject({ status: 'paid', financed: 1_000_000 });
  });
});

test('an order that took no stock and finds none ends as sold out, with nothing financed (rule 14)', async () => {
  const world = openWorld(shop);
  const sku = `sku-${randomUUID()}`;
  await shop.stock(sku, 1, { price: 5_000, deductOn: 'payment' });
  const place = async () => {
    const lines = [{ sku, quantity: 1, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const { id } = await shop.place({ shop: quiet, lines, customer: { id: randomUUID() } }, world.now());
    await world.open(id);
    const asked = {
      kind: 'apply_credit',
      applicationId: randomUUID(),
      product: 'pay_later',
      documents: 0,
    } as const;
    await world.ask(id, asked);
    return id;
  };
  const [first, second] = [await place(), await place()];
  await world.report(first, 800);
  await world.report(second, 800);
  expect(await shop.order(first)).toMatchObject({ status: 'paid', financed: 5_000 });
  expect(await shop.order(second)).toMatchObject({
    status: 'cancelled',
    closedReason: 'sold_out',
    financed: 0,
    amountDue: 5_000,
    credit: { state: 'withdrawn' },
  });
  await soundAt(world);
});
