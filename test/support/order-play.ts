import { randomUUID } from 'node:crypto';
import { setStock } from '../../api/stock-keeping.ts';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import { paymentMethods } from '../../domain/order/order.ts';
import { isOpen } from '../../domain/order/status.ts';
import { stock } from '../../prisma/stock.ts';
import type { Act } from './order-acts.ts';
import { creditIn } from './play-credit.ts';
import { orderIn, pick } from './play-parts.ts';
import type { PlayParts } from './play-parts.ts';
import { payingIn } from './play-paying.ts';
import type { LooseMoney } from './play-paying.ts';
import { replacingIn } from './play-replacing.ts';
import type { Stage } from './play-stage.ts';
import type { TestShop } from './shop.ts';

/** A shop in which acts are played. Its names are its own, so that plays share a database. */
export interface Play {
  readonly stage: Stage;
  readonly client: TestShop['database']['client'];
  readonly orderIds: readonly string[];
  readonly skus: readonly string[];
  readonly loose: readonly LooseMoney[];
  do(act: Act): Promise<void>;
  /** Everything that is under way comes to its end. */
  finish(): Promise<void>;
}

const CATALOGUE = [
  { price: 1_000, onHand: 8, safetyStock: 0 },
  { price: 2_500, onHand: 4, safetyStock: 0, deductOn: 'payment' },
  { price: 700, onHand: 7, safetyStock: 1 },
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
    await shop.stock(skus[index] ?? '', onHand, { ...more, tags: [tag] });
  const skuOf = (index: number) => pick(skus, index) ?? '';
  const wanted = (lines: readonly { sku: number; quantity: number }[]) =>
    lines.map(({ sku, quantity }) => ({ sku: skuOf(sku), quantity }));
  const orderIds: string[] = [];
  const problems: { id: string; orderId: string }[] = [];
  const parts: PlayParts = {
    stage,
    client,
    orderIds,
    waiting: [],
    orderIn: (orderId) => orderIn(client, orderId),
    request: ({ customerId, lines, method }) => ({
      shop: shopName,
      channel: 'store',
      customer: { id: customerId, email: `${customerId}@example.com`, locale: 'en' },
      paymentMethod: paymentMethods.find((known) => known === method),
      lines: lines.map(({ sku, quantity }) => ({
        sku: skuOf(sku),
        quantity,
        unitPrice: { amount: CATALOGUE[sku]?.price ?? 0, currency: 'CNY' },
      })),
    }),
    async join(orderId) {
      if (orderIds.includes(orderId)) return;
      orderIds.push(orderId);
      await stage.begin(orderId);
    },
  };
  const paying = payingIn(parts);
  const credit = creditIn(parts);
  const replacing = replacingIn(parts, { paying, credit });
  const play: Play = {
    stage,
    client,
    orderIds,
    skus,
    loose: paying.loose,
    async do(act) {
      const orderId = 'order' in act ? pick(orderIds, act.order) : undefined;
      if ('order' in act && orderId === undefined) return;
      const id = orderId ?? '';
      switch (act.act) {
        case 'place': {
          const order = await shop
            .place(
              {
                ...parts.request({ ...act, customerId: `${tag}-${BUYERS[act.buyer]}` }),
                orderId: `${tag}-${orderIds.length}`,
              },
              stage.now(),
            )
            .catch((error: unknown) => {
              if (String(error).includes('not placed')) return undefined;
              throw error;
            });
          return order && parts.join(order.id);
        }
        case 'link': {
          await stage.link(id);
          return;
        }
        case 'pay':
        case 'money':
        case 'giveBack':
          return paying.do(act, id);
        case 'apply':
        case 'documents':
        case 'report':
        case 'decide':
        case 'offer':
        case 'declineOffers':
        case 'bind':
          return credit.do(act, id);
        case 'supersede':
        case 'merge':
        case 'aside':
          return replacing.do(act, id);
        case 'webhook': {
          const tell = pick(parts.waiting, act.pick);
          if (!tell) return;
          parts.waiting.splice(parts.waiting.indexOf(tell), 1);
          return tell(act.times);
        }
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
          const { amountPaid } = await parts.orderIn(id);
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
        case 'stock':
          return adjust(shop, { sku: skuOf(act.sku), delta: act.delta, at: stage.now() });
        default:
          return act satisfies never;
      }
    },
    async finish() {
      stage.reachable = true;
      await stage.trouble({ what: 'provider', mode: 'none' });
      for (const tell of parts.waiting.splice(0)) await tell(1);
      for (const orderId of orderIds) await stage.apply(orderId);
      for (const orderId of orderIds) await paying.endAttempts(orderId);
      await stage.pass(30 * DAY);
      for (const orderId of orderIds) {
        const { status } = await parts.orderIn(orderId);
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

/** Staff say what the shelf has, as the API takes it; what would be less than nothing is refused there. */
async function adjust(
  { database }: TestShop,
  { sku, delta, at }: { readonly sku: string; readonly delta: number; readonly at: string },
): Promise<void> {
  await database.transaction(async (client) => {
    const current = await stock(client).lock(sku);
    const onHand = (current?.onHand ?? 0) + delta;
    if (!current || onHand < 0) return;
    await setStock(client, current, { onHand }, { at, reason: 'counted', step: randomUUID() });
  });
}
