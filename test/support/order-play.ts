import { randomUUID } from 'node:crypto';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import { isOpen } from '../../domain/order/status.ts';
import type { Act } from './order-acts.ts';
import { orderIn, openWorld } from './order-world.ts';
import type { OrderWorld } from './order-world.ts';
import type { TestShop } from './shop.ts';

/** A webhook the provider has still to deliver. */
interface Webhook {
  readonly eventId: string;
  readonly type: 'payment.succeeded' | 'payment.failed' | 'payment.processing' | 'payment.refunded';
  readonly orderId: string;
  readonly sessionId: string;
  readonly amount: number;
  readonly currency: string;
}

/** A shop in which acts are played. Its names are its own, so that plays share a database. */
export interface Play {
  readonly world: OrderWorld;
  readonly orderIds: readonly string[];
  readonly skus: readonly string[];
  /** What the provider received for each order besides sessions, and gave back by itself. */
  readonly loose: {
    readonly orderId: string;
    readonly amount: number;
    readonly currency: string;
    readonly reference: string;
  }[];
  do(act: Act): Promise<void>;
  /** Everything that is under way comes to its end. */
  finish(): Promise<void>;
}

const CATALOGUE = [
  { price: 1_000, onHand: 6, safetyStock: 0 },
  { price: 2_500, onHand: 3, safetyStock: 0, deductOn: 'payment' },
  { price: 700, onHand: 5, safetyStock: 1 },
];

const BUYERS = ['ann', 'bob'];

