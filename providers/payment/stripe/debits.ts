import { Stripe } from 'stripe';
import { z } from 'zod';
import { HOUR, SECOND } from '../../../domain/duration.ts';
import type { DebitAnswer, DebitRequest } from '../../ports.ts';
import { toStripe } from './amounts.ts';
import { StripePayment, failureCodeOf, instantOf } from './answers.ts';
import { troubleOf } from './trouble.ts';

/** What our key of a debit is called in its metadata. */
const DEBIT_KEY = 'holdfast_debit';

/** Clocks differ a little: what was asked for at an instant may be older at Stripe. */
const EARLIER = HOUR;

const Card = z.object({ customer: z.union([z.string(), z.object({ id: z.string() })]).nullish() });
const Payment = StripePayment.extend({ created: z.int() });
type Payment = z.infer<typeof Payment>;

/**
 * Takes money from a card that was set up before (`pm_…`, attached to a customer), once per key: an off-session payment. Stripe forgets
 * idempotency keys after a day and debits are asked about for longer, so the customer's payments are looked through for the key first.
 */
export async function debitAtStripe(stripe: Stripe, request: DebitRequest): Promise<DebitAnswer> {
  const { key, token, currency } = request;
  const amount = toStripe(request.amount, currency);
  if (amount === undefined) return { state: 'declined', code: 'amount_not_possible', hard: true };
  try {
    const customer = await holderOf(stripe, token);
    if (customer === undefined) return { state: 'declined', code: 'payment_method_unattached', hard: true };
    const done = await paymentUnder(stripe, customer, request);
    if (done) return debitAnswer(done);
    const params = debitParams(request, { customer, amount });
    const made = await stripe.paymentIntents.create(params, { idempotencyKey: key });
    return debitAnswer(Payment.parse(made));
  } catch (error) {
    return answerOfError(error);
  }
}

/** An off-session payment with a card of `customer`; `amount` in Stripe's units. */
export function debitParams(
  { key, orderId, currency, token }: DebitRequest,
  { customer, amount }: { readonly customer: string; readonly amount: number },
): Stripe.PaymentIntentCreateParams {
  return {
    amount,
    currency: currency.toLowerCase(),
    customer,
    payment_method: token,
    payment_method_types: ['card'],
    off_session: true,
    confirm: true,
    description: `Instalment of order ${orderId}`,
    metadata: { [DEBIT_KEY]: key, holdfast_order: orderId },
  };
}

async function holderOf(stripe: Stripe, token: string): Promise<string | undefined> {
  const { customer } = Card.parse(await stripe.paymentMethods.retrieve(token));
  return (typeof customer === 'object' ? customer?.id : customer) ?? undefined;
}

async function paymentUnder(
  stripe: Stripe,
  customer: string,
  { key, since }: DebitRequest,
): Promise<Payment | undefined> {
  const gte = Math.floor((Date.parse(since) - EARLIER) / SECOND);
  for await (const payment of stripe.paymentIntents.list({ customer, created: { gte }, limit: 100 }))
    if (payment.metadata[DEBIT_KEY] === key) return Payment.parse(payment);
  return undefined;
}

/** One that wants its holder, or another card, will not be paid by itself: it is declined. */
function debitAnswer({ id, status, created, last_payment_error: failure }: Payment): DebitAnswer {
  switch (status) {
    case 'succeeded':
      return { state: 'succeeded', reference: id, at: instantOf(created) };
    case 'requires_payment_method':
    case 'canceled':
      return { state: 'declined', code: failureCodeOf(failure), hard: false };
    case 'requires_action':
    case 'requires_confirmation':
      return { state: 'declined', code: 'authentication_required', hard: true };
    default:
      return { state: 'unknown', why: `the payment ${id} is ${status}` };
  }
}

/** A declined card is thrown as an error; what Stripe advises about trying again goes with it. */
function answerOfError(error: unknown): DebitAnswer {
  if (error instanceof z.ZodError) return { state: 'unknown', why: 'the answer is not what it should be' };
  if (error instanceof Stripe.errors.StripeCardError) {
    // The library says '' where there is no decline code.
    const code = failureCodeOf({ code: error.decline_code || error.code || 'declined' });
    return { state: 'declined', code, hard: adviceOf(error) === 'do_not_try_again' };
  }
  const trouble = troubleOf(error);
  switch (trouble.kind) {
    case 'missing':
      return { state: 'declined', code: 'invalid_token', hard: true };
    case 'refused':
      return { state: 'declined', code: failureCodeOf(trouble), hard: true };
    case 'key_reused':
    case 'unreached':
      return { state: 'unknown', why: trouble.why };
    default:
      return trouble satisfies never;
  }
}

const Advised = z.object({ raw: z.object({ advice_code: z.string() }) });

function adviceOf(error: unknown): string | undefined {
  return Advised.safeParse(error).data?.raw.advice_code;
}
