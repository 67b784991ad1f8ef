import { html, type Html } from '../../html.ts';
import { changesList } from '../kit/changes.ts';
import { policiesWords } from '../words/policies.ts';
import { changesOf } from './policy-leaves.ts';
import { policyFieldName, policyValue, type PolicyReader } from './policy-value.ts';

/** What a document would change, field by field: what is, and what would be. */
export function policyChanges(before: unknown, after: unknown, reader: PolicyReader): Html {
  const { ask } = policiesWords[reader.locale];
  const valueAt = (path: string, value: unknown) =>
    value === undefined ? ask.leftOut : policyValue(path, value, reader);
  const changes = changesOf(before, after).filter(({ path }) => path !== 'name');
  const shown = changes.map(({ path, before: was, after: willBe }) => ({
    name: html`${policyFieldName(path, reader)} <small><code>${path}</code></small>`,
    before: valueAt(path, was),
    after: valueAt(path, willBe),
  }));
  return changesList(shown, ask.nothing);
}
