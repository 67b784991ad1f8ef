import { messages } from '../../prisma/messages.ts';
import type { StoredMessage } from '../../prisma/messages.ts';
import { listOf } from '../cursor.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Message } from '../schemas/message.ts';
import { OrderParams } from '../schemas/params.ts';
import { present } from '../views/present.ts';

export const listMessages = route({
  method: 'GET',
  url: '/v1/orders/:orderId/messages',
  scope: ['orders', 'staff'],
  summary: 'Every message planned or sent for an order, oldest first',
  params: OrderParams,
  response: { 200: listOf(Message), 404: Problem },
  handler: async ({ params, caller }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, params.orderId);
    const found = await messages(dependencies.database.client).ofOrder(order.id);
    return { data: found.map(messageView), nextCursor: null };
  },
});

function messageView({ id, purpose, channel, to, locale, body, state, at, ...rest }: StoredMessage) {
  const { stage, subject, sentAt, error, parts, template, deliveredAt, readAt } = rest;
  const later = present({ sentAt, error, parts, template, deliveredAt, readAt });
  return { id, purpose, channel, to, locale, body, state, at, ...present({ stage, subject }), ...later };
}
