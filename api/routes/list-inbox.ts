import { z } from 'zod';
import { inbox } from '../../prisma/inbox.ts';
import { requireCustomer } from '../customer-access.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { InboxMessage } from '../schemas/inbox.ts';
import { CustomerParams } from '../schemas/params.ts';
import { inboxMessageView } from '../views/inbox.ts';

/** The number of the message a page ended with. */
const Position = z.string().regex(/^\d{1,18}$/);

export const listInbox = route({
  method: 'GET',
  url: '/v1/customers/:customerId/inbox',
  scope: ['orders', 'staff'],
  summary: 'A buyer’s in-app inbox, newest first',
  params: CustomerParams,
  query: z.strictObject({
    ...pageQuery,
    unread: z
      .enum(['true', 'false'])
      .transform((word) => word === 'true')
      .optional()
      .meta({ description: 'Only what was not read yet.' }),
  }),
  response: { 200: listOf(InboxMessage), 404: Problem },
  handler: async ({ params: { customerId }, query, caller: { shop } }, { database: { client } }) => {
    const page = pageOf(query, Position);
    await requireCustomer(client, customerId);
    const before = page.after === undefined ? undefined : BigInt(page.after);
    const load = (limit: number) =>
      inbox(client).list({ customerId, shop }, { before, limit, unread: query.unread });
    return listPage(page, load, { view: inboxMessageView, position: ({ number }) => String(number) });
  },
});
