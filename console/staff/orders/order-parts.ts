import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import { priceText } from '../kit/money.ts';
import { table } from '../kit/table.ts';
import { day, when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { Order } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { kitWords } from '../words/kit.ts';
import { orderWords } from '../words/order.ts';
import { inLocale } from '../words/pair.ts';
import { channelNames, holdNames, kindNames, methodNames } from '../words/states.ts';
import { customerHref, orderHref } from './orders-table.ts';

export function linesPart({ lines }: Order, { locale }: Reader): Html {
  const { lines: words } = orderWords[locale];
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${table<Order['lines'][number]>({
      caption: words.title,
      empty: '',
      rows: lines,
      columns: [
        {
          head: words.goods,
          cell: ({ sku, name }) => html`${name ?? sku} ${name !== undefined && html`<small>${sku}</small>`}`,
        },
        { head: words.quantity, cell: ({ quantity }) => String(quantity), isNumber: true },
        { head: words.price, cell: ({ unitPrice }) => priceText(unitPrice, locale), isNumber: true },
        {
          head: words.sum,
          cell: ({ unitPrice, quantity }) =>
            priceText({ ...unitPrice, amount: unitPrice.amount * quantity }, locale),
          isNumber: true,
        },
      ],
    })}
  </section>`;
}

/** The money with its parts; what is zero and says nothing is left out. */
export function moneyPart(order: Order, { locale }: Reader): Html {
  const { money: words } = orderWords[locale];
  const { total, amountPaid, financed, amountRefunded, amountDue, payment } = order;
  const goods = order.lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
  const text = (amount: number) => priceText({ amount, currency: total.currency }, locale);
  const unlessZero = (amount: number) => amount !== 0 && text(amount);
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${facts([
      [words.goods, goods !== total.amount && text(goods)],
      [words.others, unlessZero(total.amount - goods)],
      [words.total, html`<strong>${text(total.amount)}</strong>`],
      [words.paid, text(amountPaid.amount)],
      [words.financed, unlessZero(financed.amount)],
      [words.refunded, unlessZero(amountRefunded.amount)],
      [words.due, html`<strong>${text(amountDue.amount)}</strong>`],
      [words.method, inLocale(methodNames[order.paymentMethod], locale)],
      [words.payment, payment?.failure && html`<span>${codeText(payment.failure.code, locale)}</span>`],
    ])}
  </section>`;
}

export function timesPart(order: Order, reader: Reader): Html {
  const { locale, timeZone } = reader;
  const { times: words } = orderWords[locale];
  const { deadline, releaseAt, nextReminderAt, promise, shipment } = order;
  const at = (instant: string | null | undefined) => (instant ? when(instant, reader) : undefined);
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${facts([
      [words.placed, at(order.placedAt)],
      [words.deadline, at(deadline) ?? words.never],
      [words.release, at(releaseAt)],
      [words.nextReminder, at(nextReminderAt)],
      [words.remindersSent, String(order.remindersSent)],
      [words.ships, promise && day(promise.shipsOn, reader)],
      [words.arrives, promise && day(promise.arrivesOn, reader)],
      [words.shipped, at(shipment?.shippedAt)],
      [words.delivered, at(shipment?.deliveredAt)],
    ])}
    <p class="fine">${kitWords[locale].zone(timeZone)}</p>
  </section>`;
}

export function aboutPart(order: Order, { locale }: Reader): Html {
  const { about: words } = orderWords[locale];
  const { policy, shipment } = order;
  const parcel = [shipment?.carrier, shipment?.trackingNumber].filter(Boolean).join(' ');
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${facts([
      [words.buyer, html`<a href="${customerHref(order.customerId)}">${order.customerId}</a>`],
      [words.closed, order.closedReason !== undefined && codeText(order.closedReason, locale)],
      [words.mergedInto, orderLink(order.mergedInto)],
      [words.supersededBy, orderLink(order.supersededBy)],
      [words.duplicateOf, orderLink(order.possibleDuplicateOf)],
      [words.hold, inLocale(holdNames[order.hold], locale)],
      [words.policy, words.policyText(policy.name, policy.version, policy.arm)],
      [words.carrier, parcel === '' ? undefined : parcel],
      [words.parcel, shipment?.state && codeText(shipment.state, locale)],
      [words.shop, order.shop],
      [words.kind, inLocale(kindNames[order.kind], locale)],
      [words.channel, inLocale(channelNames[order.channel], locale)],
      [words.engine, html`<code>${order.workflowId}</code>`],
    ])}
  </section>`;
}

function orderLink(id: string | undefined): Html | undefined {
  return id === undefined ? undefined : html`<a href="${orderHref(id)}">${id}</a>`;
}
