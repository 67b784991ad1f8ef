import type { WordingLocale } from '../../../domain/messages/locale.ts';

/** Kept because making a formatter is dear. */
const formatters = {
  en: new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }),
  'zh-CN': new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: 1 }),
} as const satisfies Record<WordingLocale, Intl.NumberFormat>;

/** A share from 0 to 1: `12.5%`. */
export function percentText(share: number, locale: WordingLocale): string {
  return formatters[locale].format(share);
}
