import type { WordingLocale } from '../../domain/messages/locale.ts';
import { payAssets } from '../assets.ts';
import { html, type Html } from './html.ts';
import { payWords } from './words/words.ts';

/** A whole page. */
export interface PageDocument {
  readonly locale: WordingLocale;
  readonly title: string;
  readonly shopName?: string | undefined;
  /** Whether the page can be had in the other language too. */
  readonly languages: boolean;
  /** Seconds after which a browser without scripts looks again. */
  readonly lookAgain?: number | undefined;
  /** The `main` element. */
  readonly main: Html;
}

/** The frame of every page behind a signed link: language, landmarks, our own style and script, and nothing from anywhere else. */
export function documentOf({ locale, title, shopName, languages, lookAgain, main }: PageDocument): string {
  const words = payWords[locale];
  const { style, script, icon } = payAssets;
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
        ${lookAgain !== undefined && html`<noscript><meta http-equiv="refresh" content="${lookAgain}; url=?lang=${locale}" /></noscript>`}
        <script src="${script.path}" type="module"></script>
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header class="top"><strong>${shopName}</strong>${languages && otherLanguage(locale)}</header>
        ${main}
        <p class="said" id="said" role="status"></p>
      </body>
    </html> `.markup;
}

function otherLanguage(locale: WordingLocale): Html {
  const other = payWords[locale].otherLanguage;
  return html`<a href="?lang=${other.locale}" lang="${other.locale}" hreflang="${other.locale}"
    >${other.name}</a
  >`;
}
