import { facts } from '../../../console/staff/kit/facts.ts';
import { ENDPOINTS } from '../../../console/staff/webhooks/endpoint-href.ts';
import { endpointPage as renderEndpoint } from '../../../console/staff/webhooks/endpoint-page.ts';
import { webhooksWords } from '../../../console/staff/words/webhooks.ts';
import { NoContent } from '../../route.ts';
import { SentAgain, WebhookDelivery, WebhookEndpoint } from '../../schemas/webhook-endpoint.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { FormOf, StaffPage, Visit } from '../staff-page.ts';

const endpointOf = ({ rest, params: { id = '' } }: Visit) =>
  rest.get(at`/v1/webhook-endpoints/${id}`, WebhookEndpoint);

/** What it is about, where a form asks first. */
async function givenOf(visit: Visit) {
  const { url } = await endpointOf(visit);
  return facts([[webhooksWords[visit.locale].columns.url, url]]);
}

const remove: FormOf = {
  scope: 'admin',
  ask: async (visit) => {
    const { ask, say, button } = webhooksWords[visit.locale].remove;
    return { title: ask, say, button, given: await givenOf(visit) };
  },
  act: async ({ rest, params: { id = '' }, formKey: idempotencyKey }) => {
    const writing = { method: 'DELETE', answer: NoContent, idempotencyKey } as const;
    await rest.send(at`/v1/webhook-endpoints/${id}`, writing);
    return { said: 'endpoint_removed', to: ENDPOINTS };
  },
};

const sendAgain: FormOf = {
  scope: 'admin',
  act: async ({ rest, params: { id = '' }, formKey: idempotencyKey }, { delivery = '' }) => {
    const url = at`/v1/webhook-endpoints/${id}/deliveries/${delivery}/send-again`;
    await rest.send(url, { answer: WebhookDelivery, idempotencyKey });
    return { said: 'webhook_sent_again' };
  },
};

const sendMissed: FormOf = {
  scope: 'admin',
  ask: async (visit) => {
    const { askAll: title, sayAll: say, againAll: button } = webhooksWords[visit.locale].deliveries;
    return { title, say, button, given: await givenOf(visit) };
  },
  act: async ({ rest, params: { id = '' }, formKey: idempotencyKey }) => {
    const url = at`/v1/webhook-endpoints/${id}/deliveries/send-again`;
    const { sentAgain } = await rest.send(url, { answer: SentAgain, idempotencyKey });
    return { said: sentAgain > 0 ? 'webhooks_sent_again' : 'webhooks_all_taken' };
  },
};

/** An endpoint with its deliveries. */
export const endpointPage: StaffPage = {
  path: '/admin/webhooks/:id',
  scope: 'admin',
  forms: { remove, 'send-again': sendAgain, 'send-missed': sendMissed },
  show: async (visit) => {
    const {
      locale,
      formKey,
      refused,
      path,
      params: { id = '' },
    } = visit;
    const query = filtersIn(visit.query, ['state', 'cursor']);
    const [endpoint, reader, { data: entries, ...list }] = await Promise.all([
      endpointOf(visit),
      readerOf(visit),
      readList(visit, at`/v1/webhook-endpoints/${id}/deliveries`, WebhookDelivery, { query }),
    ]);
    const part = { ...reader, formKey, refused, path };
    const main = renderEndpoint({ endpoint, deliveries: { entries, ...list, query } }, part);
    return { title: webhooksWords[locale].one.title, main };
  },
};
