import type { Stripe } from 'stripe';
import { HOUR, MINUTE, SECOND, between, later } from '../../../domain/duration.ts';
import type { PaymentMethod } from '../../../domain/order/order.ts';
import { Refusal } from '../../../domain/refusal.ts';
import type { OpenSession } from '../../ports.ts';
import { toStripe } from './amounts.ts';

type Params = Stripe.Checkout.SessionCreateParams;

/** Stripe keeps sessions open for 30 min to 24 h; a minute is for the way there. */
const SHORTEST = 31 * MINUTE;
const LONGEST = 24 * HOUR - MINUTE;

/** How each method is called at Stripe. What is collected for pay later and instalments (a down payment) comes from a card. */
const typeOf: Readonly<Partial<Record<PaymentMethod, 'card' | 'alipay' | 'wechat_pay'>>> = {
  card: 'card',
  alipay: 'alipay',
  wechat: 'wechat_pay',
  pay_later: 'card',
  instalments: 'card',
};

export const stripeMethods: readonly PaymentMethod[] = [
  'card',
  'alipay',
  'wechat',
  'pay_later',
  'instalments',
];

/**
 * What a Checkout session is made of: one line of the amount due, in the order's currency and no other. Throws
 * `Refusal('method_not_allowed')` for an amount or method Stripe can't collect.
 */
export function checkoutParams(request: OpenSession, now: Date): Params {
  const { orderId, revision, idempotencyKey, returnUrl, method, currency } = request;
  const units = toStripe(request.amount, currency);
  const type = typeOf[method];
  if (units === undefined || type === undefined)
    throw new Refusal('method_not_allowed', { method, amount: request.amount, currency });
  const metadata = { holdfast_order: orderId, holdfast_session: idempotencyKey, revision: String(revision) };
  return {
    mode: 'payment',
    client_reference_id: orderId,
    metadata,
    payment_intent_data: { metadata, description: `Order ${orderId}` },
    payment_method_types: [type],
    ...(type === 'wechat_pay' ? { payment_method_options: { wechat_pay: { client: 'web' } } } : {}),
    adaptive_pricing: { enabled: false },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: units,
          product_data: { name: `Order ${orderId}` },
        },
      },
    ],
    success_url: returnUrl,
    cancel_url: returnUrl,
    ...expiry(request.expiresAt, now),
  };
}

/**
 * When Stripe closes the session by itself: at our time where its limits allow it, else as soon after as they do, or a day after it was
 * opened; our own timer closes it before (rules.md 13). Follows from the request alone as long as it can, since a repeat under the
 * same key must say the same.
 */
function expiry(wanted: string, now: Date): Pick<Params, 'expires_at'> {
  const ahead = between(now.toISOString(), wanted);
  if (ahead > LONGEST) return {};
  const at = ahead >= SHORTEST ? wanted : later(wanted, SHORTEST);
  return { expires_at: Math.floor(Date.parse(at) / SECOND) };
}
