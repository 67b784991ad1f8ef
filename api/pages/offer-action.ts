import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { askOrder, requireNotOver } from '../order-access.ts';
import { formRequest, isAsSeen } from './form-request.ts';
import { asBuyer } from './refused.ts';
import type { Onward, Visit } from './visit.ts';

const Chosen = z.object({ offer: z.uuid() });

/** Takes an offer made after a decline, with one click; never for an order that changed under the buyer. */
export async function takeOffer(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const chosen = Chosen.safeParse(visit.fields).data;
  return asBuyer(visit, async () => {
    if (!chosen) return { back: 'order_changed' };
    const { offer: offerId } = chosen;
    const request = formRequest(visit, 'offer', offerId);
    if (!(await isAsSeen(dependencies, visit, request))) return { back: 'order_changed' };
    const { requestId } = request;
    await askOrder(dependencies, await requireNotOver(dependencies, visit.order, requestId), {
      kind: 'accept_offer',
      requestId,
      offerId,
    });
    return { back: 'offer_taken' };
  });
}
