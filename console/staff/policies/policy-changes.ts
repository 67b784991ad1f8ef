import { html, type Html } from '../../html.ts';
import { policiesWords } from '../words/policies.ts';
import { changesOf } from './policy-leaves.ts';
import { policyFieldName, policyValue, type PolicyReader } from './policy-value.ts';

/** What a document would change, field by field: what is, and what would be. */
export function policyChanges(before: unknown, after: unknown, reader: PolicyReader): Html {
  const { ask } = policiesWords[reader.locale];
  const changes = changesOf(before, after).filter(({ path }) => path !== 'name');
  if (changes.length === 0) return html`<p><strong>${ask.nothing}</strong></p>`;
  const valueAt = (path: string, value: unknown) =>
    value === undefined ? ask.leftOut : policyValue(path, value, reader);
  return html`<ul class="plain changes">
    ${changes.map(
      ({ path, before: was, after: willBe }) =>
        html`<li>
          ${policyFieldName(path, reader)} <small><code>${path}</code></small>
          <div><del>${valueAt(path, was)}</del> → <ins>${valueAt(path, willBe)}</ins></div>
        </li>`,
    )}
  </ul>`;
}
