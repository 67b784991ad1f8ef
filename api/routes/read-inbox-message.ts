import { inbox } from '../../prisma/inbox.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { InboxMessage, InboxMessageParams } from '../schemas/inbox.ts';
import { inboxMessageView } from '../views/inbox.ts';

export const readInboxMessage = route({
  method: 'POST',
  url: '/v1/customers/:customerId/inbox/:messageId/read',
  scope: ['orders', 'staff'],
  summary: 'Mark an in-app message as read; slashes of its id are written %2F',
  params: InboxMessageParams,
  response: { 200: InboxMessage, 404: Problem },
  handler: async ({ params: { customerId, messageId }, caller: { shop }, now }, { database: { client } }) => {
    const message = await inbox(client).markRead({ customerId, shop }, messageId, now);
    if (!message) throw new RequestRefusal('message_not_found', { facts: { messageId } });
    return inboxMessageView(message);
  },
});
