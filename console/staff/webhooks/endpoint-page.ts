import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import { foldedForm, staffForm, type FormPart } from '../kit/form.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { WebhookEndpoint } from '../rest-shapes.ts';
import { webhooksWords } from '../words/webhooks.ts';
import { deliveriesPart, type Deliveries } from './deliveries-part.ts';
import { ENDPOINTS } from './endpoint-href.ts';

export interface EndpointPart extends FormPart, Reader {
  readonly path: string;
}

/** An endpoint: what it is told, what it was told and answered, and what can be done about it. */
export function endpointPage(
  { endpoint, deliveries }: { readonly endpoint: WebhookEndpoint; readonly deliveries: Deliveries },
  part: EndpointPart,
): Html {
  const { one, deliveries: words } = webhooksWords[part.locale];
  const { path } = part;
  const all = { name: 'send-missed', action: `${path}/send-missed`, fields: [], button: words.againAll };
  return html`<p class="back"><a href="${ENDPOINTS}">${one.all}</a></p>
    <h1>${one.title}</h1>
    <div class="columns">
      <div>${termsOf(endpoint, part)}</div>
      <div>
        <section class="card">${staffForm(all, part)}</section>
        <section class="card actions">${removeForm(part)}</section>
      </div>
    </div>
    ${deliveriesPart(deliveries, part)}`;
}

function termsOf({ url, events, shop, createdAt }: WebhookEndpoint, reader: Reader): Html {
  const { one, columns, everyShop } = webhooksWords[reader.locale];
  return html`<section class="card">
    <h2>${one.terms}</h2>
    ${facts([
      [columns.url, url],
      [columns.events, html`<code>${events.join(' ')}</code>`],
      [columns.shop, shop ?? everyShop],
      [columns.since, when(createdAt, reader)],
    ])}
  </section>`;
}

function removeForm(part: EndpointPart): Html {
  const { remove } = webhooksWords[part.locale];
  const form = {
    name: 'remove',
    action: `${part.path}/remove`,
    fields: [],
    button: remove.button,
    tone: 'danger',
  } as const;
  return foldedForm(remove.title, form, part);
}
