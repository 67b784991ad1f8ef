import { html } from '../../../console/html.ts';
import { endpointsPage as renderEndpoints } from '../../../console/staff/webhooks/endpoints-page.ts';
import { webhooksWords } from '../../../console/staff/words/webhooks.ts';
import { CreatedWebhookEndpoint, WebhookEndpoint } from '../../schemas/webhook-endpoint.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { withFieldsCalled } from '../rest.ts';
import type { FormOf, StaffPage } from '../staff-page.ts';

/** Makes an endpoint. Its secret is said on the page at once, which nobody can load again: a redirect would put it into an address. */
const create: FormOf = {
  scope: 'admin',
  act: async ({ rest, locale, formKey: idempotencyKey }, { url = '', events = '' }) => {
    const { create: words } = webhooksWords[locale];
    const body = { url: url.trim(), events: events.split(/[\s,]+/).filter(Boolean) };
    try {
      const writing = { body, answer: CreatedWebhookEndpoint, idempotencyKey };
      const { secret } = await rest.send('/v1/webhook-endpoints', writing);
      return {
        show: html`<p>${words.made}</p>
          <p><code class="secret">${secret}</code></p>
          <p class="fine">${words.once}</p>`,
      };
    } catch (error) {
      throw withFieldsCalled(error, (field) => (field.startsWith('events.') ? 'events' : field));
    }
  },
};

/** Who is told of what happens. */
export const endpointsPage: StaffPage = {
  path: '/admin/webhooks',
  scope: 'admin',
  forms: { create },
  show: async (visit) => {
    const { locale, formKey, refused } = visit;
    const query = filtersIn(visit.query, ['cursor']);
    const [{ data: endpoints, nextCursor }, reader] = await Promise.all([
      readList(visit, '/v1/webhook-endpoints', WebhookEndpoint, { query }),
      readerOf(visit),
    ]);
    const main = renderEndpoints({ endpoints, nextCursor, query }, { ...reader, formKey, refused });
    return { title: webhooksWords[locale].title, main };
  },
};
