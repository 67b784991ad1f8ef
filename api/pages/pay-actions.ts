import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PayNotice } from '../../console/pay/pay-view.ts';
import { paymentMethods } from '../../domain/order/order.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { ProviderUnavailable } from '../../providers/ports.ts';
import type { Dependencies } from '../dependencies.ts';
import { askOrder, requireNotOver } from '../order-access.ts';
import { EngineUnavailable } from '../order-gateway.ts';
import { openSession } from '../payment-links.ts';
import type { Onward, Visit } from './visit.ts';

const Whole = z
  .string()
  .regex(/^\d{1,13}$/)
  .transform(Number);
const Chosen = z.object({ method: z.enum(paymentMethods), revision: Whole });
const Paying = Chosen.extend({ amount: Whole });

/** Saves the method if it is a new one, opens the session and leads to the provider; never for an order that changed under the visitor. */
export async function pay(dependencies: Dependencies, { order, payer, fields }: Visit): Promise<Onward> {
  const paying = Paying.safeParse(fields);
  if (!paying.success) return { back: 'order_changed' };
  const { method, revision, amount } = paying.data;
  if (order.revision !== revision || order.amountDue !== amount) return { back: 'order_changed' };
  return orNotice(async () => {
    const current = await withMethod(dependencies, order, method);
    if (current.status !== 'awaiting_payment') return { back: undefined };
    const session = await openSession(dependencies, { orderId: order.id, payer });
    return { to: session.url };
  });
}

/** Saves the method; a friend may not, except by paying with it. */
export async function changeMethod(
  dependencies: Dependencies,
  { order, payer, fields }: Visit,
): Promise<Onward> {
  const chosen = Chosen.safeParse(fields);
  if (payer === 'friend') return { back: 'not_payable' };
  if (!chosen.success || chosen.data.revision !== order.revision) return { back: 'order_changed' };
  return orNotice(async () => {
    await withMethod(dependencies, order, chosen.data.method);
    return { back: 'method_changed' };
  });
}

/** The buyer's one extension (product.md section 2). */
export async function extend(dependencies: Dependencies, { order, payer }: Visit): Promise<Onward> {
  if (payer === 'friend') return { back: 'not_payable' };
  return orNotice(async () => {
    await askOrder(dependencies, requireNotOver(order), {
      kind: 'extend',
      requestId: randomUUID(),
      by: 'buyer',
    });
    return { back: 'extended' };
  });
}

async function withMethod(
  dependencies: Dependencies,
  order: StoredOrder,
  method: PaymentMethod,
): Promise<StoredOrder> {
  if (method === order.paymentMethod) return order;
  const request = { kind: 'change_method', requestId: randomUUID(), method, by: 'buyer' } as const;
  return askOrder(dependencies, requireNotOver(order), request);
}

/** What was refused, or is away, is told on the page; the page itself says how the order stands. */
async function orNotice(work: () => Promise<Onward>): Promise<Onward> {
  try {
    return await work();
  } catch (error) {
    return { back: noticeOf(error) };
  }
}

function noticeOf(error: unknown): PayNotice {
  if (error instanceof ProviderUnavailable || error instanceof EngineUnavailable)
    return 'provider_unavailable';
  if (!(error instanceof Refusal)) throw error;
  if (error.code === 'provider_unreachable') return 'provider_unavailable';
  return error.code === 'method_not_allowed' ? 'method_not_allowed' : 'not_payable';
}
