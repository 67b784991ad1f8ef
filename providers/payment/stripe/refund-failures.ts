import type { Stripe } from 'stripe';
import { ProviderUnavailable } from '../../ports.ts';
import type { PaymentEvent } from '../../ports.ts';
import { fromStripe } from './amounts.ts';
import { OurMetadata, StripeRefund, hasFailed, refundFailureOf } from './answers.ts';
import { REFUND_KEY } from './refunds.ts';
import { troubleOf } from './trouble.ts';

/** Stripe tells of one failure by up to three events, depending on its version and on what is listened to. */
const types: readonly string[] = ['refund.failed', 'refund.updated', 'charge.refund.updated'];

export function tellsOfRefunds(type: string): boolean {
  return types.includes(type);
}

const OurOrder = OurMetadata.pick({ holdfast_order: true });

/**
 * What an event about a refund says: nothing, unless the refund has failed or was called off. It is one event of ours however often Stripe
 * tells it, under the refund's own id. Throws `ProviderUnavailable` where Stripe has to be asked whose it is, and does not answer.
 */
export async function failedRefund(
  stripe: Stripe,
  object: unknown,
  at: string,
): Promise<readonly PaymentEvent[]> {
  const refund = StripeRefund.parse(object);
  const currency = refund.currency.toUpperCase();
  const amount = fromStripe(refund.amount, currency);
  if (!hasFailed(refund) || amount === undefined) return [];
  const orderId = await orderOf(stripe, refund);
  if (orderId === undefined) return [];
  const refundKey = refund.metadata?.[REFUND_KEY] ?? refund.id;
  const failureCode = refundFailureOf(refund);
  const id = `${refund.id}/failed`;
  return [{ id, type: 'payment.refund_failed', at, orderId, amount, currency, refundKey, failureCode }];
}

/** The order is on the refund where we asked for it, else on its payment; another program's payment has none. */
async function orderOf(
  stripe: Stripe,
  { metadata, payment_intent: payment }: StripeRefund,
): Promise<string | undefined> {
  const own = OurOrder.safeParse(metadata);
  if (own.success) return own.data.holdfast_order;
  if (!payment) return undefined;
  try {
    const id = typeof payment === 'string' ? payment : payment.id;
    return OurOrder.safeParse((await stripe.paymentIntents.retrieve(id)).metadata).data?.holdfast_order;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === 'missing' || trouble.kind === 'refused') return undefined;
    throw new ProviderUnavailable(trouble.why);
  }
}
