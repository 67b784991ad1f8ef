import { randomUUID } from 'node:crypto';
import { HOUR } from '../../domain/duration.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import type { ParcelState } from '../../domain/parcel/parcel.ts';
import { mergeOrders } from '../../prisma/merging.ts';
import type { ReceivedEvent } from '../../prisma/payment-events.ts';
import { placeSuperseding } from '../../prisma/superseding.ts';
import type { FakeSession } from '../../dev/without-engine/fake-provider.ts';
import { openWorld } from './order-world.ts';
import type { OrderWorld } from './order-world.ts';
import { openShop } from './shop.ts';
import type { TestShop } from './shop.ts';

/** Orders of a shop in every state there is, brought there by the real steps; ids by what happened to them. */
export interface LivedOrders extends TestShop {
  readonly ids: Readonly<Record<LifeName, string>>;
  /** The machine's now: an hour after the last of it has happened. */
  readonly now: string;
}

export type LifeName =
  | 'waiting'
  | 'linked'
  | 'unheld'
  | 'processing'
  | 'partlyPaid'
  | 'paid'
  | 'overpaid'
  | 'givenBack'
  | 'cameBack'
  | 'ownCameBack'
  | 'changed'
  | 'delivered'
  | 'collected'
  | 'cancelled'
  | 'expired'
  | 'underpaid'
  | 'late'
  | 'takenUp'
  | 'undone'
  | 'superseded'
  | 'superseding'
  | 'part'
  | 'merged'
  | 'applied'
  | 'financed'
  | 'followed'
  | 'arrived';

/** 10:00 in Shanghai. The last check is at 12:00 of the next day. */
const BEGAN = '2026-11-21T02:00:00.000Z';

/** Opens a shop in which everything has happened that can happen to an order. */
export async function liveOrders(): Promise<LivedOrders> {
  const shop = await openShop();
  await shop.stock('mug', 1_000, { price: 5_000 });
  await shop.stock('cup', 100, { price: 2_000 });
  await shop.stock('print', 10, { price: 5_000, deductOn: 'payment' });
  const world = openWorld(shop, BEGAN);
  const life = living(shop, world);
  const [expired, underpaid] = [await life.linked(), await life.paidWith(4_000)];
  const [late, takenUp] = [await life.linked(), await life.linked()];
  await world.pass(25 * HOUR);
  await life.pay(late, 3_000);
  await life.pay(takenUp, 10_000);
  await world.open(takenUp);
  const ids = {
    ...(await life.lately()),
    ...(await replaced(shop, world, life.paidWith)),
    expired,
    underpaid,
    late,
    takenUp,
  };
  await world.pass(0);
  await world.sendRefunds();
  await world.pass(HOUR);
  return { ...shop, ids, now: world.now() };
}

/** Orders that another replaced, each after 40.00 of it was paid; and what goes on for them. */
async function replaced(shop: TestShop, world: OrderWorld, paidWith: (amount: number) => Promise<string>) {
  const aside = async (id: string) => {
    const answer = await world.ask(id, { kind: 'begin_supersede', token: 't' });
    if (!answer.accepted) throw new Error(`order ${id}: ${answer.code}`);
    return id;
  };
  const superseded = await aside(await paidWith(4_000));
  const { customerId } = await shop.order(superseded);
  const placing = await shop.decide({ customer: { id: customerId } }, world.now());
  const { id: superseding } = placing.order;
  const instead = { orderId: superseded, token: 't', placing, key: undefined, answerOf: () => ({}) };
  const { outcome } = await placeSuperseding(shop.database, instead, world.now());
  if (outcome !== 'placed') throw new Error(outcome);
  await world.open(superseding);
  const [part, other] = [await aside(await paidWith(4_000)), await aside(await paidWith(4_000))];
  await shop.database.client.order.updateMany({
    where: { id: { in: [part, other] } },
    data: { customerId },
  });
  const merged = randomUUID();
  const wish = { partIds: [part, other], token: 't', id: merged, workflowId: `order-${merged}` };
  const made = await mergeOrders(shop.database, wish, world.now());
  if (!('merged' in made)) throw new Error(JSON.stringify(made));
  await world.open(merged);
  return { superseded, superseding, part, merged };
}

