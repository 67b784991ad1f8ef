import { z } from 'zod';
import type { SessionAnswer } from '../../ports.ts';
import { fromStripe } from './amounts.ts';

/** Our own ids, as Stripe gives them back: they say which order and which session of ours its objects belong to. */
export const OurMetadata = z.object({
  holdfast_order: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/),
  holdfast_session: z.string().min(1).max(255),
});

/** The same of a debit: there is no session, and the payment itself is what its money is known by. */
export const OurDebit = OurMetadata.pick({ holdfast_order: true }).extend({
  holdfast_debit: z.string().min(1).max(255),
});

const Failure = z.object({ code: z.string().optional(), decline_code: z.string().optional() });

/** A payment as Stripe has it; what else it says is not our business. */
export const StripePayment = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.int().optional(),
  amount_received: z.int().optional(),
  currency: z.string().optional(),
  last_payment_error: Failure.nullish(),
  latest_charge: z.union([z.string(), z.object({ created: z.int() })]).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
export type StripePayment = z.infer<typeof StripePayment>;

export const StripeSession = z.object({
  id: z.string().min(1),
  url: z.string().nullish(),
  status: z.enum(['open', 'complete', 'expired']),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: z.int().nullish(),
  currency: z.string().nullish(),
  created: z.int(),
  payment_intent: z.union([z.string(), StripePayment]).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
export type StripeSession = z.infer<typeof StripeSession>;

export const StripeRefund = z.object({
  id: z.string().min(1),
  amount: z.int(),
  currency: z.string(),
  created: z.int(),
  status: z.string().nullish(),
  failure_reason: z.string().nullish(),
  payment_intent: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
export type StripeRefund = z.infer<typeof StripeRefund>;

/** Seconds since 1970 as an ISO instant. */
export function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

export function failureCodeOf(failure: z.infer<typeof Failure> | null | undefined): string {
  return codeOr(failure?.decline_code ?? failure?.code, 'declined');
}

/** Why a refund did not arrive: Stripe gives a reason for those that failed, and none for those that were called off. */
export function refundFailureOf({ status, failure_reason: reason }: StripeRefund): string {
  return status === 'canceled' ? 'canceled' : codeOr(reason, 'unknown');
}

/** Codes are shown, counted and put in payloads: never free text. */
function codeOr(code: string | null | undefined, otherwise: string): string {
  return code && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(code) ? code : otherwise;
}

/** Whether a refund has ended without the buyer getting it. */
export function hasFailed({ status }: StripeRefund): boolean {
  return status === 'failed' || status === 'canceled';
}

/** The payment of a session, where it came with it. */
export function paymentOf({ payment_intent: payment }: StripeSession): StripePayment | undefined {
  return payment === null || typeof payment !== 'object' ? undefined : payment;
}

/** What a session's state means to us. A complete one that is not paid waits for a slow method, or that has failed. */
export function sessionAnswer(session: StripeSession): SessionAnswer {
  const payment = paymentOf(session);
  switch (session.status) {
    case 'expired':
      return { state: 'closed' };
    case 'open':
      return attemptOn(payment) ?? { state: 'open' };
    case 'complete':
      if (session.payment_status === 'paid' || payment?.status === 'succeeded')
        return succeeded(session, payment);
      if (session.payment_status === 'no_payment_required')
        return { state: 'unknown', why: 'it is complete without a payment' };
      return attemptOn(payment) ?? { state: 'processing' };
    default:
      return session.status satisfies never;
  }
}

function attemptOn(payment: StripePayment | undefined): SessionAnswer | undefined {
  if (payment?.status === 'processing') return { state: 'processing' };
  const isOver = payment?.status === 'canceled' || payment?.status === 'requires_payment_method';
  if (!payment || !isOver || !payment.last_payment_error) return undefined;
  return { state: 'failed', failureCode: failureCodeOf(payment.last_payment_error) };
}

function succeeded(session: StripeSession, payment: StripePayment | undefined): SessionAnswer {
  const units = payment?.amount_received || session.amount_total;
  const currency = session.currency?.toUpperCase();
  if (!units || !currency) return { state: 'unknown', why: 'paid, but it does not say with how much' };
  const amount = fromStripe(units, currency);
  if (amount === undefined)
    return { state: 'unknown', why: `paid with ${units} of ${currency}, which is no amount` };
  const charge = payment?.latest_charge;
  const at = charge && typeof charge === 'object' ? charge.created : session.created;
  return { state: 'succeeded', amount, currency, at: instantOf(at) };
}
