import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { inLocale, type Pair } from '../words/pair.ts';
import type { Choice } from './field.ts';

/** Codes as the choices of a field, in their own order. */
export function choicesOf<Code extends string>(
  codes: readonly Code[],
  names: Readonly<Record<Code, Pair>>,
  locale: WordingLocale,
): readonly Choice[] {
  return codes.map((value) => ({ value, text: inLocale(names[value], locale) }));
}
