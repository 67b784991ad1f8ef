import { randomUUID } from 'node:crypto';
import { isOpen } from '../../domain/order/status.ts';
import type { creditIn } from './play-credit.ts';
import type { payingIn } from './play-paying.ts';
import type { PlayParts } from './play-parts.ts';
import type { Meanwhile, ReplacingAct } from './replacing-acts.ts';

export interface Others {
  readonly paying: Pick<ReturnType<typeof payingIn>, 'pay'>;
  readonly credit: Pick<ReturnType<typeof creditIn>, 'apply'>;
}

/** Orders that replace orders, in a play; and what happens to the older ones in the same moment. */
export function replacingIn(parts: PlayParts, { paying, credit }: Others) {
  const { stage, orderIds, orderIn, request, join } = parts;
  const ask = async (orderId: string, asked: Parameters<typeof stage.ask>[1]) =>
    void (await stage.ask(orderId, asked));

  const inTheSameMoment: Readonly<Record<Meanwhile, (orderId: string) => Promise<void>>> = {
    nothing: async () => {},
    paid: (orderId) =>
      paying.pay(orderId, { session: 0, payer: 'buyer', outcome: 'succeeded', part: 1, webhook: 'now' }),
    processing: (orderId) =>
      paying.pay(orderId, { session: 0, payer: 'buyer', outcome: 'processing', part: 1, webhook: 'stored' }),
    cancelled: (orderId) => ask(orderId, { kind: 'cancel', reason: 'changed_mind', by: 'buyer' }),
    applied: (orderId) => credit.apply(orderId, { product: 'pay_later', term: 1, documents: 0, times: 1 }),
    async changed(orderId) {
      const { lines } = await orderIn(orderId);
      const fewer = lines.map(({ sku, quantity }) => ({ sku, quantity: Math.max(1, quantity - 1) }));
      await ask(orderId, { kind: 'change_lines', lines: fewer, by: 'buyer' });
    },
  };

  async function supersede(
    orderId: string,
    { lines, method, meanwhile, times }: Extract<ReplacingAct, { act: 'supersede' }>,
  ): Promise<void> {
    const { customerId } = await orderIn(orderId);
    const wish = request({ customerId, lines, method });
    const [newer] = await Promise.all([
      Promise.all(Array.from({ length: times }, () => stage.supersede(orderId, wish))),
      inTheSameMoment[meanwhile](orderId),
    ]);
    for (const id of newer) if (id !== undefined) await join(id);
  }

  /** The order's buyer has some of his orders made one: those that are open first, so that something comes of it. */
  async function merge(
    orderId: string,
    { parts: count, meanwhile, times }: Extract<ReplacingAct, { act: 'merge' }>,
  ): Promise<void> {
    const { customerId } = await orderIn(orderId);
    const others = (await Promise.all(orderIds.map(orderIn))).filter(
      (order) => order.customerId === customerId && order.id !== orderId,
    );
    const openFirst = others.toSorted((a, b) => Number(isOpen(b.status)) - Number(isOpen(a.status)));
    const some = [orderId, ...openFirst.slice(0, count - 1).map(({ id }) => id)];
    if (some.length < 2) return;
    const [merged] = await Promise.all([
      Promise.all(Array.from({ length: times }, () => stage.merge(some))),
      inTheSameMoment[meanwhile](orderId),
    ]);
    for (const id of merged) if (id !== undefined) await join(id);
  }

  async function standAside(orderId: string, comesBack: boolean): Promise<void> {
    const token = randomUUID();
    await stage.ask(orderId, { kind: 'begin_supersede', token });
    if (comesBack) await stage.ask(orderId, { kind: 'end_supersede', token, because: 'not_placed' });
  }

  return {
    async do(act: ReplacingAct, orderId: string): Promise<void> {
      switch (act.act) {
        case 'supersede':
          return supersede(orderId, act);
        case 'merge':
          return merge(orderId, act);
        case 'aside':
          return standAside(orderId, act.back);
        default:
          return act satisfies never;
      }
    },
  };
}
