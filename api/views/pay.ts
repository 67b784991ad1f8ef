import type { PayActions, PayNotice, PayState, PayView } from '../../console/pay/pay-view.ts';
import { shopZone } from '../../domain/calendar/shop-zone.ts';
import { paymentMethods } from '../../domain/order/order.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import { helpFor } from '../../domain/payment/failure-help.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { methodAllowed } from '../../domain/validity/payment-method.ts';
import type { StandingLevel } from '../../domain/validity/standing-level.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Payer } from '../../prisma/payment-sessions.ts';
import { reasonNotPayable } from '../payment-links.ts';

/** All a payment page is made of. */
export interface PayFacts {
  readonly order: StoredOrder;
  readonly payer: Payer;
  readonly policy: Policy;
  readonly shop: { readonly timeZone: string | null };
  readonly standing: StandingLevel;
  /** On the order's own clock. */
  readonly now: string;
  /** The page's path, without a slash at its end. */
  readonly path: string;
  readonly notice: PayNotice | undefined;
  /** Whether money can be collected by this method before delivery. */
  readonly collects: (method: PaymentMethod) => boolean;
  /** The payment page of another order. */
  readonly pageOf: (orderId: string) => string;
}

/** An order as its payment page shows it. */
export function payView(facts: PayFacts): PayView {
  const { order, payer, policy, shop, now, notice } = facts;
  const { paymentState, failureCode, id, paymentMethod } = order;
  const { currency, goods, discount, shippingFee, total, financed, amountPaid, amountRefunded, amountDue } =
    order;
  const failed = paymentState === 'failed' && failureCode !== null;
  return {
    payer,
    now,
    currency,
    goods,
    discount,
    shippingFee,
    total,
    financed,
    amountPaid,
    amountRefunded,
    amountDue,
    state: stateOf(facts),
    orderNumber: id,
    revision: order.revision,
    lines: order.lines.map(({ sku, name = sku, quantity, unitPrice }) => ({ name, quantity, unitPrice })),
    deadline: order.deadline,
    timeZone: shopZone(shop, policy.calendar),
    methods: methodsOf(facts),
    method: paymentMethod,
    actions: actionsOf(facts),
    ...(failed ? { failure: helpFor(failureCode) } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}

function stateOf({ order, now, pageOf }: PayFacts): PayState {
  const { status, mergedInto, supersededBy, closedReason, row } = order;
  switch (status) {
    case 'awaiting_payment':
      return { kind: reasonNotPayable(order, now) ? 'closing' : 'payable' };
    case 'payment_processing':
      return { kind: 'processing' };
    case 'confirmed':
      return { kind: 'on_delivery' };
    case 'paid':
    case 'shipped':
    case 'delivered':
      return {
        kind: 'paid',
        shipped: status !== 'paid',
        ...(row.paidAt ? { at: row.paidAt.toISOString() } : {}),
      };
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'merged': {
      const next = mergedInto ?? supersededBy;
      const continued = next === null ? {} : { continueUrl: pageOf(next) };
      return {
        kind: 'closed',
        as: status,
        ...(closedReason === null ? {} : { reason: closedReason }),
        ...continued,
      };
    }
    default:
      return status satisfies never;
  }
}

/** A friend pays now; only the buyer may choose to pay at the door. */
function methodsOf({ order, payer, policy, standing, collects }: PayFacts): readonly PaymentMethod[] {
  const allowed = policy.payment.methods.filter((method) =>
    methodAllowed(order.kind, standing, method, policy),
  );
  return paymentMethods.filter(
    (method) => allowed.includes(method) && (payer === 'buyer' || collects(method)),
  );
}

function actionsOf(facts: PayFacts): PayActions {
  const { order, payer, policy, path, now } = facts;
  if (reasonNotPayable(order, now)) return {};
  if (payer === 'friend') return { pay: `${path}/pay` };
  const mayExtend = order.deadline !== null && order.extensionsUsed < policy.extension.buyerTimes;
  return {
    pay: `${path}/pay`,
    method: `${path}/method`,
    friend: `${path}/friend`,
    ...(mayExtend ? { extend: `${path}/extend` } : {}),
  };
}
