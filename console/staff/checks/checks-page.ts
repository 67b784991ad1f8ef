import { html, type Html } from '../../html.ts';
import { staffForm, type FormPart } from '../kit/form.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { Integrity, ReconciliationRun } from '../rest-shapes.ts';
import { checksWords } from '../words/checks.ts';
import { integrityRuleTexts } from '../words/integrity-rules.ts';
import { inLocale } from '../words/pair.ts';
import { differencesPart, foundTable } from './found-table.ts';

export const CHECKS = '/console/checks';

export interface ChecksView {
  /** Whether the reader's key may check integrity. */
  readonly mayCheck: boolean;
  /** What was found; undefined where nobody asked. */
  readonly integrity: Integrity | undefined;
  /** The comparison that was finished last; undefined where there was none. */
  readonly comparison: ReconciliationRun | undefined;
}

/** Whether everything that must be true is, and whether providers say the same as we do. */
export function checksPage({ mayCheck, integrity, comparison }: ChecksView, reader: Reader & FormPart): Html {
  return html`<h1>${checksWords[reader.locale].title}</h1>
    ${comparisonPart(comparison, reader)} ${mayCheck && integrityPart(integrity, reader)}`;
}

/** It reads everything there is, so it is done when somebody asks. */
function integrityPart(found: Integrity | undefined, reader: Reader): Html {
  const { locale } = reader;
  const { integrity: words } = checksWords[locale];
  return html`<section class="card" aria-labelledby="integrity">
    <h2 id="integrity">${words.title}</h2>
    <p>${words.lead}</p>
    <form class="act" method="get" action="${CHECKS}">
      <input type="hidden" name="check" value="integrity" />
      <button type="submit">${words.button}</button>
    </form>
    ${found && integrityFound(found, reader)}
    <details>
      <summary>${words.rules}</summary>
      <div class="inside">
        <ul>
          ${Object.values(integrityRuleTexts).map((text) => html`<li>${inLocale(text, locale)}</li>`)}
        </ul>
      </div>
    </details>
  </section>`;
}

function integrityFound({ checkedAt, violations }: Integrity, reader: Reader): Html {
  const { integrity: words } = checksWords[reader.locale];
  const rules = Object.keys(integrityRuleTexts).length;
  return html`<p>
      <strong>${violations.length === 0 ? words.fine(rules) : words.wrong(violations.length)}</strong>
    </p>
    <p class="fine">${words.checked} ${when(checkedAt, reader)}</p>
    ${violations.length > 0 && foundTable(violations, words.title, reader)}`;
}

function comparisonPart(comparison: ReconciliationRun | undefined, reader: Reader & FormPart): Html {
  const { reconciliation: words } = checksWords[reader.locale];
  const form = (name: 'compare' | 'repair') =>
    staffForm({ name, action: `${CHECKS}/${name}`, fields: [], button: words[name] }, reader);
  return html`<section class="card" aria-labelledby="comparison">
    <h2 id="comparison">${words.title}</h2>
    <p>${words.lead}</p>
    ${comparison ? differencesPart(comparison, reader) : html`<p class="empty">${words.none}</p>`}
    ${form('compare')} ${form('repair')}
  </section>`;
}
