import { html, type Html } from '../html.ts';

/** A page of one sentence, for where there is nothing else to show; `next` leads on. */
export function plainPage(
  title: string,
  sentence: string,
  next?: { readonly href: string; readonly name: string },
): Html {
  return html`<h1>${title}</h1>
    <div class="card">
      <p>${sentence}</p>
      ${next && html`<p><a href="${next.href}">${next.name}</a></p>`}
    </div>`;
}
