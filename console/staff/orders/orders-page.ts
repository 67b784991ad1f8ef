import { orderChannels } from '../../../domain/order/order.ts';
import { orderStatuses } from '../../../domain/order/status.ts';
import { html, type Html } from '../../html.ts';
import { choicesOf } from '../kit/choices.ts';
import { fieldOf, type Field, type Filled } from '../kit/field.ts';
import { anyOf, filters } from '../kit/filters.ts';
import { paging } from '../kit/paging.ts';
import type { Reader } from '../reader.ts';
import type { Order } from '../rest-shapes.ts';
import { ordersWords } from '../words/orders.ts';
import { channelNames, orderStatusNames } from '../words/states.ts';
import { ordersTable } from './orders-table.ts';

export interface OrdersView {
  readonly orders: readonly Order[];
  readonly nextCursor: string | null;
  /** What was asked for, as it was typed. */
  readonly query: Readonly<Record<string, string>>;
  /** What could not be read of that. */
  readonly refused?: Filled | undefined;
}

/** The list of orders, what narrows it, and the way to one by its number. */
export function ordersPage({ orders, nextCursor, query, refused }: OrdersView, reader: Reader): Html {
  const { locale } = reader;
  const path = '/console/orders';
  const words = ordersWords[locale];
  const filled = refused ?? { values: query, errors: {} };
  const find: Field = { kind: 'text', name: 'id', label: words.find, isRequired: true };
  return html`<h1>${words.title}</h1>
    <form class="find" method="get" action="${path}">
      ${fieldOf(find, { form: 'find', locale })}
      <button type="submit">${words.findButton}</button>
    </form>
    ${filters(fieldsOf(reader), { action: path, locale, filled })}
    <section class="card">${ordersTable(orders, reader)}</section>
    ${paging({ path, query, nextCursor, locale })}`;
}

function fieldsOf({ locale }: Reader): readonly Field[] {
  const { filters: names } = ordersWords[locale];
  const statuses = choicesOf(orderStatuses, orderStatusNames, locale);
  const channels = choicesOf(orderChannels, channelNames, locale);
  return [
    { kind: 'choice', name: 'status', label: names.status, choices: anyOf(statuses, locale) },
    { kind: 'text', name: 'customerId', label: names.customerId },
    { kind: 'text', name: 'shop', label: names.shop },
    { kind: 'choice', name: 'channel', label: names.channel, choices: anyOf(channels, locale) },
    { kind: 'local_time', name: 'placedAfter', label: names.placedAfter },
    { kind: 'local_time', name: 'placedBefore', label: names.placedBefore },
  ];
}
