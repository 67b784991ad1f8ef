import { html, type Html } from '../../html.ts';

/** What was done, at the top of the page it was done on. */
export function doneMessage(text: Html | string): Html {
  return html`<div class="card notice good" role="status" tabindex="-1" data-notice>${text}</div>`;
}

/** Why something was refused. */
export function refusedMessage(text: Html | string): Html {
  return html`<div class="card notice" role="alert" tabindex="-1" data-notice>${text}</div>`;
}
