import type { WordingLocale } from '../domain/messages/locale.ts';
import type { PageAssets } from './assets.ts';
import { html, type Html } from './html.ts';

/** What a page of any kind is put into. */
export interface PageShell {
  readonly locale: WordingLocale;
  readonly title: string;
  readonly assets: PageAssets;
  /** Further elements of the head. */
  readonly head?: Html | undefined;
  /** What the link says that leads past the top of the page, to `#content`. */
  readonly skip: string;
  readonly body: Html;
}

/** A whole HTML document: language, our own style and script, and nothing from anywhere else. */
export function pageShell({ locale, title, assets, head, skip, body }: PageShell): string {
  const { style, script, icon } = assets;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="${icon.path}" type="${icon.type}" />
        <link rel="stylesheet" href="${style.path}" />
        ${head}
        <script src="${script.path}" type="module"></script>
      </head>
      <body>
        <a class="skip" href="#content">${skip}</a>
        ${body}
        <p class="said" id="said" role="status"></p>
      </body>
    </html> `.markup;
}
