import { z } from 'zod';
import { refundStates } from '../../domain/payment/settlement.ts';
import { listRefunds as refundPage } from '../../prisma/refund-listing.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { ListedRefund } from '../schemas/refund.ts';
import { refundView } from '../views/refund.ts';

/** The refund a page ended with. */
const Position = z.strictObject({ requestedAt: z.iso.datetime(), id: z.uuid() });

export const listRefunds = route({
  method: 'GET',
  url: '/v1/refunds',
  scope: ['payments', 'staff'],
  summary: 'Refunds, oldest first; state=by_hand leaves those a person has to send',
  query: z.strictObject({ ...pageQuery, state: z.enum(refundStates).optional() }),
  response: { 200: listOf(ListedRefund) },
  handler: async ({ query: { limit, cursor, state }, caller: { shop } }, { database: { client } }) => {
    const page = pageOf({ limit, cursor }, Position);
    const load = (take: number) => refundPage(client, { state, shop }, { after: page.after, limit: take });
    return listPage(page, load, {
      view: refundView,
      position: ({ refund: { requestedAt, id } }) => ({ requestedAt, id }),
    });
  },
});
