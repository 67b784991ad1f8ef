import { html, type Html } from '../../html.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { paging } from '../kit/paging.ts';
import { table } from '../kit/table.ts';
import type { PolicyVersion } from '../rest-shapes.ts';
import { policiesWords } from '../words/policies.ts';
import { POLICIES, policyHref } from './policy-href.ts';
import { policyValue, type PolicyReader } from './policy-value.ts';

export interface PoliciesView {
  readonly policies: readonly PolicyVersion[];
  readonly nextCursor: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly mayMake: boolean;
}

/** Every policy in its newest version. */
export function policiesPage(
  { policies, nextCursor, query, mayMake }: PoliciesView,
  reader: PolicyReader & FormPart,
): Html {
  const { locale } = reader;
  const words = policiesWords[locale];
  const { create } = words;
  const name = {
    kind: 'text',
    name: 'name',
    label: create.name,
    hint: create.hint,
    isRequired: true,
  } as const;
  const form = {
    name: 'make',
    action: `${POLICIES}/make`,
    fields: [name],
    button: create.button,
    tone: 'go',
  } as const;
  return html`<h1>${words.title}</h1>
    <p>${words.lead}</p>
    <section class="card">${policiesTable(policies, reader)}</section>
    ${paging({ path: POLICIES, query, nextCursor, locale })}
    ${mayMake && html`<section class="card actions">${foldedForm(create.title, form, reader)}</section>`}`;
}

function policiesTable(policies: readonly PolicyVersion[], reader: PolicyReader): Html {
  const words = policiesWords[reader.locale];
  const { columns } = words;
  return table({
    caption: words.title,
    columns: [
      {
        head: columns.policy,
        cell: (policy) => html`<a href="${policyHref(policy.name)}">${policy.name}</a>`,
      },
      { head: columns.version, cell: ({ version }) => String(version), isNumber: true },
      {
        head: columns.normal,
        cell: ({ document }) => policyValue('validity.normal', document.validity.normal, reader),
      },
      { head: columns.strategy, cell: ({ document }) => strategyOf(document, reader) },
    ],
    rows: policies,
    empty: words.empty,
  });
}

function strategyOf({ reminders }: PolicyVersion['document'], reader: PolicyReader): Html | string {
  return reminders.enabled
    ? policyValue('reminders.strategy', reminders.strategy, reader)
    : policyValue('reminders.enabled', false, reader);
}
