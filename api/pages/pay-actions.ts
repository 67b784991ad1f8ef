import { z } from 'zod';
import { paymentMethods } from '../../domain/order/order.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Dependencies } from '../dependencies.ts';
import { askOrder, requireNotOver } from '../order-access.ts';
import { openSession } from '../payment-links.ts';
import { Whole, formRequest, isAsSeen } from './form-request.ts';
import { asBuyer, orNotice } from './refused.ts';
import type { Onward, Visit } from './visit.ts';

const Chosen = z.object({ method: z.enum(paymentMethods) });
const Paying = Chosen.extend({ amount: Whole });

/** Saves the method if it is a new one, opens the session and leads to the provider; never for an order that changed under the visitor. */
export async function pay(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const { order, payer, fields } = visit;
  const paying = Paying.safeParse(fields);
  if (!paying.success) return { back: 'order_changed' };
  const { method, amount } = paying.data;
  const request = formRequest(visit, 'method', method);
  if (order.amountDue !== amount || !(await isAsSeen(dependencies, visit, request)))
    return { back: 'order_changed' };
  return orNotice(async () => {
    const current = await withMethod(dependencies, order, method, request.requestId);
    if (current.status !== 'awaiting_payment') return { back: undefined };
    const session = await openSession(dependencies, { orderId: order.id, payer });
    return { to: session.url };
  });
}

/** Saves the method; a friend may not, except by paying with it. */
export async function changeMethod(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const chosen = Chosen.safeParse(visit.fields).data;
  return asBuyer(visit, async () => {
    if (!chosen) return { back: 'order_changed' };
    const request = formRequest(visit, 'method', chosen.method);
    if (!(await isAsSeen(dependencies, visit, request))) return { back: 'order_changed' };
    await withMethod(dependencies, visit.order, chosen.method, request.requestId);
    return { back: 'method_changed' };
  });
}

/** The buyer's one extension (product.md section 2). */
export async function extend(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const { requestId } = formRequest(visit, 'extend');
  return asBuyer(visit, async () => {
    await askOrder(dependencies, await requireNotOver(dependencies, visit.order, requestId), {
      kind: 'extend',
      requestId,
      by: 'buyer',
    });
    return { back: 'extended' };
  });
}

async function withMethod(
  dependencies: Dependencies,
  order: StoredOrder,
  method: PaymentMethod,
  requestId: string,
): Promise<StoredOrder> {
  if (method === order.paymentMethod) return order;
  const request = { kind: 'change_method', requestId, method, by: 'buyer' } as const;
  return askOrder(dependencies, await requireNotOver(dependencies, order, requestId), request);
}
