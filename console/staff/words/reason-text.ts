import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { inLocale } from './pair.ts';
import { reasonTexts } from './reasons.ts';

/** What a reason code says; a code that nobody has words for is shown as it is. */
export function reasonText(code: string, locale: WordingLocale): string {
  const pair = Object.hasOwn(reasonTexts, code) ? reasonTexts[code] : undefined;
  return pair ? inLocale(pair, locale) : code;
}
