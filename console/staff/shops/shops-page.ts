import { html, type Html } from '../../html.ts';
import { adminNav } from '../admin/admin-nav.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { paging } from '../kit/paging.ts';
import { table } from '../kit/table.ts';
import { policyHref } from '../policies/policy-href.ts';
import type { Shop } from '../rest-shapes.ts';
import { shopsWords } from '../words/shops.ts';
import { SHOPS, shopHref } from './shop-href.ts';

export interface ShopsView {
  readonly shops: readonly Shop[];
  readonly nextCursor: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly mayMake: boolean;
}

/** The shops there are, and new ones. */
export function shopsPage({ shops, nextCursor, query, mayMake }: ShopsView, part: FormPart): Html {
  const { locale } = part;
  const words = shopsWords[locale];
  return html`<h1>${words.title}</h1>
    ${adminNav('shops', part)}
    <section class="card">
      <p>${words.lead}</p>
      ${table<Shop>({
        caption: words.title,
        empty: words.empty,
        rows: shops,
        columns: [
          { head: words.shop, cell: ({ id }) => html`<a href="${shopHref(id)}">${id}</a>` },
          { head: words.policy, cell: ({ policy }) => html`<a href="${policyHref(policy)}">${policy}</a>` },
          { head: words.timeZone, cell: ({ timeZone }) => timeZone ?? words.ofPolicy },
          { head: words.currency, cell: ({ currency }) => currency },
          { head: words.locale, cell: (shop) => shop.locale },
        ],
      })}
    </section>
    ${paging({ path: SHOPS, query, nextCursor, locale })}
    ${mayMake && html`<section class="card actions">${makeForm(part)}</section>`}`;
}

function makeForm(part: FormPart): Html {
  const { make } = shopsWords[part.locale];
  const form = {
    name: 'make',
    action: `${SHOPS}/make`,
    fields: [{ kind: 'text', name: 'name', label: make.name, hint: make.hint, isRequired: true }],
    button: make.button,
    tone: 'go',
  } as const;
  return foldedForm(make.title, form, part);
}
