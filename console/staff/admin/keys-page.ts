import { html, type Html } from '../../html.ts';
import { foldedForm, hiddenField, keyField, type FormPart } from '../kit/form.ts';
import { paging } from '../kit/paging.ts';
import { table } from '../kit/table.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { ApiKey } from '../rest-shapes.ts';
import { adminWords } from '../words/admin.ts';
import { ADMIN } from './admin-href.ts';
import { adminNav } from './admin-nav.ts';

/** What a key can be used for, in the order they are named. */
export const keyScopes = ['orders', 'payments', 'staff', 'admin'] as const;

export interface KeysView {
  readonly keys: readonly ApiKey[];
  readonly nextCursor: string | null;
  readonly query: Readonly<Record<string, string>>;
  /** The shop of the reader's own key: it makes keys of that shop only. */
  readonly ownShop: string | undefined;
}

/** The API keys there are, and new ones. */
export function keysPage({ keys, nextCursor, query, ownShop }: KeysView, reader: Reader & FormPart): Html {
  const { locale } = reader;
  const { title, keys: words } = adminWords[locale];
  return html`<h1>${title}</h1>
    ${adminNav('keys', reader)}
    <section class="card">
      <h2>${words.title}</h2>
      <p>${words.lead}</p>
      ${keysTable(keys, reader)}
    </section>
    ${paging({ path: ADMIN, query, nextCursor, locale })}
    <section class="card actions">${createForm(ownShop, reader)}</section>`;
}

function keysTable(keys: readonly ApiKey[], reader: Reader & FormPart): Html {
  const { keys: words } = adminWords[reader.locale];
  return table({
    caption: words.title,
    columns: [
      { head: words.name, cell: ({ name }) => name },
      { head: words.scopes, cell: ({ scopes }) => scopes.join(', ') },
      { head: words.shop, cell: ({ shop }) => shop ?? words.everyShop },
      { head: words.since, cell: ({ createdAt }) => when(createdAt, reader) },
      { head: words.revoke, cell: ({ id, name }) => revokeForm(id, name, reader) },
    ],
    rows: keys,
    empty: words.empty,
  });
}

function revokeForm(id: string, name: string, reader: FormPart): Html {
  const { revoke } = adminWords[reader.locale].keys;
  return html`<form class="act inline" method="post" action="${ADMIN}/revoke">
    ${keyField(id, reader)} ${hiddenField('id', id)}
    <button type="submit" class="danger" aria-label="${revoke}: ${name}">${revoke}</button>
  </form>`;
}

function createForm(ownShop: string | undefined, reader: Reader & FormPart): Html {
  const { keys: words, scopeTexts } = adminWords[reader.locale];
  const fields = [
    { kind: 'text', name: 'name', label: words.name, isRequired: true },
    ...keyScopes.map(
      (scope) => ({ kind: 'check', name: `scope-${scope}`, label: scopeTexts[scope] }) as const,
    ),
    { kind: 'text', name: 'shop', label: words.shop, hint: words.shopHint, value: ownShop },
  ] as const;
  const form = {
    name: 'create',
    action: `${ADMIN}/create`,
    fields,
    button: words.createButton,
    tone: 'go',
  } as const;
  return foldedForm(words.create, form, reader);
}
