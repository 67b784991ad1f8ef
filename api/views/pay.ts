import type { PayActions } from '../../console/pay/pay-actions.ts';
import type { PayDues } from '../../console/pay/pay-credit-view.ts';
import type { PayNotice } from '../../console/pay/pay-notices.ts';
import type { PayState, PayTransfer, PayView } from '../../console/pay/pay-view.ts';
import { shopZone } from '../../domain/calendar/shop-zone.ts';
import { between, durationMs } from '../../domain/duration.ts';
import { paymentMethods } from '../../domain/order/order.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import { helpFor } from '../../domain/payment/failure-help.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { methodAllowed } from '../../domain/validity/payment-method.ts';
import type { StandingLevel } from '../../domain/validity/standing-level.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Payer } from '../../prisma/payment-sessions.ts';
import type { Stock } from '../../prisma/stock.ts';
import { reasonNotPayable } from '../wanted-payment.ts';
import { promiseView } from './order.ts';
import { deliveryActions, knownContact } from './pay-delivery.ts';
import { payDocuments, takesDocuments } from './pay-documents.ts';
import type { DocumentFacts } from './pay-documents.ts';
import { payExtras } from './pay-extras.ts';

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
  /** Whether there is a carrier whose updates can be asked for. */
  readonly carries: boolean;
  /** What is written on a bank transfer for it; undefined where it is not paid by one. */
  readonly transfer: PayTransfer | undefined;
  /** The kinds of documents that have come about its application, and whether they can be kept safe here. */
  readonly documents: Pick<DocumentFacts, 'received' | 'canKeep'>;
  /** What stock has of that of which there was too little. */
  readonly scarce: readonly Stock[];
  /** The payment page of the order that took its place; undefined where there is none. */
  readonly continueUrl: string | undefined;
  /** The page on which a friend pays. */
  readonly friendUrl: string;
  /** What is paid back in instalments; undefined where nothing is. */
  readonly dues?: PayDues | undefined;
}

/** An order as its payment page shows it. */
export function payView(facts: PayFacts): PayView {
  const { order, payer, policy, shop, now } = facts;
  const { paymentState, failureCode, id, paymentMethod } = order;
  const { currency, goods, discount, shippingFee, total, financed, amountPaid, amountRefunded, amountDue } =
    order;
  const promise = promiseView(order);
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
    version: order.version,
    lines: order.lines.map(({ name, ...line }) => ({ ...line, name: name ?? line.sku })),
    deadline: order.deadline,
    timeZone: shopZone(shop, policy.calendar),
    methods: methodsOf(facts),
    method: paymentMethod,
    actions: actionsOf(facts),
    ...(failed ? { failure: helpFor(failureCode) } : {}),
    ...(facts.transfer === undefined ? {} : { transfer: facts.transfer }),
    ...noticeOf(facts),
    ...(promise ? { promise } : {}),
    ...(payer === 'buyer'
      ? { ...forBuyer(facts), ...payExtras(order, policy) }
      : { offers: [], rewards: [] }),
  };
}

function noticeOf({ order, notice, scarce }: PayFacts): Pick<PayView, 'notice' | 'shortages'> {
  if (notice === undefined) return {};
  if (notice !== 'out_of_stock') return { notice };
  const shortages = scarce.flatMap(({ sku, available }) => {
    const lines = order.lines.filter((line) => line.sku === sku);
    const mine = order.hold === 'held' ? lines.reduce((sum, { quantity }) => sum + quantity, 0) : 0;
    return lines.slice(0, 1).map(({ name = sku }) => ({ name, most: Math.max(0, available + mine) }));
  });
  return { notice, shortages };
}

/** What only the buyer is told, and may do besides paying. */
function forBuyer({
  order,
  policy,
  now,
  friendUrl,
  documents: facts,
  dues,
}: PayFacts): Pick<PayView, 'friendUrl' | 'moreTime' | 'pausedSince' | 'documents' | 'contact' | 'dues'> {
  const { pausedSince } = order.row;
  const documents = payDocuments({ order, policy, now, ...facts });
  return {
    ...(documents ? { documents } : {}),
    moreTime: durationMs(policy.extension.buyer),
    ...(dues ? { dues } : {}),
    ...(reasonNotPayable(order, now) ? {} : { friendUrl }),
    contact: knownContact(order),
    ...(pausedSince ? { pausedSince: pausedSince.toISOString() } : {}),
  };
}

function stateOf(facts: PayFacts): PayState {
  const { order, continueUrl } = facts;
  const { status, closedReason, row } = order;
  switch (status) {
    case 'awaiting_payment':
      return { kind: unpaidKind(facts) };
    case 'payment_processing':
      // It is an application that is at work, and a friend is not told of that.
      if (facts.payer === 'friend' && order.paymentState !== 'processing') return { kind: 'busy' };
      return {
        kind: 'processing',
        ...(row.processingSince ? { since: row.processingSince.toISOString() } : {}),
      };
    case 'confirmed':
      return { kind: 'on_delivery' };
    case 'paid':
    case 'shipped':
    case 'delivered':
      return {
        kind: 'paid',
        ...(status === 'paid' ? {} : { parcel: status === 'shipped' ? 'left' : 'arrived' }),
        ...(row.paidAt ? { at: row.paidAt.toISOString() } : {}),
      };
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'merged': {
      const continued = continueUrl === undefined ? {} : { continueUrl };
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

/** Past its deadline an order is being closed, unless a problem has stopped its clock (rules.md 19). */
function unpaidKind({ order, now }: PayFacts): 'payable' | 'closing' | 'busy' {
  if (!reasonNotPayable(order, now)) return 'payable';
  const isOver = order.deadline !== null && between(now, order.deadline) <= 0;
  return isOver && !order.row.pausedSince ? 'closing' : 'busy';
}

/** A friend pays now; only the buyer may choose to pay at the door, where he has not done so yet. */
function methodsOf({ order, payer, policy, standing, collects }: PayFacts): readonly PaymentMethod[] {
  const allowed = policy.payment.methods.filter((method) =>
    methodAllowed(order.kind, standing, method, policy),
  );
  const onlyCollected = payer === 'friend' || order.status === 'confirmed';
  return paymentMethods.filter((method) => allowed.includes(method) && (!onlyCollected || collects(method)));
}

function actionsOf(facts: PayFacts): PayActions {
  const { order, payer, policy, path, now } = facts;
  const sends = payer === 'buyer' && takesDocuments({ order, now, ...facts.documents });
  const live = {
    events: `${path}/events`,
    ...(sends ? { documents: `${path}/documents` } : {}),
    ...(payer === 'buyer' && facts.dues ? { instalment: `${path}/instalment` } : {}),
  };
  const payable = !reasonNotPayable(order, now);
  if (payer === 'friend') return payable ? { ...live, pay: `${path}/pay` } : live;
  const delivery = { ...live, ...deliveryActions(order, facts) };
  if (!payable && order.status !== 'confirmed') return delivery;
  const mayExtend = payable && order.deadline !== null && order.extensionsUsed < policy.extension.buyerTimes;
  return {
    ...delivery,
    pay: `${path}/pay`,
    ...(payable ? { method: `${path}/method` } : {}),
    ...(mayExtend ? { extend: `${path}/extend` } : {}),
    ...(payable && order.offers ? { offer: `${path}/offer` } : {}),
    lines: `${path}/lines`,
    problem: `${path}/problem`,
    cancel: `${path}/cancel`,
  };
}