function living(shop: TestShop, world: OrderWorld) {
  /** Placed and started, by a buyer of its own. */
  async function place({ sku = 'mug', method = 'card' }: { sku?: string; method?: PaymentMethod } = {}) {
    const lines = [{ sku, quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const { id } = await shop.place({ lines, paymentMethod: method }, world.now());
    await world.open(id);
    return id;
  }

  async function linked(): Promise<string> {
    const id = await place();
    if (!(await world.link(id))) throw new Error(`order ${id} can't be paid`);
    return id;
  }

  /** The provider tells something of the order's session, and it is applied. */
  async function tell(orderId: string, facts: Partial<ReceivedEvent>): Promise<void> {
    const session = [...world.provider.sessions.values()].find(({ request }) => request.orderId === orderId);
    const about = { orderId, sessionId: session?.id, amount: 10_000, currency: 'CNY' };
    await world.store({ eventId: randomUUID(), type: 'payment.succeeded', ...about, ...facts });
    await world.apply(orderId);
  }

  /** The provider takes the buyer's money, whether or not the session could still be paid, and tells of it. */
  async function pay(orderId: string, amount: number): Promise<void> {
    move(orderId, { state: 'succeeded', paid: amount });
    await tell(orderId, { amount });
  }

  function move(orderId: string, to: Pick<FakeSession, 'state' | 'paid'>): void {
    for (const session of world.provider.sessions.values())
      if (session.request.orderId === orderId) Object.assign(session, to);
  }

  async function processing(): Promise<string> {
    const id = await linked();
    move(id, { state: 'processing', paid: 0 });
    await tell(id, { type: 'payment.processing' });
    return id;
  }

  async function paidWith(amount: number): Promise<string> {
    const id = await linked();
    await pay(id, amount);
    return id;
  }

  /** After `begin`, asks this of the order. */
  async function asked(
    begin: Promise<string>,
    ...requests: Parameters<OrderWorld['ask']>[1][]
  ): Promise<string> {
    const id = await begin;
    for (const request of requests) {
      const answer = await world.ask(id, request);
      if (!answer.accepted) throw new Error(`${request.kind}: ${answer.code}`);
    }
    return id;
  }

  /** Its buyer has applied to pay later. */
  async function applied(): Promise<string> {
    const applicationId = randomUUID();
    return asked(place(), { kind: 'apply_credit', applicationId, product: 'pay_later', documents: 0 });
  }

  /** Approved as grade C: a card is to be bound before it is shipped. */
  async function financed(): Promise<string> {
    const orderId = await applied();
    await world.report(orderId, 550);
    return orderId;
  }

  /** Its carrier tells of its parcel, which got so far. */
  async function followed(state: ParcelState): Promise<string> {
    const ship = { kind: 'ship', trackingNumber: 'SF-1' } as const;
    const id = await asked(paidWith(10_000), { kind: 'follow_parcel', by: 'buyer' }, ship);
    await world.pass(0);
    await world.tellOfParcel(id, { state });
    return id;
  }

  async function told(begin: Promise<string>, facts: Partial<ReceivedEvent>): Promise<string> {
    const id = await begin;
    await tell(id, facts);
    return id;
  }

  /** A refund of 30.00 that the provider had confirmed came back, and is to be sent again. */
  async function cameBack(): Promise<string> {
    const about = { refundId: randomUUID(), reason: 'damaged', restock: false };
    const id = await asked(paidWith(10_000), { kind: 'refund', amount: 3_000, ...about });
    await world.sendRefunds();
    const { key: refundKey } = await shop.database.client.refund.findFirstOrThrow({ where: { orderId: id } });
    world.provider.failRefund(refundKey);
    await tell(id, { type: 'payment.refund_failed', amount: 3_000, refundKey });
    return id;
  }

  return {
    linked,
    paidWith,
    pay,
    lately: async () => ({
      waiting: await place(),
      linked: await linked(),
      unheld: await place({ sku: 'print' }),
      processing: await processing(),
      partlyPaid: await paidWith(4_000),
      paid: await paidWith(10_000),
      overpaid: await paidWith(12_000),
      givenBack: await told(paidWith(10_000), { type: 'payment.refunded', amount: 3_000 }),
      cameBack: await cameBack(),
      ownCameBack: await told(
        told(paidWith(10_000), { type: 'payment.refunded', amount: 3_000, eventId: 'own' }),
        { type: 'payment.refund_failed', amount: 3_000, refundKey: 'own' },
      ),
      changed: await asked(paidWith(4_000), {
        kind: 'change_lines',
        lines: [{ sku: 'cup', quantity: 1 }],
        by: 'buyer',
      }),
      delivered: await asked(paidWith(10_000), { kind: 'ship' }, { kind: 'deliver' }),
      collected: await asked(place({ method: 'cash_on_delivery' }), { kind: 'ship' }, { kind: 'deliver' }),
      cancelled: await asked(place(), { kind: 'cancel', reason: 'changed_mind', by: 'buyer' }),
      undone: await asked(paidWith(10_000), {
        kind: 'refund',
        refundId: randomUUID(),
        reason: 'damaged',
        restock: true,
      }),
      applied: await applied(),
      financed: await financed(),
      followed: await followed('in_transit'),
      arrived: await followed('delivered'),
    }),
  };
}
