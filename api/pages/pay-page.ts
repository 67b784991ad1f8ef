import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { renderPayPage } from '../../console/pay/pay-page.ts';
import type { PayNotice } from '../../console/pay/pay-view.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';
import { buyerOf } from '../../prisma/buyers.ts';
import { orders } from '../../prisma/orders.ts';
import { policyVersion } from '../../prisma/policies-of-orders.ts';
import { hasExpired } from '../../providers/link-tokens.ts';
import { nowOf } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { pageUrl } from '../payment-links.ts';
import { payView } from '../views/pay.ts';
import { rememberOpening } from './opening.ts';
import { languageOf, sendNotFound, sendPage } from './send-page.ts';
import type { Onward, Visit } from './visit.ts';
import { changeMethod, extend, pay } from './pay-actions.ts';

const notices = [
  'order_changed',
  'method_changed',
  'extended',
  'provider_unavailable',
  'not_payable',
  'method_not_allowed',
] as const satisfies readonly PayNotice[];

const Token = z.object({ token: z.string() });
const Notice = z.object({ notice: z.enum(notices) });

/** The buyer's payment page and its forms (product.md section 5). */
export function servePayPage(app: FastifyInstance, dependencies: Dependencies): void {
  app.get('/pay/:token', (request, reply) =>
    withVisit(dependencies, request, reply, (visit) => {
      rememberOpening(dependencies, visit, request);
      return show(dependencies, visit, request, reply);
    }),
  );
  const act = (name: string, action: (visit: Visit) => Promise<Onward>) =>
    app.post(`/pay/:token/${name}`, (request, reply) =>
      withVisit(dependencies, request, reply, async (visit) =>
        goOn(request, reply, visit, await action(visit)),
      ),
    );
  act('pay', (visit) => pay(dependencies, visit));
  act('method', (visit) => changeMethod(dependencies, visit));
  act('extend', (visit) => extend(dependencies, visit));
  act('friend', async ({ order }) => ({ to: pageUrl(dependencies, { orderId: order.id, payer: 'friend' }) }));
}

async function withVisit(
  { database, links, now }: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (visit: Visit) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { token } = Token.parse(request.params);
  const link = links.verify(token);
  if (!link || link.audience === 'stop') return sendNotFound(request, reply);
  const order = await orders(database.client).find(link.orderId);
  if (!order || hasExpired(link, nowOf(order, now()))) return sendNotFound(request, reply);
  return work({ order, payer: link.audience, path: `/pay/${token}`, fields: request.body });
}

async function show(
  dependencies: Dependencies,
  { order, payer, path }: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { client } = dependencies.database;
  const [policy, buyer] = await Promise.all([policyVersion(client, order.policy), buyerOf(client, order)]);
  const view = payView({
    order,
    payer,
    policy,
    path,
    shop: buyer,
    standing: buyer.standing,
    now: nowOf(order, dependencies.now()),
    notice: Notice.safeParse(request.query).data?.notice,
    collects: (method) => dependencies.payments.forMethod(method) !== undefined,
    pageOf: (orderId) => pageUrl(dependencies, { orderId, payer }),
  });
  const asked = payer === 'buyer' ? langOf(request) : languageOf(request);
  const locale = wordingLocale(asked ?? buyer.locale);
  return sendPage(reply, {
    paymentOrigins: dependencies.paymentOrigins,
    render: (nonce) => renderPayPage(view, { locale, nonce }),
  });
}

const Language = z.object({ lang: z.string().max(35) });

/** A buyer's page is in the buyer's language unless another is asked for. */
function langOf({ query, body }: Pick<FastifyRequest, 'query' | 'body'>): string | undefined {
  return Language.safeParse(query).data?.lang ?? Language.safeParse(body).data?.lang;
}

function goOn(request: FastifyRequest, reply: FastifyReply, { path }: Visit, onward: Onward): FastifyReply {
  if ('to' in onward) return reply.redirect(onward.to, 303);
  const lang = langOf(request);
  const query = new URLSearchParams({
    ...(onward.back ? { notice: onward.back } : {}),
    ...(lang ? { lang } : {}),
  }).toString();
  return reply.redirect(query ? `${path}?${query}` : path, 303);
}
