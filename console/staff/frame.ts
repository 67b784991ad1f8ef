import type { WordingLocale } from '../../domain/messages/locale.ts';
import { staffAssets } from '../assets.ts';
import { html, type Html } from '../html.ts';
import { pageShell } from '../page-shell.ts';
import { frameWords, type MenuName } from './words/frame.ts';

/** A page of the menu that the reader may open. */
export interface MenuEntry {
  readonly name: MenuName;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** A page in the console's frame. */
export interface FramedPage {
  readonly locale: WordingLocale;
  readonly title: string;
  /** Who is signed in; undefined on the page for signing in. */
  readonly person?: string | undefined;
  readonly menu: readonly MenuEntry[];
  /** Where the same page is in the other language. */
  readonly inOtherLanguage?: string | undefined;
  /** What has happened, or went wrong: stands before everything else. */
  readonly message?: Html | undefined;
  /** Where the page's events are told (Server-Sent Events): with scripts it says when there is news. */
  readonly events?: string | undefined;
  readonly main: Html;
}

/** The frame of every page of the console, a whole HTML document: menu, who is signed in, language, and the page itself. */
export function framed(page: FramedPage): string {
  const { locale, title, message, main, events } = page;
  const words = frameWords[locale];
  return pageShell({
    locale,
    title: `${title} · ${words.product}`,
    assets: staffAssets,
    skip: words.skip,
    body: html`<header class="bar">
        <strong>${words.product}</strong>
        <div class="who">${languageLink(page)} ${signOut(page)}</div>
        ${menuOf(page)}
      </header>
      <main id="content" tabindex="-1" ${events !== undefined && html` data-events="${events}"`}>
        ${message} ${main}
      </main>`,
  });
}

function menuOf({ locale, menu }: FramedPage): Html | undefined {
  if (menu.length === 0) return undefined;
  const words = frameWords[locale];
  return html`<nav aria-label="${words.menu}">
    <ul>
      ${menu.map(
        ({ name, href, isCurrent }) =>
          html`<li>
            <a href="${href}" ${isCurrent && html` aria-current="page"`}>${words.names[name]}</a>
          </li>`,
      )}
    </ul>
  </nav>`;
}

function languageLink({ locale, inOtherLanguage }: FramedPage): Html | undefined {
  if (inOtherLanguage === undefined) return undefined;
  const { otherLanguage } = frameWords[locale];
  return html`<a href="${inOtherLanguage}" lang="${otherLanguage.locale}" hreflang="${otherLanguage.locale}"
    >${otherLanguage.name}</a
  >`;
}

function signOut({ locale, person }: FramedPage): Html | undefined {
  if (person === undefined) return undefined;
  return html`<form method="post" action="/console/sign-out">
    <button type="submit"><span class="person">${person}</span> ${frameWords[locale].signOut}</button>
  </form>`;
}
