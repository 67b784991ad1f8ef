/** The languages Holdfast has words in, for messages and for the payment page. */
export const wordingLocales = ['zh-CN', 'en'] as const;
export type WordingLocale = (typeof wordingLocales)[number];

/** The same words in every one of them. */
export type InEvery = Readonly<Record<WordingLocale, string>>;

/** The language we answer `locale` in: zh-CN for anything Chinese (`zh`, `zh-TW`, `zh_Hans`), else English. */
export function wordingLocale(locale: string): WordingLocale {
  return /^zh(?:$|[-_])/i.test(locale) ? 'zh-CN' : 'en';
}
