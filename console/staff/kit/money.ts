import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { moneyText } from '../../../domain/messages/money-text.ts';
import type { Money } from '../../../domain/money.ts';

/** Money as the REST API has it, as people write it. */
export function priceText({ amount, currency }: Money, locale: WordingLocale): string {
  return moneyText(amount, currency, locale);
}
