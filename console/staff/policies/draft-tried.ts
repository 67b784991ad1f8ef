import { isDeepStrictEqual } from 'node:util';
import { html, type Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import { policiesWords } from '../words/policies.ts';
import { policyAnswer } from './policy-answer.ts';
import type { TriedPolicy } from './policy-try.ts';

export interface DraftTried {
  /** The version there is. */
  readonly version: number;
  readonly saved: TriedPolicy;
  readonly draft: TriedPolicy;
}

/** What a draft would do to an order, beside what the policy does as it is. */
export function draftTried({ version, saved, draft }: DraftTried, reader: Reader): Html {
  const { draft: words, version: versionText } = policiesWords[reader.locale];
  const answerOf = (title: string, tried: TriedPolicy) =>
    html`<section>
      <h3>${title}</h3>
      ${policyAnswer(tried, reader)}
    </section>`;
  if (isDeepStrictEqual(saved.preview, draft.preview))
    return html`<p><strong>${words.same(version)}</strong></p>
      ${policyAnswer(draft, reader)}`;
  return html`<p><strong>${words.tried}</strong></p>
    <div class="tiles">${answerOf(versionText(version), saved)} ${answerOf(words.theDraft, draft)}</div>`;
}
