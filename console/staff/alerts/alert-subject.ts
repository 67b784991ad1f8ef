import { html, type Html } from '../../html.ts';
import { customerHref, orderHref } from '../orders/orders-table.ts';
import type { Alert } from '../rest-shapes.ts';
import { skuHref } from '../stock/sku-href.ts';
import { endpointHref } from '../webhooks/endpoint-href.ts';
import type { AlertSubject } from '../words/alert-text.ts';
import { alertTexts } from '../words/alert-texts.ts';

const hrefs: Readonly<Record<Exclude<AlertSubject, 'none'>, (id: string) => string>> = {
  order: orderHref,
  buyer: customerHref,
  sku: skuHref,
  endpoint: endpointHref,
};

/** What an alert is about, leading to its page where it has one. */
export function alertSubject({ kind, subject }: Pick<Alert, 'kind' | 'subject'>): Html | string {
  const about = Object.hasOwn(alertTexts, kind) ? (alertTexts[kind]?.about ?? 'none') : 'none';
  return about === 'none' ? subject : html`<a href="${hrefs[about](subject)}">${subject}</a>`;
}
