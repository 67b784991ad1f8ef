import { html, type Html } from '../../html.ts';
import { addressWith } from '../address.ts';
import { badge, type Tone } from '../kit/badge.ts';
import { choicesOf } from '../kit/choices.ts';
import { anyOf, filters } from '../kit/filters.ts';
import { rowForm } from '../kit/form.ts';
import type { Listed } from '../kit/list-page.ts';
import { paging } from '../kit/paging.ts';
import { table, type Column } from '../kit/table.ts';
import { whenShort } from '../kit/when.ts';
import { customerHref, orderHref } from '../orders/orders-table.ts';
import type { WebhookDelivery } from '../rest-shapes.ts';
import { kitWords } from '../words/kit.ts';
import { inLocale } from '../words/pair.ts';
import { deliveryStateNames, noAnswers, webhooksWords } from '../words/webhooks.ts';
import type { EndpointPart } from './endpoint-page.ts';

export type Deliveries = Listed<WebhookDelivery>;

const states = ['waiting', 'delivered', 'failed'] as const satisfies readonly WebhookDelivery['state'][];

const tones: Readonly<Record<WebhookDelivery['state'], Tone>> = {
  waiting: 'busy',
  delivered: 'good',
  failed: 'bad',
};

/** What an endpoint was told and what it answered; each can be sent again. */
export function deliveriesPart(
  { entries, query, nextCursor, refused }: Deliveries,
  part: EndpointPart,
): Html {
  const { locale, timeZone, path } = part;
  const { deliveries: words } = webhooksWords[locale];
  const choices = anyOf(choicesOf(states, deliveryStateNames, locale), locale);
  const state = { kind: 'choice', name: 'state', label: words.state, choices } as const;
  const filled = refused ?? { values: query, errors: {} };
  return html`${filters([state], { action: path, locale, filled })}
    <section class="card">
      <h2>${words.title}</h2>
      <p>${words.say}</p>
      ${table({
        caption: words.title,
        empty: words.empty,
        rows: entries,
        columns: columnsOf(addressWith(`${path}/send-again`, query), part),
      })}
      <p class="fine">${kitWords[locale].zone(timeZone)}</p>
    </section>
    ${paging({ path, query, nextCursor, locale })}`;
}

function columnsOf(action: string, part: EndpointPart): readonly Column<WebhookDelivery>[] {
  const { locale } = part;
  const { deliveries: words } = webhooksWords[locale];
  return [
    { head: words.event, cell: ({ type }) => html`<code>${type}</code>` },
    { head: words.about, cell: aboutOf },
    { head: words.at, cell: ({ at }) => whenShort(at, part) },
    {
      head: words.state,
      cell: ({ state }) => badge(inLocale(deliveryStateNames[state], locale), tones[state]),
    },
    { head: words.attempts, cell: ({ attempts }) => String(attempts), isNumber: true },
    { head: words.next, cell: ({ nextAt }) => nextAt && whenShort(nextAt, part) },
    { head: words.answer, cell: ({ lastAnswer }) => lastAnswer && answerText(lastAnswer, part) },
    {
      head: words.again,
      cell: ({ id }) =>
        rowForm(
          { name: 'send-again', action, about: { name: 'delivery', value: id }, button: words.again },
          part,
        ),
    },
  ];
}

function aboutOf({ orderId, customerId }: WebhookDelivery): Html | undefined {
  if (orderId !== undefined) return html`<a href="${orderHref(orderId)}">${orderId}</a>`;
  return customerId === undefined ? undefined : html`<a href="${customerHref(customerId)}">${customerId}</a>`;
}

function answerText(answer: string, { locale }: EndpointPart): string {
  if (/^\d{3}$/.test(answer)) return `HTTP ${answer}`;
  const pair = Object.hasOwn(noAnswers, answer) ? noAnswers[answer] : undefined;
  return pair ? inLocale(pair, locale) : answer;
}
