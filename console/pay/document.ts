import type { WordingLocale } from '../../domain/messages/locale.ts';
import { payAssets } from '../assets.ts';
import { html, type Html } from '../html.ts';
import { pageShell } from '../page-shell.ts';
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

/** The frame of every page behind a signed link. */
export function documentOf({ locale, title, shopName, languages, lookAgain, main }: PageDocument): string {
  return pageShell({
    locale,
    title,
    assets: payAssets,
    head:
      lookAgain === undefined
        ? undefined
        : html`<noscript
            ><meta http-equiv="refresh" content="${lookAgain}; url=?lang=${locale}"
          /></noscript>`,
    skip: payWords[locale].skip,
    body: html`<header class="top"><strong>${shopName}</strong>${languages && otherLanguage(locale)}</header>
      ${main}`,
  });
}

function otherLanguage(locale: WordingLocale): Html {
  const other = payWords[locale].otherLanguage;
  return html`<a href="?lang=${other.locale}" lang="${other.locale}" hreflang="${other.locale}"
    >${other.name}</a
  >`;
}
