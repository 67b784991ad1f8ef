import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Money } from '../../../domain/money.ts';
import { priceText } from '../kit/money.ts';
import { percentText } from '../kit/percent.ts';
import { reportsWords } from '../words/reports.ts';

/** A number that is not there: a share of nothing. */
export const NOTHING = '–';

export function countText(count: number, locale: WordingLocale): string {
  return count.toLocaleString(locale);
}

/** A share, or a dash where it would be one of nothing. */
export function shareText(share: number | null, locale: WordingLocale): string {
  return share === null ? NOTHING : percentText(share, locale);
}

/** A share with how many of how many it is; the share of nothing is not known. */
export function shareOfText(share: number | null, part: number, all: number, locale: WordingLocale): string {
  const words = reportsWords[locale];
  return share === null ? NOTHING : words.share(percentText(share, locale), part, all);
}

/** Sums of money, each in its currency. */
export function sumsText(sums: readonly Money[], locale: WordingLocale): string {
  return sums.length === 0 ? NOTHING : sums.map((sum) => priceText(sum, locale)).join(' + ');
}
