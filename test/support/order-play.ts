import { randomUUID } from 'node:crypto';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import { isOpen } from '../../domain/order/status.ts';
import { orders } from '../../prisma/orders.ts';
import type { Act } from './order-acts.ts';
import type { News, Stage } from './play-stage.ts';
import type { TestShop } from './shop.ts';

/** A shop in which acts are played. Its names are its own, so that plays share a database. */
export interface Play {
  readonly stage: Stage;
  readonly client: TestShop['database']['client'];
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

export async function beginPlay(
  stage: Stage,
  shop: TestShop,
  { shopName, tag = randomUUID().slice(0, 8) }: { readonly shopName: string; readonly tag?: string },
): Promise<Play> {
  const { client } = shop.database;
  const skus = CATALOGUE.map((_, index) => `${tag}-sku-${index}`);
  for (const [index, { onHand, ...more }] of CATALOGUE.entries())
    await shop.stock(skus[index] ?? '', onHand, more);
  const orderIds: string[] = [];
  const problems: { id: string; orderId: string }[] = [];
  const waiting: News[] = [];
  const loose: Play['loose'] = [];
  const pick = <T>(all: readonly T[], index: number) =>
    all.length === 0 ? undefined : all[index % all.length];
  const skuOf = (index: number) => pick(skus, index) ?? '';
  const wanted = (lines: { sku: number; quantity: number }[]) =>
    lines.map(({ sku, quantity }) => ({ sku: skuOf(sku), quantity }));
  const orderIn = async (orderId: string) => {
    const order = await orders(client).find(orderId);
    if (!order) throw new Error(`no order ${orderId}`);
    return order;
  };
  const pay = async (
    orderId: string,
    { session: index, payer, outcome, part, webhook }: Extract<Act, { act: 'pay' }>,
  ) => {
    if (index < 3) await stage.link(orderId, payer); // else a page that was opened before
    const session = pick((await stage.sessionsOf(orderId)).toReversed(), index);
    if (!session) return;
    const amount = Math.max(1, Math.round(session.amount * part));
    if (!(await stage.pay(session, outcome, amount))) return;
    const { currency } = session;
    const event = {
      eventId: randomUUID(),
      type: `payment.${outcome}` as const,
      orderId,
      sessionId: session.id,
      amount,
      currency,
    };
    if (webhook === 'late') waiting.push(event);
    else if (webhook === 'stored') await stage.store(event);
    else await stage.deliver(event, webhook === 'twice' ? 2 : 1);
  };
  const giveBack = async (orderId: string, { part }: Extract<Act, { act: 'giveBack' }>) => {
    const session = (await stage.sessionsOf(orderId)).find(({ paid }) => paid > 0);
    if (!session) return;
    const back = (await stage.refundsOf(orderId)).filter(({ reference }) => reference === session.id);
    const left = session.paid - back.reduce((sum, { amount }) => sum + amount, 0);
    const amount = Math.min(left, Math.round(session.paid * part));
    const pending = await client.refund.count({ where: { orderId, state: 'pending' } });
    if (amount > 0 && pending === 0) await stage.giveBack(session, amount);
  };
  const money = async ({ order: index, part, currency, type }: Extract<Act, { act: 'money' }>) => {
    const orderId = pick(orderIds, index);
    if (!orderId) return;
    const { total } = await orderIn(orderId);
    const amount = Math.max(1, Math.round(total * part));
    const eventId = randomUUID();
    if (type === 'payment.succeeded') loose.push({ orderId, amount, currency, reference: eventId });
    await stage.deliver({ eventId, type, orderId, amount, currency }, 1);
  };
  /** What is still under way at the provider comes to nothing. */
  const endAttempts = async (orderId: string) => {
    const news = { type: 'payment.failed', orderId } as const;
    for (const session of await stage.sessionsOf(orderId)) {
      const { id: sessionId, amount, currency, state } = session;
      if (state !== 'processing') continue;
      await stage.pay(session, 'failed', amount);
      await stage.deliver({ ...news, eventId: randomUUID(), sessionId, amount, currency }, 1);
    }
    if ((await orderIn(orderId)).status !== 'payment_processing') return;
    await stage.deliver({ ...news, eventId: randomUUID(), amount: 1, currency: 'CNY' }, 1);
  };
  const play: Play = {
    stage,
    client,
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
                orderId: `${tag}-${orderIds.length}`,
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
              stage.now(),
            )
            .catch((error: unknown) => {
              if (String(error).includes('not placed')) return undefined;
              throw error;
            });
          if (!order) return;
          orderIds.push(order.id);
          return stage.begin(order.id);
        }
        case 'link': {
          await stage.link(id);
          return;
        }
        case 'pay':
          return pay(id, act);
        case 'webhook': {
          const webhook = pick(waiting, act.pick);
          if (!webhook) return;
          waiting.splice(waiting.indexOf(webhook), 1);
          return stage.deliver(webhook, act.times);
        }
        case 'money':
          return money(act);
        case 'giveBack':
          return giveBack(id, act);
        case 'cancel':
          return void (await stage.ask(
            id,
            { kind: 'cancel', reason: 'changed_mind', by: act.by, force: act.force },
            act.times,
          ));
        case 'lines':
          return void (await stage.ask(
            id,
            { kind: 'change_lines', lines: wanted(act.lines), by: 'buyer' },
            act.times,
          ));
        case 'extend': {
          const until = act.by === 'staff' ? { until: later(stage.now(id), act.hours * HOUR) } : {};
          return void (await stage.ask(id, { kind: 'extend', by: act.by, ...until }, act.times));
        }
        case 'method':
          return void (await stage.ask(
            id,
            { kind: 'change_method', method: act.method, by: 'buyer' },
            act.times,
          ));
        case 'problem': {
          const problem = { id: randomUUID(), orderId: id };
          problems.push(problem);
          return void (await stage.ask(id, {
            kind: 'report_problem',
            problemId: problem.id,
            problem: 'question',
            noteId: randomUUID(),
          }));
        }
        case 'resolve': {
          const problem = problems.findLast((known) => known.orderId === id);
          return problem && void (await stage.ask(id, { kind: 'resolve_problem', problemId: problem.id }));
        }
        case 'ship':
          return void (await stage.ask(id, { kind: 'ship' }, act.times));
        case 'deliver':
          return void (await stage.ask(id, { kind: 'deliver' }, act.times));
        case 'refund': {
          const { amountPaid } = await orderIn(id);
          const amount =
            act.part === 0 || amountPaid === 0
              ? {}
              : { amount: Math.max(1, Math.round(amountPaid * act.part)) };
          const refund = { refundId: randomUUID(), reason: 'asked', restock: act.restock, ...amount };
          return void (await stage.ask(id, { kind: 'refund', ...refund }, act.times));
        }
        case 'rush':
          return stage.rush(id);
        case 'pass':
          await stage.pass(stage.reachable ? act.ms : Math.min(act.ms, 4 * MINUTE)); // it is asked every 15 s
          return stage.sendRefunds();
        case 'reach':
          stage.reachable = act.reachable;
          return;
        case 'trouble':
          return stage.trouble(act.trouble);
        case 'block':
          await client.customer.updateMany({
            where: { id: `${tag}-${BUYERS[act.buyer]}` },
            data: { standing: 'blocked' },
          });
          return;
        case 'stock': {
          const sku = skuOf(act.sku);
          await client.stockMovement.create({
            data: { sku, kind: 'adjust', quantity: act.delta, step: randomUUID(), at: stage.now() },
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
      stage.reachable = true;
      await stage.trouble({ what: 'provider', mode: 'none' });
      for (const webhook of waiting.splice(0)) await stage.deliver(webhook, 1);
      for (const orderId of orderIds) await stage.apply(orderId);
      for (const orderId of orderIds) await endAttempts(orderId);
      await stage.pass(30 * DAY);
      for (const orderId of orderIds) {
        const { status } = await orderIn(orderId);
        if (isOpen(status))
          await stage.ask(orderId, { kind: 'cancel', reason: 'over', by: 'staff', force: true });
      }
      await stage.pass(60 * DAY);
      await stage.settle();
      await stage.pass(DAY);
    },
  };
  return play;
}
