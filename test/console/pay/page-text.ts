import { renderPayPage } from '../../../console/pay/pay-page.ts';
import type { PayView } from '../../../console/pay/pay-view.ts';
import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { aPayView } from './pay-view-of.ts';

/** The page's HTML, white space as one space. */
export function pageOf(view: PayView, locale: WordingLocale = 'en'): string {
  return renderPayPage(view, { locale, formKey: 'a-key-of-this-page' }).replaceAll(/\s+/g, ' ');
}

export function page(view: Partial<PayView> = {}, locale: WordingLocale = 'en'): string {
  return pageOf(aPayView(view), locale);
}

export function seen(view: Partial<PayView> = {}, locale: WordingLocale = 'en'): string {
  return textOf(page(view, locale));
}

/** What a reader sees: the page's text without tags, white space as one space. */
export function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}
