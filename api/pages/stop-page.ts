import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { renderStopPage } from '../../console/stop/stop-page.ts';
import type { StopView } from '../../console/stop/stop-page.ts';
import { channels } from '../../domain/messages/consents.ts';
import type { Channel } from '../../domain/messages/consents.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';
import { buyerOf } from '../../prisma/buyers.ts';
import { customers } from '../../prisma/customers.ts';
import { orders } from '../../prisma/orders.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { hasExpired } from '../../providers/link-tokens.ts';
import { nowOf } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { sendNotFound, sendPage } from './send-page.ts';

const Token = z.object({ token: z.string() });

/** What a good stop link is for. */
interface Stop {
  readonly order: StoredOrder;
  readonly channel: Channel;
  readonly action: string;
}

/**
 * The link that stops messages: a person sees one button, since mail scanners open links; a mail program POSTs at once
 * (List-Unsubscribe-Post, RFC 8058) and gets its 200.
 */
export function serveStopPage(app: FastifyInstance, dependencies: Dependencies): void {
  app.get('/stop/:token', (request, reply) =>
    withStop(dependencies, request, reply, (stop) => show(dependencies, reply, stop, 'ask')),
  );
  app.post('/stop/:token', (request, reply) =>
    withStop(dependencies, request, reply, async (stop) => {
      await customers(dependencies.database.client).withdrawConsent(stop.order.customerId, stop.channel);
      return show(dependencies, reply, stop, 'stopped');
    }),
  );
}

async function withStop(
  { database, links, now }: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (stop: Stop) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { token } = Token.parse(request.params);
  const link = links.verify(token);
  if (link?.audience !== 'stop') return sendNotFound(request, reply);
  const channel = channels.find((known) => known === link.channel);
  const order = await orders(database.client).find(link.orderId);
  if (!channel || !order || hasExpired(link, nowOf(order, now()))) return sendNotFound(request, reply);
  return work({ order, channel, action: `/stop/${token}` });
}

async function show(
  { database }: Dependencies,
  reply: FastifyReply,
  { order, channel, action }: Stop,
  state: StopView['state'],
): Promise<FastifyReply> {
  const locale = wordingLocale((await buyerOf(database.client, order)).locale);
  return sendPage(reply, { page: renderStopPage({ state, channel, action }, locale) });
}
