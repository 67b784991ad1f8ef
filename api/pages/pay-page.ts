import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { renderPayPage } from '../../console/pay/pay-page.ts';
import { payNotices } from '../../console/pay/pay-notices.ts';
import type { PayTransfer } from '../../console/pay/pay-view.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';
import { referenceText } from '../../domain/payment/reference.ts';
import { buyerOf } from '../../prisma/buyers.ts';
import { creditDocuments } from '../../prisma/credit-documents.ts';
import { orders } from '../../prisma/orders.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { paymentReferences } from '../../prisma/payment-references.ts';
import { policyVersion } from '../../prisma/policies-of-orders.ts';
import { shops } from '../../prisma/shops.ts';
import type { Shop } from '../../prisma/shops.ts';
import { stock } from '../../prisma/stock.ts';
import { BANK } from '../../providers/payment/bank/provider.ts';
import type { Payer } from '../../prisma/payment-sessions.ts';
import { hasExpired } from '../../providers/link-tokens.ts';
import { isRevoked } from '../../providers/order-links.ts';
import { nowOf } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { pageUrl } from '../payment-links.ts';
import { payView } from '../views/pay.ts';
import type { PayFacts } from '../views/pay.ts';
import { rememberOpening } from './opening.ts';
import { sendDocuments } from './documents-action.ts';
import { cancel, changeQuantities, reportProblem } from './order-actions.ts';
import { enterContact, followParcel } from './delivery-actions.ts';
import { payDues } from '../views/pay-dues.ts';
import { payInstalment } from './instalment-action.ts';
import { takeOffer } from './offer-action.ts';
import { changeMethod, extend, pay } from './pay-actions.ts';
import { comingBack } from './returning.ts';
import { sendChanges } from './send-changes.ts';
import { languageOf, sendNotFound, sendPage } from './send-page.ts';
import type { Onward, Visit } from './visit.ts';

const Token = z.object({ token: z.string() });
const Notice = z.object({ notice: z.enum(payNotices) });
const Short = z.object({ short: z.string().max(2_000) });

type Action = (dependencies: Dependencies, visit: Visit, request: FastifyRequest) => Promise<Onward>;

/** The page's forms, by the last part of where they POST to. */
const actions: Readonly<Record<string, Action>> = {
  pay,
  method: changeMethod,
  extend,
  lines: changeQuantities,
  problem: reportProblem,
  cancel,
  offer: takeOffer,
  documents: sendDocuments,
  follow: followParcel,
  contact: enterContact,
  instalment: payInstalment,
};

/** The buyer's payment page and its forms (product.md section 5). */
export function servePayPage(app: FastifyInstance, dependencies: Dependencies): void {
  app.get('/pay/:token', (request, reply) =>
    withVisit(dependencies, request, reply, (visit) => {
      rememberOpening(dependencies, visit, request);
      return show(dependencies, visit, request, reply);
    }),
  );
  app.get('/pay/:token/events', { exposeHeadRoute: false }, (request, reply) =>
    withVisit(dependencies, request, reply, async ({ order }) =>
      sendChanges(dependencies, order.id, request, reply),
    ),
  );
  app.get('/pay/:token/return', (request, reply) =>
    withVisit(dependencies, request, reply, async (visit) =>
      goOn(request, reply, visit, await comingBack(dependencies, visit)),
    ),
  );
  for (const [name, action] of Object.entries(actions))
    app.post(`/pay/:token/${name}`, (request, reply) =>
      withVisit(dependencies, request, reply, async (visit) =>
        goOn(request, reply, visit, await action(dependencies, visit, request)),
      ),
    );
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
  if (!order || isRevoked(link, order) || hasExpired(link, nowOf(order, now())))
    return sendNotFound(request, reply);
  return work({ order, payer: link.audience, path: `/pay/${token}`, fields: request.body });
}

