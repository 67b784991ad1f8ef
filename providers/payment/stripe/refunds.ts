import type { Stripe } from 'stripe';
import type { RefundAnswer, RefundRequest } from '../../ports.ts';
import { toStripe } from './amounts.ts';
import { StripeRefund, StripeSession, hasFailed, instantOf } from './answers.ts';
import { troubleOf } from './trouble.ts';

/** What our key of a refund is called in its metadata. */
export const REFUND_KEY = 'holdfast_refund';

/**
 * Gives money back once per key. Stripe forgets idempotency keys after a day and refunds are tried for a week, so the payment's refunds
 * are looked through for the key first.
 */
export async function refundAtStripe(stripe: Stripe, request: RefundRequest): Promise<RefundAnswer> {
  const { key, reference, currency } = request;
  const amount = toStripe(request.amount, currency);
  if (amount === undefined) return { state: 'refused', why: 'Stripe has no such amount in this currency' };
  try {
    const payment = await paymentBehind(stripe, reference);
    if (payment === undefined) return { state: 'refused', why: `${reference} is no payment at Stripe` };
    const done = await refundUnder(stripe, payment, key);
    if (done) return refundAnswer(done);
    const metadata = { [REFUND_KEY]: key, holdfast_order: request.orderId };
    const options = { idempotencyKey: key };
    const made = await stripe.refunds.create({ payment_intent: payment, amount, metadata }, options);
    return refundAnswer(StripeRefund.parse(made));
  } catch (error) {
    const trouble = troubleOf(error);
    return trouble.kind === 'refused'
      ? { state: 'refused', why: trouble.why }
      : { state: 'unknown', why: trouble.why };
  }
}

/** The payment of a session; what is a payment's id already is taken as it is. */
async function paymentBehind(stripe: Stripe, reference: string): Promise<string | undefined> {
  if (reference.startsWith('pi_')) return reference;
  if (!reference.startsWith('cs_')) return undefined;
  const { payment_intent: payment } = StripeSession.parse(await stripe.checkout.sessions.retrieve(reference));
  return typeof payment === 'object' ? payment?.id : payment;
}

async function refundUnder(stripe: Stripe, payment: string, key: string): Promise<StripeRefund | undefined> {
  for await (const refund of stripe.refunds.list({ payment_intent: payment, limit: 100 })) {
    if (refund.metadata?.[REFUND_KEY] === key) return StripeRefund.parse(refund);
  }
  return undefined;
}

/** A refund on its way (`pending`, `requires_action`) counts: Stripe has taken it over, and tells us if it comes back. */
function refundAnswer(refund: StripeRefund): RefundAnswer {
  const { id, status, created } = refund;
  return hasFailed(refund)
    ? { state: 'refused', why: `the refund ${id} is ${status}` }
    : { state: 'refunded', refundId: id, at: instantOf(created) };
}
