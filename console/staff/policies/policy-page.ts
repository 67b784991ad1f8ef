import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import type { PolicyVersion } from '../rest-shapes.ts';
import { kitWords } from '../words/kit.ts';
import { inLocale } from '../words/pair.ts';
import { policiesWords } from '../words/policies.ts';
import { policySectionNames, sectionsOfFields, type PolicySection } from '../words/policy-sections.ts';
import { POLICIES, policyHref } from './policies-page.ts';
import { leavesOf, type Leaf } from './policy-leaves.ts';
import { policyFieldName, policyValue, type PolicyReader } from './policy-value.ts';

export interface PolicyView {
  readonly policy: PolicyVersion;
  readonly mayChange: boolean;
  /** What it would do to an order: the form that asks, and the answer. */
  readonly tryIt: Html;
}

/** A policy: what it says, part by part; what it would do to an order; and its document, to be changed by who may. */
export function policyPage({ policy, mayChange, tryIt }: PolicyView, reader: PolicyReader & FormPart): Html {
  const { locale, timeZone, currency } = reader;
  const words = policiesWords[locale];
  const { name, version, document } = policy;
  return html`<p class="back"><a href="${POLICIES}">${words.all}</a></p>
    <div class="head">
      <h1>${words.one(name)}</h1>
      <span>${words.version(version)}</span>
    </div>
    ${tryIt}
    <div class="parts">${partsOf(document, reader)}</div>
    <section class="card actions">${mayChange ? editForm(policy, reader) : jsonOf(policy, reader)}</section>
    <p class="fine">${words.amountsIn(currency)} ${kitWords[locale].zone(timeZone)}</p>`;
}

function partsOf(document: PolicyVersion['document'], reader: PolicyReader): readonly Html[] {
  const leaves = leavesOf(document);
  const sections = Object.entries(policySectionNames);
  return sections.map(([section, title]) => {
    const ofIt = leaves.filter(({ path }) => sectionOf(path) === section);
    return html`<section class="card">
      <h2>${inLocale(title, reader.locale)}</h2>
      ${facts(ofIt.map((leaf) => [policyFieldName(leaf.path, reader), valueOf(leaf, reader)]))}
    </section>`;
  });
}

function valueOf({ path, value }: Leaf, reader: PolicyReader): Html | string {
  return policyValue(path, value, reader);
}

const sections: Readonly<Record<string, PolicySection | undefined>> = sectionsOfFields;

function sectionOf(path: string): PolicySection | undefined {
  return sections[path.split('.', 1)[0] ?? ''];
}

function editForm({ name, document }: PolicyVersion, reader: PolicyReader & FormPart): Html {
  const { edit } = policiesWords[reader.locale];
  const value = JSON.stringify(document, null, 2);
  const field = {
    kind: 'long_text',
    name: 'document',
    label: edit.document,
    hint: edit.hint,
    isRequired: true,
    value,
  } as const;
  const form = {
    name: 'save',
    action: `${policyHref(name)}/save`,
    fields: [field],
    button: edit.button,
  } as const;
  return foldedForm(edit.title, form, { ...reader, refused: besideTheDocument(reader.refused) });
}

/** Every field that was refused stands in one document: all of them are told below it. */
function besideTheDocument(refused: FormPart['refused']): FormPart['refused'] {
  if (!refused) return undefined;
  const all = Object.entries(refused.errors);
  const told = all.map(([path, message]) => (path === 'document' ? message : `${path}: ${message}`));
  return { ...refused, errors: told.length > 0 ? { document: told.join(' · ') } : {} };
}

function jsonOf({ document }: PolicyVersion, { locale }: PolicyReader): Html {
  return html`<details>
    <summary>${policiesWords[locale].json}</summary>
    <div class="inside"><pre class="letter">${JSON.stringify(document, null, 2)}</pre></div>
  </details>`;
}
