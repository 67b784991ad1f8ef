import { html, type Html } from '../html.ts';
import { factList } from './kit/fact-list.ts';
import { refusedMessage } from './kit/message.ts';
import type { Reader } from './reader.ts';
import { problemTexts } from './words/problems.ts';

/** A problem document of the REST API (api.md). Further members say what the code was decided on. */
export interface ProblemDocument {
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  readonly [member: string]: unknown;
}

/** Why something was refused, in the reader's language: what it is, what the API decided it on, and every bad field. */
export function problemMessage(problem: ProblemDocument, reader: Reader): Html {
  const { type: _type, status: _status, title, detail, code, errors, ...decidedOn } = problem;
  const own = problemTexts[reader.locale][code];
  const said =
    own === undefined
      ? html`<p lang="en"><strong>${title}.</strong> ${detail}</p>`
      : html`<p><strong>${own}</strong></p>`;
  const fields = errors.map(
    ({ field, message }) => html`<li><code>${field}</code> <span lang="en">${message}</span></li>`,
  );
  return refusedMessage(
    html`${said}
    ${
      fields.length > 0 &&
      html`<ul>
        ${fields}
      </ul>`
    }
    ${factList(decidedOn, reader)}`,
  );
}
