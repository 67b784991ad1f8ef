import { randomUUID } from 'node:crypto';
import type { Act } from './order-acts.ts';
import { familyOf } from './order-families.ts';
import { pick } from './play-parts.ts';
import type { PlayParts } from './play-parts.ts';

type Paying = Extract<Act, { act: 'pay' | 'giveBack' | 'money' }>;

/** What the provider received for an order besides sessions, and gave back by itself. */
export interface LooseMoney {
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly reference: string;
}

/** Buyers and the provider, in a play. */
export function payingIn({ stage, client, orderIds, waiting, orderIn }: PlayParts) {
  const loose: LooseMoney[] = [];

  /** A page is paid, or not; whether its webhook comes now, later, or never. */
  async function pay(
    orderId: string,
    { session: index, payer, outcome, part, webhook }: Omit<Extract<Act, { act: 'pay' }>, 'act' | 'order'>,
  ): Promise<void> {
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
    if (webhook === 'late') waiting.push((times) => stage.deliver(event, times));
    else if (webhook === 'stored') await stage.store(event);
    else await stage.deliver(event, webhook === 'twice' ? 2 : 1);
  }

  async function giveBack(orderId: string, part: number): Promise<void> {
    const session = (await stage.sessionsOf(orderId)).find(({ paid }) => paid > 0);
    if (!session) return;
    const family = await familyOf(client, orderIds, orderId);
    const refunds = (await Promise.all(family.map((id) => stage.refundsOf(id)))).flat();
    const back = refunds.filter(({ reference }) => reference === session.id);
    const left = session.paid - back.reduce((sum, { amount }) => sum + amount, 0);
    const amount = Math.min(left, Math.round(session.paid * part));
    const pending = await client.refund.count({ where: { orderId: { in: [...family] }, state: 'pending' } });
    if (amount > 0 && pending === 0) await stage.giveBack(session, amount);
  }

  async function money(
    orderId: string,
    { part, currency, type }: Extract<Act, { act: 'money' }>,
  ): Promise<void> {
    const { total } = await orderIn(orderId);
    const amount = Math.max(1, Math.round(total * part));
    const eventId = randomUUID();
    if (type === 'payment.succeeded') loose.push({ orderId, amount, currency, reference: eventId });
    await stage.deliver({ eventId, type, orderId, amount, currency }, 1);
  }

  /** What is still under way at the provider comes to nothing. */
  async function endAttempts(orderId: string): Promise<void> {
    const news = { type: 'payment.failed', orderId } as const;
    for (const session of await stage.sessionsOf(orderId)) {
      const { id: sessionId, amount, currency, state } = session;
      if (state !== 'processing') continue;
      await stage.pay(session, 'failed', amount);
      await stage.deliver({ ...news, eventId: randomUUID(), sessionId, amount, currency }, 1);
    }
    if ((await orderIn(orderId)).status !== 'payment_processing') return;
    await stage.deliver({ ...news, eventId: randomUUID(), amount: 1, currency: 'CNY' }, 1);
  }

  return {
    loose,
    pay,
    endAttempts,
    async do(act: Paying, orderId: string): Promise<void> {
      if (act.act === 'pay') return pay(orderId, act);
      return act.act === 'money' ? money(orderId, act) : giveBack(orderId, act.part);
    },
  };
}
