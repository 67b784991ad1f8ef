import { z } from 'zod';
import { messages } from '../../prisma/messages.ts';
import type { StoredMessage } from '../../prisma/messages.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Message } from '../schemas/message.ts';
import { OrderParams } from '../schemas/params.ts';
import { present } from '../views/present.ts';

/** The message a page ended with. */
const Position = z.strictObject({ at: z.iso.datetime(), id: z.string().min(1).max(200) });

export const listMessages = route({
  method: 'GET',
  url: '/v1/orders/:orderId/messages',
  scope: ['orders', 'staff'],
  summary: 'Every message planned or sent for an order, oldest first',
  params: OrderParams,
  query: z.strictObject(pageQuery),
  response: { 200: listOf(Message), 404: Problem },
  handler: async ({ params, query, caller }, dependencies) => {
    const { after, limit: most } = pageOf(query, Position);
    const order = await visibleOrder(dependencies, caller, params.orderId);
    const stored = messages(dependencies.database.client);
    return listPage({ limit: most }, (limit) => stored.ofOrder(order.id, { after, limit }), {
      view: messageView,
      position: ({ at, id }) => ({ at, id }),
    });
  },
});

function messageView({ id, purpose, channel, to, locale, body, state, at, ...rest }: StoredMessage) {
  const { stage, subject, sentAt, error, parts, template, deliveredAt, readAt } = rest;
  const later = present({ sentAt, error, parts, template, deliveredAt, readAt });
  return { id, purpose, channel, to, locale, body, state, at, ...present({ stage, subject }), ...later };
}
