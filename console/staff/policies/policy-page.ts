import { html, type Html } from '../../html.ts';
import { addressWith } from '../address.ts';
import { facts } from '../kit/facts.ts';
import type { PolicyVersion } from '../rest-shapes.ts';
import { kitWords } from '../words/kit.ts';
import { inLocale } from '../words/pair.ts';
import { policiesWords } from '../words/policies.ts';
import { policySectionNames, sectionsOfFields, type PolicySection } from '../words/policy-sections.ts';
import { POLICIES, draftHref } from './policy-href.ts';
import { leavesOf, type Leaf } from './policy-leaves.ts';
import { policyFieldName, policyValue, type PolicyReader } from './policy-value.ts';
import type { TriedOrder } from './tried-order.ts';

export interface PolicyView {
  readonly policy: PolicyVersion;
  readonly mayChange: boolean;
  /** What it would do to an order: the form that asks, and the answer. */
  readonly tryIt: Html;
  /** The order it is tried on; a draft of it is tried on the same. */
  readonly order: TriedOrder;
}

/** A policy: what it says, part by part; what it would do to an order; and the way to change it, or to see what a change would do. */
export function policyPage({ policy, mayChange, tryIt, order }: PolicyView, reader: PolicyReader): Html {
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
    <p><a href="${addressWith(draftHref(name), order)}">${mayChange ? words.change : words.tryChange}</a></p>
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
