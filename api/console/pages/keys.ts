import { html } from '../../../console/html.ts';
import { keyScopes, keysPage as renderKeys } from '../../../console/staff/admin/keys-page.ts';
import { facts } from '../../../console/staff/kit/facts.ts';
import { adminWords } from '../../../console/staff/words/admin.ts';
import { NoContent } from '../../route.ts';
import { ApiKey, CreatedApiKey } from '../../schemas/api-key.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { at, withFieldsCalled } from '../rest.ts';
import type { FormOf, StaffPage } from '../staff-page.ts';

/** Makes a key. It is said on the page at once, which nobody can load again: a redirect would put it into an address. */
const create: FormOf = {
  scope: 'admin',
  act: async ({ rest, locale, formKey: idempotencyKey }, fields) => {
    const { keys: words } = adminWords[locale];
    const shop = fields['shop']?.trim();
    const scopes = keyScopes.filter((scope) => fields[`scope-${scope}`] === 'yes');
    const body = { name: fields['name'], scopes, ...(shop ? { shop } : {}) };
    try {
      const { key } = await rest.send('/v1/api-keys', { body, answer: CreatedApiKey, idempotencyKey });
      return {
        show: html`<p>${words.created}</p>
          <p><code class="secret">${key}</code></p>
          <p class="fine">${words.once}</p>`,
      };
    } catch (error) {
      // REST has one list of scopes, the form a box for each: what is wrong with the list stands at the first.
      throw withFieldsCalled(error, (field) => (field === 'scopes' ? `scope-${keyScopes[0]}` : field));
    }
  },
};

const revoke: FormOf = {
  scope: 'admin',
  ask: async ({ locale, rest }, { id = '' }) => {
    const { keys: words } = adminWords[locale];
    const { data } = await readList({ rest }, '/v1/api-keys', ApiKey, { query: {} });
    const name = data.find((key) => key.id === id)?.name ?? id;
    return { title: words.ask, say: words.say, given: facts([[words.name, name]]), button: words.revoke };
  },
  act: async ({ rest, formKey: idempotencyKey }, { id = '' }) => {
    await rest.send(at`/v1/api-keys/${id}`, { method: 'DELETE', answer: NoContent, idempotencyKey });
    return { said: 'key_revoked' };
  },
};

/** The API keys. */
export const keysPage: StaffPage = {
  path: '/admin',
  scope: 'admin',
  menu: 'admin',
  forms: { create, revoke },
  show: async (visit) => {
    const { locale, formKey, refused, shop: ownShop, query: asked } = visit;
    const query = asked['cursor'] ? { cursor: asked['cursor'] } : {};
    const [{ data: keys, nextCursor }, reader] = await Promise.all([
      readList(visit, '/v1/api-keys', ApiKey, { query }),
      readerOf(visit),
    ]);
    const main = renderKeys({ keys, nextCursor, query, ownShop }, { ...reader, formKey, refused });
    return { title: adminWords[locale].title, main };
  },
};
