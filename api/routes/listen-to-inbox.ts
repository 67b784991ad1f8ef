import { Readable } from 'node:stream';
import { z } from 'zod';
import { inbox } from '../../prisma/inbox.ts';
import { requireCustomer } from '../customer-access.ts';
import { lastEventNumber } from '../event-feed.ts';
import { inboxSubject } from '../inbox-feed.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CustomerParams } from '../schemas/params.ts';

export const listenToInbox = route({
  method: 'GET',
  url: '/v1/customers/:customerId/inbox/events',
  scope: ['orders', 'staff'],
  summary:
    'A buyer’s in-app messages as Server-Sent Events: what came after Last-Event-ID, or from now on; listen first, then list',
  params: CustomerParams,
  response: { 200: z.instanceof(Readable), 404: Problem },
  produces: 'text/event-stream',
  handler: async ({ params: { customerId }, caller: { shop }, headers, setHeader }, dependencies) => {
    const { client } = dependencies.database;
    await requireCustomer(client, customerId);
    const after = lastEventNumber(headers['last-event-id']) ?? (await inbox(client).newest(customerId));
    setHeader('cache-control', 'no-cache, no-transform');
    setHeader('x-accel-buffering', 'no');
    return dependencies.inboxFeed.listen(inboxSubject({ customerId, shop }), after);
  },
});