async function show(
  dependencies: Dependencies,
  { order, payer, path }: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { client } = dependencies.database;
  const short = Short.safeParse(request.query).data?.short.split(',') ?? [];
  const [policy, buyer, shop, scarce] = await Promise.all([
    policyVersion(client, order.policy),
    buyerOf(client, order),
    shops(client).find(order.shop),
    short.length > 0 ? stock(client).findMany(short) : [],
  ]);
  const collects = collectsFor(dependencies, shop);
  const view = payView({
    order,
    payer,
    policy,
    path,
    scarce,
    shop: buyer,
    standing: buyer.standing,
    now: nowOf(order, dependencies.now()),
    carries: dependencies.carriers.size > 0,
    notice: Notice.safeParse(request.query).data?.notice,
    collects,
    dues: await payDues(client, order, { policy, shop: buyer, collects }),
    transfer: await transferOf(dependencies, order, shop),
    continueUrl: await pageOfSuccessor(dependencies, order, payer),
    friendUrl: pageUrl(dependencies, order, 'friend'),
    documents: await documentsOf(dependencies, order),
  });
  const asked = payer === 'buyer' ? langOf(request) : languageOf(request);
  const part = { locale: wordingLocale(asked ?? buyer.locale), formKey: randomUUID() };
  const { paymentOrigins } = dependencies;
  return sendPage(reply, { paymentOrigins, page: renderPayPage(view, part) });
}

/** Whether money can be collected by a method before delivery. */
function collectsFor({ payments }: Dependencies, shop: Shop | undefined) {
  return (method: PaymentMethod): boolean => payments.forMethod(method, shop?.paymentProviders) !== undefined;
}

/** What the buyer writes on a transfer, where the order's method is the shop's own bank account. */
async function transferOf(
  { payments, database, now }: Dependencies,
  { id, paymentMethod, status }: StoredOrder,
  shop: Shop | undefined,
): Promise<PayTransfer | undefined> {
  const provider = payments.forMethod(paymentMethod, shop?.paymentProviders);
  if (provider?.name !== BANK || status !== 'awaiting_payment') return undefined;
  const reference = referenceText(await paymentReferences(database.client).of(id, now()));
  return { reference, ...shop?.bankAccount };
}

/** The kinds of what has come about the order's applications (most orders have none), and whether more can be kept. */
async function documentsOf(
  { database, vault }: Dependencies,
  { id, row }: StoredOrder,
): Promise<PayFacts['documents']> {
  const come = row.creditApplicationId === null ? [] : await creditDocuments(database.client).ofOrder(id);
  return { canKeep: vault !== undefined, received: come.map(({ kind }) => kind) };
}

/** The page of the order that took this one's place. */
async function pageOfSuccessor(
  dependencies: Dependencies,
  { mergedInto, supersededBy }: StoredOrder,
  payer: Payer,
): Promise<string | undefined> {
  const next = mergedInto ?? supersededBy;
  const order = next === null ? undefined : await orders(dependencies.database.client).find(next);
  return order && pageUrl(dependencies, order, payer);
}

const Language = z.object({ lang: z.string().max(35) });

/** A buyer's page is in the buyer's language unless another is asked for. */
function langOf({ query, body }: Pick<FastifyRequest, 'query' | 'body'>): string | undefined {
  return Language.safeParse(query).data?.lang ?? Language.safeParse(body).data?.lang;
}

function goOn(request: FastifyRequest, reply: FastifyReply, { path }: Visit, onward: Onward): FastifyReply {
  if ('to' in onward) return reply.redirect(onward.to, 303);
  const { back, short = [] } = onward;
  const lang = langOf(request);
  const query = new URLSearchParams({
    ...(back ? { notice: back } : {}),
    ...(short.length > 0 ? { short: short.join(',') } : {}),
    ...(lang ? { lang } : {}),
  }).toString();
  return reply.redirect(query ? `${path}?${query}` : path, 303);
}
