import { html } from '../../../console/html.ts';
import { facts } from '../../../console/staff/kit/facts.ts';
import { priceText } from '../../../console/staff/kit/money.ts';
import { when } from '../../../console/staff/kit/when.ts';
import type { OrderAction } from '../../../console/staff/orders/order-view.ts';
import { codeText } from '../../../console/staff/words/codes.ts';
import { orderActionsWords } from '../../../console/staff/words/order-actions.ts';
import { Order } from '../../schemas/order.ts';
import { PaymentLink } from '../../schemas/payment-link.ts';
import { Refund } from '../../schemas/refund.ts';
import { amountIn } from '../amount-in.ts';
import { localInstant } from '../local-instant.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { Fields, FormOf, Visit } from '../staff-page.ts';
import { blockForm } from './blocking.ts';
import { resolveForm } from './resolving.ts';

const orderOf = ({ rest, params: { orderId = '' } }: Visit) => rest.get(at`/v1/orders/${orderId}`, Order);
const wordsOf = ({ locale }: Visit) => orderActionsWords[locale];

const cancel: FormOf = {
  scope: ['orders', 'staff'],
  ask: (visit, fields) => {
    const { cancel: words } = wordsOf(visit);
    const given = facts([[words.reason, codeText(reasonIn(fields), visit.locale)]]);
    return { title: words.ask, say: words.say, given, button: words.button };
  },
  act: async ({ rest, params: { orderId = '' }, formKey }, fields) => {
    const body = {
      reason: reasonIn(fields),
      by: 'staff',
      ...(fields['force'] === 'yes' ? { force: true } : {}),
    };
    await rest.send(at`/v1/orders/${orderId}/cancel`, { body, answer: Order, idempotencyKey: formKey });
    return { said: 'cancelled' };
  },
};

/** A person's own words win over the code he chose. */
function reasonIn({ words = '', reason = '' }: Fields): string {
  return words.trim() || reason;
}

const extend: FormOf = {
  scope: 'staff',
  act: async (visit, { until = '' }) => {
    const { id, shop } = await orderOf(visit);
    const { timeZone } = await readerOf(visit, shop);
    const body = { until: localInstant(until, timeZone) };
    await visit.rest.send(at`/v1/orders/${id}/extend`, {
      body,
      answer: Order,
      idempotencyKey: visit.formKey,
    });
    return { said: 'extended' };
  },
};

const resolve = resolveForm(({ params: { orderId = '' } }) => orderId);

const refund: FormOf = {
  scope: ['payments', 'staff'],
  ask: async (visit, fields) => {
    const { refund: words } = wordsOf(visit);
    const { total } = await orderOf(visit);
    const amount = amountOrAll(fields, total.currency);
    const given = facts([
      [words.amount, amount === undefined ? words.all : priceText({ ...total, amount }, visit.locale)],
      [words.reason, fields['reason']],
      [words.restock, codeText(fields['restock'] === 'yes' ? 'yes' : 'no', visit.locale)],
    ]);
    return { title: words.ask, say: words.say, given, button: words.button };
  },
  act: async (visit, fields) => {
    const { id, total } = await orderOf(visit);
    const amount = amountOrAll(fields, total.currency);
    const body = {
      ...(amount === undefined ? {} : { amount: { amount, currency: total.currency } }),
      reason: fields['reason'],
      restock: fields['restock'] === 'yes',
    };
    const writing = { body, answer: Refund, idempotencyKey: visit.formKey };
    await visit.rest.send(at`/v1/orders/${id}/refunds`, writing);
    return { said: 'refunded' };
  },
};

/** Undefined: all of it. Throws `RestRefusal` where it is no amount. */
function amountOrAll({ amount = '' }: Fields, currency: string): number | undefined {
  return amount.trim() === '' ? undefined : amountIn(amount, currency);
}

const ship: FormOf = {
  scope: ['orders', 'staff'],
  act: async ({ rest, params: { orderId = '' }, formKey }, { carrier, trackingNumber }) => {
    const body = { ...(carrier ? { carrier } : {}), ...(trackingNumber ? { trackingNumber } : {}) };
    await rest.send(at`/v1/orders/${orderId}/ship`, { body, answer: Order, idempotencyKey: formKey });
    return { said: 'shipped' };
  },
};

const deliver: FormOf = {
  scope: ['orders', 'staff'],
  act: async ({ rest, params: { orderId = '' }, formKey }) => {
    await rest.send(at`/v1/orders/${orderId}/deliver`, { body: {}, answer: Order, idempotencyKey: formKey });
    return { said: 'delivered' };
  },
};

const link: FormOf = {
  scope: ['orders', 'payments', 'staff'],
  act: async (visit, { payer = 'buyer' }) => {
    const { link: words } = wordsOf(visit);
    const { id, shop } = await orderOf(visit);
    const writing = { body: { payer }, answer: PaymentLink, idempotencyKey: visit.formKey };
    const { url, expiresAt } = await visit.rest.send(at`/v1/orders/${id}/payment-link`, writing);
    return {
      show: html`<p>${words.ready}</p>
        <p><a href="${url}">${url}</a></p>
        <p class="fine">${words.until} ${when(expiresAt, await readerOf(visit, shop))}</p>`,
    };
  },
};

const block = blockForm(async (visit) => (await orderOf(visit)).customerId);

export const orderForms = {
  cancel,
  extend,
  resolve,
  refund,
  ship,
  deliver,
  link,
  block,
} as const satisfies Record<OrderAction, FormOf>;
