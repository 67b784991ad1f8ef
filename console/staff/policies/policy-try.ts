import { html, type Html } from '../../html.ts';
import type { Filled } from '../kit/field.ts';
import { filters } from '../kit/filters.ts';
import type { Reader } from '../reader.ts';
import type { PolicyPreview } from '../rest-shapes.ts';
import { policiesWords } from '../words/policies.ts';
import { policyAnswer } from './policy-answer.ts';
import { triedOrderFields } from './tried-order.ts';

/** What a policy would do to an order, and to which. */
export interface PolicyTry {
  readonly action: string;
  readonly asked: Filled;
  /** Undefined: what was asked could not be read. */
  readonly answer: TriedPolicy | undefined;
}

/** What a policy would do to an order placed then. */
export interface TriedPolicy {
  readonly placedAt: string;
  readonly preview: PolicyPreview;
}

/** The form that asks what a policy would do to an order, and the answer as a line of time. */
export function policyTry({ action, asked, answer }: PolicyTry, reader: Reader): Html {
  const { locale } = reader;
  const words = policiesWords[locale].try;
  return html`<section aria-labelledby="try">
    <h2 id="try">${words.title}</h2>
    <p>${words.lead}</p>
    ${filters(triedOrderFields(reader), { action, locale, filled: asked })}
    ${answer && html`<div class="card" id="answer">${policyAnswer(answer, reader)}</div>`}
  </section>`;
}
