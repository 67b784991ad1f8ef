import { z } from 'zod';
import { money } from '../../domain/money.ts';
import { isClosed } from '../../domain/order/status.ts';
import type { RefundReason } from '../../domain/payment/settlement.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Client } from '../../prisma/database.ts';
import { journal } from '../../prisma/journal.ts';
import { refunds } from '../../prisma/refunds.ts';
import { askOrder, visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { keepReason } from '../request-reason.ts';
import { route } from '../route.ts';
import { OrderParams } from '../schemas/params.ts';
import { Refund, RefundRequest } from '../schemas/refund.ts';

export const refundOrder = route({
  method: 'POST',
  url: '/v1/orders/:orderId/refunds',
  scope: ['payments', 'staff'],
  summary: 'Send money of a paid order back; all of it before shipping cancels the order',
  params: OrderParams,
  body: RefundRequest,
  response: { 201: Refund, 404: Problem, 409: Problem },
  handler: async ({ params, body, caller, requestId, now }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, params.orderId);
    // A delivered order is over, and its money may still go back (rules.md 17).
    if (isClosed(order.status))
      throw new Refusal('order_not_open', { orderId: order.id, status: order.status });
    const wanted = amountOf(order, body.amount);
    const kept = await keepReason(dependencies, { requestId, orderId: order.id, text: body.reason, now });
    const reason = ours.includes(kept.reason) ? 'requested' : kept.reason;
    const facts = { refundId: requestId, reason, restock: body.restock, ...wanted };
    await askOrder(dependencies, order, { kind: 'refund', requestId, ...facts });
    return viewOf(dependencies.database.client, order, { refundId: requestId, wanted: body });
  },
});

/** What refunds of our own making are for; the accounts tell them apart by it. */
const ours: readonly string[] = [
  'wrong_currency',
  'already_paid',
  'excess',
  'order_closed',
  'late',
  'sold_out',
  'underpaid',
] satisfies RefundReason[];

type Wanted = z.output<typeof RefundRequest>;

function amountOf({ currency }: StoredOrder, amount: Wanted['amount']): { readonly amount?: number } {
  if (amount === undefined) return {};
  if (typeof amount === 'number') return { amount };
  if (amount.currency !== currency)
    throw new Refusal('currency_mismatch', { currency, given: amount.currency });
  return { amount: amount.amount };
}

interface Asked {
  readonly refundId: string;
  readonly wanted: Wanted;
}

/** What was asked for as a whole: of several payments each gives back its part, and instalments may not be owed any more. */
async function viewOf(
  client: Client,
  { id: orderId, currency }: StoredOrder,
  { refundId, wanted: { reason, restock } }: Asked,
) {
  const about = { id: refundId, orderId, reason, restock };
  const off = await notOwedBy(client, orderId, refundId);
  const notOwed = off && { notOwed: money(off.amount, currency) };
  const first = await refunds(client).find(refundId);
  if (!first) {
    if (!off) throw new Error(`refund ${refundId} was accepted and is not there`);
    return {
      ...about,
      ...notOwed,
      amount: money(0, currency),
      state: 'refunded' as const,
      requestedAt: off.at,
    };
  }
  const { state, requestedAt, refundedAt, key } = first;
  const suffix = key.slice(first.paymentId.length);
  const parts = (await refunds(client).ofOrder(orderId)).filter(
    (part) => part.key === part.paymentId + suffix,
  );
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const done = refundedAt === null ? {} : { refundedAt };
  return { ...about, ...notOwed, amount: money(amount, currency), state, requestedAt, ...done };
}

const Voided = z.object({ refund: z.string(), amount: z.int() });

/** What the request took off the order's instalments. */
async function notOwedBy(client: Client, orderId: string, refundId: string) {
  for (const { kind, facts, at } of await journal(client).read(orderId)) {
    const voided = kind === 'instalments_voided' ? Voided.safeParse(facts).data : undefined;
    if (voided?.refund === refundId) return { amount: voided.amount, at };
  }
  return undefined;
}
