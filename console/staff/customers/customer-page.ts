import { html, type Html } from '../../html.ts';
import { badge, type Tone } from '../kit/badge.ts';
import { facts } from '../kit/facts.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { paging } from '../kit/paging.ts';
import { when } from '../kit/when.ts';
import { ordersTable } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { Customer, Order, Standing } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { customerWords } from '../words/customer.ts';
import { orderActionsWords } from '../words/order-actions.ts';
import { inLocale } from '../words/pair.ts';
import { standingNames } from '../words/states.ts';

export interface CustomerView {
  readonly customer: Customer;
  readonly standing: Standing;
  readonly orders: readonly Order[];
  readonly nextCursor: string | null;
  readonly query: Readonly<Record<string, string>>;
  /** Whether the reader may block and unblock. */
  readonly canDecide: boolean;
}

export interface CustomerPart extends FormPart, Reader {
  readonly path: string;
}

const tones: Readonly<Record<Standing['level'], Tone>> = {
  good: 'good',
  watch: 'busy',
  restricted: 'bad',
  blocked: 'bad',
};

/** A buyer: how to reach him, his standing and why, and his orders. */
export function customerPage(view: CustomerView, part: CustomerPart): Html {
  const { customer, standing, orders, nextCursor, query } = view;
  const { locale, path } = part;
  const words = customerWords[locale];
  const level = inLocale(standingNames[standing.level], locale);
  return html`<div class="head">
      <h1>${words.title(customer.id)}</h1>
      <p>${badge(level, tones[standing.level])}</p>
    </div>
    <div class="columns">
      <div>${contactPart(customer, part)} ${consentsPart(customer, part)}</div>
      <div>${standingPart(standing, part)} ${view.canDecide && decisionPart(standing, part)}</div>
    </div>
    <section class="card">
      <h2>${words.orders}</h2>
      ${ordersTable(orders, part, { withBuyer: false })}
    </section>
    ${paging({ path, query, nextCursor, locale })}`;
}

function contactPart(customer: Customer, reader: Reader): Html {
  const { contact: words } = customerWords[reader.locale];
  const { name, phone, email, locale, tags, unreachable = [], erasedAt } = customer;
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${facts([
      [words.name, name ?? words.none],
      [words.phone, phone ?? words.none],
      [words.email, email ?? words.none],
      [words.locale, locale],
      [words.tags, tags.length > 0 && tags.join(', ')],
      ...unreachable.map(
        ({ channel, since }) =>
          [words.unreachable, html`${codeText(channel, reader.locale)} · ${when(since, reader)}`] as const,
      ),
      [words.erased, erasedAt !== undefined && when(erasedAt, reader)],
    ])}
  </section>`;
}

function consentsPart({ consents }: Customer, { locale }: Reader): Html {
  const { consents: words } = customerWords[locale];
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${facts(
      Object.entries(consents).map(
        ([channel, allowed]) => [codeText(channel, locale), allowed ? words.yes : words.no] as const,
      ),
    )}
  </section>`;
}

function standingPart(standing: Standing, reader: Reader): Html {
  const { standing: words } = customerWords[reader.locale];
  const { score, since, reasons, improves, appeal } = standing;
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${facts([
      [words.score, `${score} / 100`],
      [words.since, since !== undefined && when(since, reader)],
      [words.reasons, sentences(reasons)],
      [words.improves, sentences(improves)],
      [words.appeal, appeal && when(appeal.at, reader)],
    ])}
    ${reasons.length > 0 && html`<p class="fine">${words.language}</p>`}
  </section>`;
}

function sentences(list: Standing['reasons']): Html | undefined {
  if (list.length === 0) return undefined;
  return html`<ul class="plain">
    ${list.map(({ text }) => html`<li>${text}</li>`)}
  </ul>`;
}

/** One of two: a blocked buyer is unblocked, any other one blocked. */
function decisionPart({ level }: Standing, part: CustomerPart): Html {
  const { unblock } = customerWords[part.locale];
  const { block } = orderActionsWords[part.locale];
  const name = level === 'blocked' ? 'unblock' : 'block';
  const words = level === 'blocked' ? unblock : block;
  const fields = [{ kind: 'text', name: 'reason', label: words.reason, isRequired: true }] as const;
  const form = { name, action: `${part.path}/${name}`, fields, button: words.button };
  return html`<section class="card actions">
    ${foldedForm(words.title, { ...form, tone: level === 'blocked' ? 'go' : 'danger' }, part)}
  </section>`;
}
