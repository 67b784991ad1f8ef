import { Stripe } from 'stripe';
import { z } from 'zod';
import { MINUTE, SECOND } from '../../../domain/duration.ts';
import { ProviderUnavailable } from '../../ports.ts';
import type { PaymentEvent, WebhookVerdict } from '../../ports.ts';
import { fromStripe } from './amounts.ts';
import {
  OurDebit,
  OurMetadata,
  StripePayment,
  StripeRefund,
  StripeSession,
  failureCodeOf,
  hasFailed,
  instantOf,
} from './answers.ts';
import { failedRefund, tellsOfRefunds } from './refund-failures.ts';
import { REFUND_KEY } from './refunds.ts';
import { troubleOf } from './trouble.ts';

/** As with every webhook (api.md): older than 5 min is refused. */
const TOLERANCE = (5 * MINUTE) / SECOND;

const StripeEvent = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  type: z.string(),
  created: z.int(),
  data: z.object({ object: z.looseObject({ metadata: z.unknown() }) }),
});
type StripeEvent = z.infer<typeof StripeEvent>;

const StripeCharge = z.object({ id: z.string(), payment_intent: z.string().nullish() });

export interface StripeWebhook {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly now: Date;
}

/**
 * What one of Stripe's events says, once its signature is right. Objects that do not carry our ids are another program's: they are
 * taken and say nothing. A charge that was refunded says only how much in all, so its refunds are asked for; throws
 * `ProviderUnavailable` where they can't be.
 */
export async function readStripeWebhook(stripe: Stripe, webhook: StripeWebhook): Promise<WebhookVerdict> {
  const { secret, headers, body, now } = webhook;
  let signed: unknown;
  try {
    const signature = headers['stripe-signature'] ?? '';
    signed = stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE, undefined, now.getTime());
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return { verdict: 'bad_signature' };
    return { verdict: 'unreadable', why: 'the body is no event of Stripe' };
  }
  const parsed = StripeEvent.safeParse(signed);
  if (!parsed.success) return { verdict: 'unreadable', why: z.prettifyError(parsed.error) };
  try {
    return { verdict: 'events', events: await eventsOf(stripe, parsed.data) };
  } catch (error) {
    if (error instanceof z.ZodError) return { verdict: 'unreadable', why: z.prettifyError(error) };
    throw error;
  }
}

type Ours = z.infer<typeof OurMetadata>;

async function eventsOf(stripe: Stripe, event: StripeEvent): Promise<readonly PaymentEvent[]> {
  const { object } = event.data;
  // A refund has no session's metadata: only those of our asking have any of ours.
  if (tellsOfRefunds(event.type)) return failedRefund(stripe, object, instantOf(event.created));
  const ours = OurMetadata.safeParse(object.metadata).data;
  return ours
    ? eventsOfSession(stripe, event, ours)
    : debitEvents(stripe, event, OurDebit.safeParse(object.metadata).data);
}

async function eventsOfSession(
  stripe: Stripe,
  event: StripeEvent,
  ours: Ours,
): Promise<readonly PaymentEvent[]> {
  const { object } = event.data;
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
      return sessionEvents(event, StripeSession.parse(object), ours);
    case 'payment_intent.payment_failed':
      return failedAttempt(event, StripePayment.parse(object), ours);
    case 'charge.refunded':
      return refundEvents(stripe, StripeCharge.parse(object).id, ofSession(ours));
    // A session that expired has brought nothing and is no failed attempt: closing learns of it when it asks.
    default:
      return [];
  }
}

/** What was debited is learnt by asking for it; what somebody gave back of it by hand is told here. */
async function debitEvents(
  stripe: Stripe,
  { type, data: { object } }: StripeEvent,
  debit: z.infer<typeof OurDebit> | undefined,
): Promise<readonly PaymentEvent[]> {
  if (type !== 'charge.refunded' || !debit) return [];
  const { id, payment_intent: sessionId } = StripeCharge.parse(object);
  return sessionId ? refundEvents(stripe, id, { orderId: debit.holdfast_order, sessionId }) : [];
}

/** Whose money it is: by our key of a session, or by the payment of a debit. */
type Whose = Pick<PaymentEvent, 'orderId' | 'sessionKey' | 'sessionId'>;

function ofSession({ holdfast_order: orderId, holdfast_session: sessionKey }: Ours): Whose {
  return { orderId, sessionKey };
}

function sessionEvents(
  { id, type, created }: StripeEvent,
  session: StripeSession,
  { holdfast_order: orderId }: Ours,
): readonly PaymentEvent[] {
  const currency = (session.currency ?? '').toUpperCase();
  const amount = fromStripe(session.amount_total ?? 0, currency);
  if (amount === undefined || session.payment_status === 'no_payment_required') return [];
  const about = { id, at: instantOf(created), orderId, sessionId: session.id, amount, currency };
  if (type === 'checkout.session.async_payment_failed')
    return [{ ...about, type: 'payment.failed', failureCode: 'declined' }];
  return [{ ...about, type: session.payment_status === 'paid' ? 'payment.succeeded' : 'payment.processing' }];
}

function failedAttempt(
  { id, created }: StripeEvent,
  payment: StripePayment,
  ours: Ours,
): readonly PaymentEvent[] {
  const currency = (payment.currency ?? '').toUpperCase();
  const amount = fromStripe(payment.amount ?? 0, currency);
  if (amount === undefined) return [];
  const { holdfast_order: orderId, holdfast_session: sessionKey } = ours;
  const about = { id, at: instantOf(created), orderId, sessionKey, amount, currency };
  return [{ ...about, type: 'payment.failed', failureCode: failureCodeOf(payment.last_payment_error) }];
}

/** One event for each refund of the charge, by the refund's own id: one that was told before is a repeat. */
async function refundEvents(stripe: Stripe, charge: string, whose: Whose): Promise<readonly PaymentEvent[]> {
  const found: StripeRefund[] = [];
  try {
    for await (const refund of stripe.refunds.list({ charge, limit: 100 }))
      found.push(StripeRefund.parse(refund));
  } catch (error) {
    if (error instanceof z.ZodError) throw error;
    throw new ProviderUnavailable(troubleOf(error).why);
  }
  return found.flatMap((refund) => {
    const { id, created, metadata } = refund;
    const currency = refund.currency.toUpperCase();
    const amount = fromStripe(refund.amount, currency);
    if (amount === undefined || hasFailed(refund)) return [];
    const refundKey = metadata?.[REFUND_KEY];
    const about = { id, at: instantOf(created), ...whose, amount, currency };
    return [
      { ...about, type: 'payment.refunded' as const, ...(refundKey === undefined ? {} : { refundKey }) },
    ];
  });
}
