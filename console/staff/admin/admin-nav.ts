import { html, type Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import { SHOPS } from '../shops/shop-href.ts';
import { ENDPOINTS } from '../webhooks/endpoint-href.ts';
import { adminWords } from '../words/admin.ts';
import { shopsWords } from '../words/shops.ts';
import { webhooksWords } from '../words/webhooks.ts';
import { ADMIN } from './admin-href.ts';

const parts = [
  { name: 'keys', href: ADMIN },
  { name: 'webhooks', href: ENDPOINTS },
  { name: 'shops', href: SHOPS },
] as const;

type Part = (typeof parts)[number]['name'];

/** The parts of the administration, for the top of each. */
export function adminNav(current: Part, { locale }: Pick<Reader, 'locale'>): Html {
  const { title, keys } = adminWords[locale];
  const names = { keys: keys.title, webhooks: webhooksWords[locale].title, shops: shopsWords[locale].title };
  return html`<nav class="tabs" aria-label="${title}">
    <ul>
      ${parts.map(
        ({ name, href }) =>
          html`<li>
            <a href="${href}" ${name === current && html` aria-current="page"`}>${names[name]}</a>
          </li>`,
      )}
    </ul>
  </nav>`;
}
