import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { orders } from '../../prisma/orders.ts';
import { shortLinks } from '../../prisma/short-links.ts';
import { payLink } from '../../providers/order-links.ts';
import { nowOf } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { sendNotFound } from './send-page.ts';

/** Letters and digits; anything longer is no code of ours and not looked up. */
const Params = z.object({ code: z.string().regex(/^[A-Za-z0-9]{1,32}$/) });

/** The short links of SMS: each leads to the page it stands for, which is signed and says what it is. */
export function serveShortLinks(app: FastifyInstance, { database, links, now }: Dependencies): void {
  app.get('/l/:code', async (request, reply) => {
    const { data } = Params.safeParse(request.params);
    const link = data && (await shortLinks(database.client).find(data.code));
    if (!link) return sendNotFound(request, reply);
    const { orderId, channel, via } = link;
    if (link.page === 'stop')
      return reply.redirect(`/stop/${links.sign({ audience: 'stop', orderId, channel })}`, 302);
    const order = await orders(database.client).find(orderId);
    if (!order) return sendNotFound(request, reply);
    const path = `/pay/${links.sign(payLink(order, nowOf(order, now()), 'buyer'))}`;
    return reply.redirect(via === null ? path : `${path}?via=${via}`, 302);
  });
}
