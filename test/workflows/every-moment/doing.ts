import { DAY, later } from '../../../domain/duration.ts';
import { acceptOffer, apply, bindCard, decide, report } from './credit-doing.ts';
import type { Happening } from './happenings.ts';
import { ask, asks, codeOf, told } from './asking.ts';
import type { Doing, Ground, Life } from './asking.ts';
import { merge, supersede } from './replacing-doing.ts';

/** Does what happens to the order of a row. What it is answered is waited for later: there may be nobody yet to answer it. */
export const does: Readonly<Record<Happening, Doing>> = {
  nothing: async () => {},
  pays: (ground, life) => comes(ground, life),
  async paysToldTwice(ground, life) {
    const { amountDue, total } = await ground.shop.order(life.order.id);
    const { sessionId } = life;
    const event = {
      type: 'payment.succeeded',
      id: `evt-${life.order.id}`,
      amount: amountDue > 0 ? amountDue : total,
      ...(sessionId ? { sessionId } : {}),
    } as const;
    await ground.shop.event(life.order, event);
    await ground.shop.event(life.order, event);
    if (sessionId) await ground.shop.event(life.order, { ...event, id: `evt-${life.order.id}-again` });
  },
  paysTwice: (ground, life) => comes(ground, life, 0, 2),
  paysBesides: (ground, life) => comes(ground, { ...life, sessionId: '' }),
  paysLess: (ground, life) => told(ground, life, 'succeeded', 3_000),
  paysMore: (ground, life) => comes(ground, life, 2_000),
  paysEuros: ({ shop }, { order }) =>
    shop.event(order, { type: 'payment.succeeded', amount: 10_000, currency: 'EUR' }),
  async paysForeign(ground, life) {
    const other = await ground.counter.anOrder({ order: { shop: ground.quiet } });
    const sessionId = await ground.shop.openSession(other);
    await ground.shop.event(life.order, { type: 'payment.succeeded', sessionId, amount: 10_000 });
  },
  fails: (ground, life) => told(ground, life, 'failed', 10_000),
  processes: (ground, life) => told(ground, life, 'processing', 10_000),
  async givenBack({ shop }, { order }) {
    const payment = await shop.database.client.payment.findFirst({ where: { orderId: order.id } });
    const about = payment
      ? { sessionId: payment.reference, amount: Number(payment.amount) }
      : { amount: 10_000 };
    await shop.event(order, { type: 'payment.refunded', ...about });
  },
  buyerCancels: asks('POST', 'cancel', { reason: 'changed_mind', by: 'buyer' }),
  staffCancel: asks('POST', 'cancel', { reason: 'changed_mind', by: 'staff' }),
  staffForce: asks('POST', 'cancel', { reason: 'changed_mind', by: 'staff', force: true }),
  more: changesTo(3),
  fewer: changesTo(1),
  toAlipay: asks('PUT', 'payment-method', { method: 'alipay' }),
  toBankTransfer: asks('PUT', 'payment-method', { method: 'bank_transfer' }),
  toCashOnDelivery: asks('PUT', 'payment-method', { method: 'cash_on_delivery' }),
  extends: asks('POST', 'extend', {}),
  staffExtend: async (ground, life) =>
    asks('POST', 'extend', { until: later(new Date().toISOString(), DAY) })(ground, life),
  problem: asks('POST', 'problems', { kind: 'cant_pay', note: 'my card is lost' }),
  async resolved(ground, life) {
    life.answer = ask(ground, life, 'DELETE', `problems/${life.problemId ?? ''}`).then(codeOf);
  },
  ships: asks('POST', 'ship', { carrier: 'SF' }),
  delivers: asks('POST', 'deliver', {}),
  refundAll: asks('POST', 'refunds', { reason: 'damaged' }),
  refundPart: asks('POST', 'refunds', { reason: 'damaged', amount: 2_500 }),
  applies: apply,
  approved: (ground, life) => report(ground, life, 550),
  declined: (ground, life) => report(ground, life, 300),
  personApproves: (ground, life) => decide(ground, life, 'approved'),
  personDeclines: (ground, life) => decide(ground, life, 'declined'),
  acceptsOffer: acceptOffer,
  bindsCard: bindCard,
  isSuperseded: async (ground, life) => void (life.answer = supersede(ground, life)),
  isMerged: async (ground, life) => void (life.answer = merge(ground, life)),
};

function changesTo(quantity: number): Doing {
  return (ground, life) =>
    asks('PATCH', 'lines', { lines: [{ sku: ground.counter.skuOf(life.order), quantity }] })(ground, life);
}

async function comes(ground: Ground, life: Life, more = 0, times = 1): Promise<void> {
  const { amountDue, total } = await ground.shop.order(life.order.id);
  const amount = (amountDue > 0 ? amountDue : total) + more;
  for (let time = 0; time < times; time += 1) {
    await told(ground, life, 'succeeded', amount);
    delete life.sessionId; // one page is paid once
  }
}
