import { html, trusted, type Html } from '../../../console/html.ts';
import { style } from './style.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly wide?: boolean;
  /** What stands above the page: what is not real here, and where it begins. */
  readonly banner?: { readonly text: string; readonly home: string };
}

const payments = { text: 'Sandbox: no real money moves here', home: 'all sessions' };

/** A whole page, as text. */
export function pageText({ title, body, wide = false, banner = payments }: Page): string {
  const sheet = trusted(`<style>${style}</style>`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${sheet}
      </head>
      <body>
        <header class="banner">${banner.text} · <a href="/">${banner.home}</a></header>
        <main class="${wide ? 'wide' : ''}">${body}</main>
      </body>
    </html>`.markup;
}

/** Said to a person who followed a link that leads nowhere. */
export function notFoundPage(): string {
  return pageText({
    title: 'No such payment',
    body: html`<h1>There is no such payment</h1>
      <p class="soft">The link may be incomplete, or the sandbox was started afresh.</p>
      <a class="button" href="/">See all sessions</a>`,
  });
}
