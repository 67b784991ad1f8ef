import { z } from 'zod';
import { Problem } from '../problems.ts';
import { markSentByHand } from '../refunds-by-hand.ts';
import { route } from '../route.ts';
import { ListedRefund, SentRefund } from '../schemas/refund.ts';
import { refundView } from '../views/refund.ts';

export const markRefundDone = route({
  method: 'POST',
  url: '/v1/refunds/:id/done',
  scope: 'staff',
  summary: 'A person has sent a refund by hand: it counts as refunded, and the buyer is told',
  params: z.object({ id: z.uuid() }),
  body: SentRefund,
  response: { 200: ListedRefund, 404: Problem, 409: Problem },
  handler: async ({ params: { id: refundId }, body, caller, requestId, now }, dependencies) =>
    refundView(await markSentByHand(dependencies, caller, { refundId, requestId, now, ...body })),
});
