import { randomUUID } from 'node:crypto';
import { DAY, earlier, later } from '../domain/duration.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Client } from '../prisma/database.ts';
import { journal } from '../prisma/journal.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { paymentSessions } from '../prisma/payment-sessions.ts';
import type { Payer, PaymentSession } from '../prisma/payment-sessions.ts';
import { paymentReferences } from '../prisma/payment-references.ts';
import { shops } from '../prisma/shops.ts';
import { BANK } from '../providers/payment/bank/provider.ts';
import type { PaymentProvider, ProviderSession } from '../providers/ports.ts';
import { orderLinks } from '../providers/order-links.ts';
import { nowOf } from './clock.ts';
import type { Dependencies } from './dependencies.ts';
import { wantedPayment } from './wanted-payment.ts';
import type { InstalmentChoice } from './wanted-payment.ts';

/** No provider keeps a session open longer (rules.md 13); the page opens a new one where the buyer comes later. */
const LONGEST_SESSION = DAY;

/** Who wants to pay which order, or which instalment of it. */
export interface LinkRequest {
  readonly orderId: string;
  readonly payer: Payer;
  readonly instalment?: InstalmentChoice;
}

/** A session at the provider that can be paid now. */
export interface OpenedSession {
  /** The provider's page. */
  readonly url: string;
  /** What a QR code for the buyer's wallet says. */
  readonly qrCode?: string;
  /** What the buyer writes on a bank transfer. */
  readonly reference?: string;
  readonly expiresAt: string;
}

type Needs = Pick<Dependencies, 'database' | 'payments' | 'links' | 'publicUrl' | 'now'>;

/** The page on which the order is paid. It names the order, so it always shows it as it is (rules.md 4). */
export function pageUrl(
  { links, publicUrl, now }: Pick<Needs, 'links' | 'publicUrl' | 'now'>,
  order: StoredOrder,
  payer: Payer,
): string {
  return orderLinks(publicUrl, links).payUrl(order, nowOf(order, now()), payer);
}

/**
 * Opens the provider session for what is to be paid now, or reuses the one that is open (rules.md 13). Its row is
 * written before the provider is called, so closing finds it whatever happens here. Throws `Refusal` when the order can't be paid
 * now, and `ProviderUnavailable`: then the row stays `opening`, and the next attempt goes on with it.
 */
export async function openSession(needs: Needs, request: LinkRequest): Promise<OpenedSession> {
  const begun = await needs.database.transaction((client) => begin(needs, client, request));
  const { session, provider } = begun;
  if (session.state !== 'opening' && session.url !== undefined)
    return openedSession(needs, { ...session, url: session.url });
  const { id: idempotencyKey, orderId, revision, amount, currency, method, expiresAt } = session;
  const page = pageUrl(needs, begun.order, request.payer);
  const returnUrl = provider.name === BANK ? page : `${page}/return`;
  const opened = await provider.openSession({
    idempotencyKey,
    orderId,
    revision,
    amount,
    currency,
    method,
    expiresAt,
    returnUrl,
  });
  const still = await needs.database.transaction((client) => settle(needs, client, session, opened));
  if (!still.payable) return withdraw(needs, provider, session, opened);
  return openedSession(needs, { ...session, ...opened });
}

/** What the buyer is given of a session; where it is a transfer, with what he writes on it. */
async function openedSession(
  { database, now }: Needs,
  { url, qrCode, expiresAt, provider, orderId }: PaymentSession & { readonly url: string },
): Promise<OpenedSession> {
  const reference =
    provider === BANK ? await paymentReferences(database.client).of(orderId, now()) : undefined;
  return {
    url,
    expiresAt,
    ...(qrCode === undefined ? {} : { qrCode }),
    ...(reference === undefined ? {} : { reference }),
  };
}

interface Begun {
  readonly order: StoredOrder;
  readonly session: PaymentSession;
  readonly provider: PaymentProvider;
}

async function begin(
  needs: Needs,
  client: Client,
  { orderId, payer, instalment }: LinkRequest,
): Promise<Begun> {
  const order = await orders(client).lock(orderId);
  if (!order) throw new Refusal('order_not_found', { orderId });
  const now = nowOf(order, needs.now());
  const shop = await shops(client).find(order.shop);
  const payment = await wantedPayment(client, order, now, instalment);
  const provider = needs.payments.forMethod(payment.method, shop?.paymentProviders);
  if (!provider) throw new Refusal('method_not_allowed', { method: payment.method });
  const { revision, currency } = order;
  const wanted = { ...payment, orderId, provider: provider.name, revision, currency, payer };
  const sessions = paymentSessions(client);
  const known = await sessions.reusable(wanted, now);
  if (known) return { order, session: known, provider };
  const longest = later(now, LONGEST_SESSION);
  const deadline = payment.instalment === null ? order.deadline : null;
  const expiresAt = deadline === null ? longest : earlier(deadline, longest);
  const session = { ...wanted, id: randomUUID(), expiresAt };
  await sessions.begin(session);
  return {
    order,
    session: {
      ...session,
      state: 'opening',
      providerSessionId: undefined,
      url: undefined,
      qrCode: undefined,
    },
    provider,
  };
}

/** Stores what the provider opened, and says whether the order still wants it: closing or a change may have come between. */
async function settle(
  needs: Needs,
  client: Client,
  session: PaymentSession,
  opened: ProviderSession,
): Promise<{ readonly payable: boolean }> {
  const order = await orders(client).lock(session.orderId);
  if (!order) throw new Error(`order ${session.orderId} is gone`);
  const now = nowOf(order, needs.now());
  const isFirst = await paymentSessions(client).opened(session.id, opened);
  const stillThere = isFirst || (await paymentSessions(client).isOpen(session.id));
  if (!stillThere || !(await isStillWanted(client, order, session, now))) return { payable: false };
  if (isFirst) await journal(client).write(order.id, [sessionOpened(session, opened, now)]);
  return { payable: true };
}

/** Whether the session is for what would be collected now: a change, a payment or a refund may have come between. */
async function isStillWanted(
  client: Client,
  order: StoredOrder,
  { revision, amount, method, instalment }: PaymentSession,
  now: string,
): Promise<boolean> {
  const choice = instalment === null ? undefined : { number: instalment, method };
  try {
    const wanted = await wantedPayment(client, order, now, choice);
    return wanted.amount === amount && order.revision === revision;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function sessionOpened(
  { id, provider, revision, amount, currency, method, payer, instalment }: PaymentSession,
  { expiresAt }: ProviderSession,
  at: string,
) {
  const of = instalment === null ? {} : { instalment };
  const facts = { session: id, provider, revision, amount, currency, method, payer, expiresAt, ...of };
  return { at, kind: 'session_opened', actor: 'buyer', facts } as const;
}

/** The order has begun to close or has changed: nobody may pay this session. Closing asks again where this does not work. */
async function withdraw(
  needs: Needs,
  provider: PaymentProvider,
  session: PaymentSession,
  opened: ProviderSession,
): Promise<never> {
  const { orderId, id } = session;
  const { sessionId } = opened;
  const answer = await provider.closeSession({ sessionId, orderId });
  const state = answer.state === 'closed' ? 'closed' : 'open';
  await openSessions(needs.database.client).mark(id, state, { sessionId, url: opened.url });
  throw new Refusal('order_not_open', { orderId });
}
