import { z } from 'zod';
import { paymentMethods } from '../../domain/order/order.ts';
import { owedOf } from '../../domain/credit/dues.ts';
import { instalments } from '../../prisma/instalments.ts';
import type { Dependencies } from '../dependencies.ts';
import { openSession } from '../payment-links.ts';
import { Whole } from './form-request.ts';
import { asBuyer } from './refused.ts';
import type { Onward, Visit } from './visit.ts';

const Paying = z.object({ number: Whole, amount: Whole, method: z.enum(paymentMethods) });

/** Opens a session for one instalment and leads to the provider; never for another amount than the buyer saw. */
export async function payInstalment(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const paying = Paying.safeParse(visit.fields).data;
  return asBuyer(visit, async () => {
    if (!paying) return { back: 'order_changed' };
    const { number, amount, method } = paying;
    const { id: orderId } = visit.order;
    const instalment = await instalments(dependencies.database.client).find(orderId, number);
    if (instalment && owedOf(instalment) !== amount) return { back: 'order_changed' };
    const request = { orderId, payer: 'buyer', instalment: { number, method } } as const;
    return { to: (await openSession(dependencies, request)).url };
  });
}
