import { html, type Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import { adminWords } from '../words/admin.ts';
import { ENDPOINTS } from '../webhooks/endpoint-href.ts';
import { ADMIN } from './admin-href.ts';

const parts = { keys: ADMIN, webhooks: ENDPOINTS } as const;

/** The parts of the administration, for the top of each. */
export function adminNav(current: keyof typeof parts, { locale }: Pick<Reader, 'locale'>): Html {
  const { title, keys, webhooks } = adminWords[locale];
  const names = { keys: keys.title, webhooks };
  const entryOf = (name: keyof typeof parts) =>
    html`<li>
      <a href="${parts[name]}" ${name === current && html` aria-current="page"`}>${names[name]}</a>
    </li>`;
  return html`<nav class="tabs" aria-label="${title}">
    <ul>
      ${[entryOf('keys'), entryOf('webhooks')]}
    </ul>
  </nav>`;
}