export async function beginPlay(shop: TestShop, shopName: string): Promise<Play> {
  const tag = randomUUID().slice(0, 8);
  const world = openWorld(shop);
  const { client } = shop.database;
  const skus = CATALOGUE.map((_, index) => `${tag}-sku-${index}`);
  for (const [index, { onHand, ...more }] of CATALOGUE.entries())
    await shop.stock(skus[index] ?? '', onHand, more);
  const orderIds: string[] = [];
  const problems: { id: string; orderId: string }[] = [];
  const waiting: Webhook[] = [];
  const loose: Play['loose'] = [];
  const pick = <T>(all: readonly T[], index: number) =>
    all.length === 0 ? undefined : all[index % all.length];
  const skuOf = (index: number) => pick(skus, index) ?? '';
  const wanted = (lines: { sku: number; quantity: number }[]) =>
    lines.map(({ sku, quantity }) => ({ sku: skuOf(sku), quantity }));
  const storeAll = async (webhook: Webhook, times: number) => {
    const { orderId, ...event } = webhook;
    await Promise.all(Array.from({ length: times }, () => world.store({ ...event, orderId })));
  };
  const deliver = async (webhook: Webhook, times: number) => {
    await storeAll(webhook, times);
    await Promise.all(Array.from({ length: times }, () => world.apply(webhook.orderId)));
  };
  const sessionsOf = (orderId: string) =>
    [...world.provider.sessions.values()].filter(({ request }) => request.orderId === orderId);
  const pay = async (
    orderId: string,
    { session: index, payer, outcome, part, webhook }: Extract<Act, { act: 'pay' }>,
  ) => {
    if (index < 3) await world.link(orderId, payer); // else a page that was opened before
    const session = pick(sessionsOf(orderId).toReversed(), index);
    if (!session) return;
    const amount = Math.max(1, Math.round(session.request.amount * part));
    if (!world.provider.pay(session.id, outcome, amount, world.now())) return;
    const { currency } = session.request;
    const event = {
      eventId: randomUUID(),
      type: `payment.${outcome}` as const,
      orderId,
      sessionId: session.id,
      amount,
      currency,
    };
    if (webhook === 'late') waiting.push(event);
    else if (webhook === 'stored') await storeAll(event, 1);
    else await deliver(event, webhook === 'twice' ? 2 : 1);
  };
  const giveBack = async (orderId: string, { part }: Extract<Act, { act: 'giveBack' }>) => {
    const session = sessionsOf(orderId).find(({ paid }) => paid > 0);
    const back = [...world.provider.refunds.values()].filter(({ reference }) => reference === session?.id);
    const left = (session?.paid ?? 0) - back.reduce((sum, { amount }) => sum + amount, 0);
    const amount = Math.min(left, Math.round((session?.paid ?? 0) * part));
    const pending = await client.refund.count({
      where: { orderId, state: 'pending' },
    });
    if (!session || amount <= 0 || pending > 0) return;
    const { currency } = session.request;
    const eventId = randomUUID();
    world.provider.refunds.set(eventId, { orderId, reference: session.id, amount });
    await deliver({ eventId, type: 'payment.refunded', orderId, sessionId: session.id, amount, currency }, 1);
  };
  const money = async ({ order: index, part, currency, type }: Extract<Act, { act: 'money' }>) => {
    const orderId = pick(orderIds, index);
    if (!orderId) return;
    const { total } = await orderIn(world, orderId);
    const amount = Math.max(1, Math.round(total * part));
    const eventId = randomUUID();
    if (type === 'payment.succeeded') loose.push({ orderId, amount, currency, reference: eventId });
    await world.store({ eventId, type, orderId, amount, currency });
    await world.apply(orderId);
  };
  /** Several steps of one order at once: attempts that woke up late beside the one that counts. */
  const rush = async (orderId: string) => {
    const input = { orderId, now: world.now() };
    const { steps } = world;
    await Promise.all([
      steps.applyPayments(input),
      steps.closeOrder(input),
      steps.alertPending(input),
      steps.openOrder(input),
      steps.applyPayments(input),
    ]);
    await world.apply(orderId);
  };
  const play: Play = {
    world,
    orderIds,
    skus,
    loose,
    async do(act) {
      const orderId = 'order' in act ? pick(orderIds, act.order) : undefined;
      if ('order' in act && orderId === undefined) return;
      const id = orderId ?? '';
      switch (act.act) {
        case 'place': {
          const buyer = `${tag}-${BUYERS[act.buyer]}`;
          const lines = act.lines.map(({ sku, quantity }) => ({
            sku: skuOf(sku),
            quantity,
            unitPrice: { amount: CATALOGUE[sku]?.price ?? 0, currency: 'CNY' },
          }));
          const order = await shop
            .place(
              {
                shop: shopName,
                lines,
                paymentMethod:
                  act.method === 'alipay'
                    ? 'alipay'
                    : act.method === 'bank_transfer'
                      ? 'bank_transfer'
                      : act.method === 'cash_on_delivery'
                        ? 'cash_on_delivery'
                        : 'card',
                customer: { id: buyer, email: `${buyer}@example.com`, locale: 'en' },
              },
              world.now(),
            )
            .catch((error: unknown) => {
              if (String(error).includes('not placed')) return undefined;
              throw error;
            });
          if (!order) return;
          orderIds.push(order.id);
          return world.open(order.id);
        }
        case 'link': {
          await world.link(id);
          return;
        }
        case 'pay':
          return pay(id, act);
        case 'webhook': {
          const webhook = pick(waiting, act.pick);
          if (!webhook) return;
          waiting.splice(waiting.indexOf(webhook), 1);
          return deliver(webhook, act.times);
        }
        case 'money':
          return money(act);
        case 'giveBack':
          return giveBack(id, act);
        case 'cancel':
          return void (await world.ask(
            id,
            { kind: 'cancel', reason: 'changed_mind', by: act.by, force: act.force },
            act.times,
          ));
        case 'lines':
          return void (await world.ask(
            id,
            { kind: 'change_lines', lines: wanted(act.lines), by: 'buyer' },
            act.times,
          ));
        case 'extend': {
          const until = act.by === 'staff' ? { until: later(world.now(), act.hours * HOUR) } : {};
          return void (await world.ask(id, { kind: 'extend', by: act.by, ...until }, act.times));
        }
        case 'method':
          return void (await world.ask(
            id,
            { kind: 'change_method', method: act.method, by: 'buyer' },
            act.times,
          ));
        case 'problem': {
          const problem = { id: randomUUID(), orderId: id };
          problems.push(problem);
          return void (await world.ask(id, {
            kind: 'report_problem',
            problemId: problem.id,
            problem: 'question',
            noteId: randomUUID(),
          }));
        }
        case 'resolve': {
          const problem = problems.findLast((known) => known.orderId === id);
          return problem && void (await world.ask(id, { kind: 'resolve_problem', problemId: problem.id }));
        }
        case 'ship':
          return void (await world.ask(id, { kind: 'ship' }, act.times));
        case 'deliver':
          return void (await world.ask(id, { kind: 'deliver' }, act.times));
        case 'refund': {
          const { amountPaid } = await orderIn(world, id);
          const amount =
            act.part === 0 || amountPaid === 0
              ? {}
              : { amount: Math.max(1, Math.round(amountPaid * act.part)) };
          const refund = { refundId: randomUUID(), reason: 'asked', restock: act.restock, ...amount };
          return void (await world.ask(id, { kind: 'refund', ...refund }, act.times));
        }
        case 'rush':
          return rush(id);
        case 'pass':
          await world.pass(world.provider.reachable ? act.ms : Math.min(act.ms, 4 * MINUTE)); // it is asked every 15 s
          return world.sendRefunds();
        case 'reach':
          world.provider.reachable = act.reachable;
          return;
        case 'block':
          await client.customer.updateMany({
            where: { id: `${tag}-${BUYERS[act.buyer]}` },
            data: { standing: 'blocked' },
          });
          return;
        case 'stock': {
          const sku = skuOf(act.sku);
          await client.stockMovement.create({
            data: { sku, kind: 'adjust', quantity: act.delta, step: randomUUID(), at: world.now() },
          });
          return void (await client.stock.update({
            where: { sku },
            data: { onHand: { increment: act.delta } },
          }));
        }
        default:
          return act satisfies never;
      }
    },
    async finish() {
      world.provider.reachable = true;
      for (const webhook of waiting.splice(0)) await deliver(webhook, 1);
      for (const orderId of orderIds) await world.apply(orderId);
      for (const session of world.provider.sessions.values())
        if (session.state === 'processing') {
          const { orderId, currency, amount } = session.request;
          world.provider.pay(session.id, 'failed', amount, world.now());
          await deliver(
            {
              eventId: randomUUID(),
              type: 'payment.failed',
              orderId,
              sessionId: session.id,
              amount,
              currency,
            },
            1,
          );
        }
      for (const orderId of orderIds)
        if ((await orderIn(world, orderId)).status === 'payment_processing') {
          await world.store({
            eventId: randomUUID(),
            type: 'payment.failed',
            orderId,
            amount: 1,
            currency: 'CNY',
          });
          await world.apply(orderId);
        }
      await world.pass(30 * DAY);
      for (const orderId of orderIds) {
        const { status } = await orderIn(world, orderId);
        if (isOpen(status))
          await world.ask(orderId, { kind: 'cancel', reason: 'over', by: 'staff', force: true });
      }
      await world.pass(60 * DAY);
      await world.sendRefunds();
      await world.pass(DAY);
    },
  };
  return play;
}
