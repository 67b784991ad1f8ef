import type { WordingLocale } from '../../../domain/messages/locale.ts';

/** One short text in both languages. Tables of codes are made of these. */
export type Pair = readonly [en: string, chinese: string];

export function inLocale([en, chinese]: Pair, locale: WordingLocale): string {
  return locale === 'en' ? en : chinese;
}
