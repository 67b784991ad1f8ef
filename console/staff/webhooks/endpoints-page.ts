import { html, type Html } from '../../html.ts';
import { adminNav } from '../admin/admin-nav.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { paging } from '../kit/paging.ts';
import { table } from '../kit/table.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { WebhookEndpoint } from '../rest-shapes.ts';
import { webhooksWords } from '../words/webhooks.ts';
import { ENDPOINTS, endpointHref } from './endpoint-href.ts';

export interface EndpointsView {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly nextCursor: string | null;
  readonly query: Readonly<Record<string, string>>;
}

/** Who is told of what happens, and new ones. */
export function endpointsPage(
  { endpoints, nextCursor, query }: EndpointsView,
  reader: Reader & FormPart,
): Html {
  const { locale } = reader;
  const { title, lead } = webhooksWords[locale];
  return html`<h1>${title}</h1>
    ${adminNav('webhooks', reader)}
    <section class="card">
      <p>${lead}</p>
      ${endpointsTable(endpoints, reader)}
    </section>
    ${paging({ path: ENDPOINTS, query, nextCursor, locale })}
    <section class="card actions">${createForm(reader)}</section>`;
}

function endpointsTable(rows: readonly WebhookEndpoint[], reader: Reader): Html {
  const { title: caption, columns, everyShop, empty } = webhooksWords[reader.locale];
  return table({
    caption,
    columns: [
      { head: columns.url, cell: ({ id, url }) => html`<a href="${endpointHref(id)}">${url}</a>` },
      { head: columns.events, cell: ({ events }) => html`<code>${events.join(' ')}</code>` },
      { head: columns.shop, cell: ({ shop }) => shop ?? everyShop },
      { head: columns.since, cell: ({ createdAt }) => when(createdAt, reader) },
    ],
    rows,
    empty,
  });
}

function createForm(reader: FormPart): Html {
  const { create } = webhooksWords[reader.locale];
  const form = {
    name: 'create',
    action: `${ENDPOINTS}/create`,
    fields: [
      { kind: 'text', name: 'url', label: create.url, hint: create.urlHint, isRequired: true },
      {
        kind: 'text',
        name: 'events',
        label: create.events,
        hint: create.eventsHint,
        value: '*',
        isRequired: true,
      },
    ],
    button: create.button,
    tone: 'go',
  } as const;
  return foldedForm(create.title, form, reader);
}
