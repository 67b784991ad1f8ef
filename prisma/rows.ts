/**
 * From rows to domain words and back: the small conversions every repository needs.
 *
 * Prisma keeps the plan of a call and knows it again with other values, but not where an instant is text: such a call is planned anew
 * each time, which takes longer than the statement. So what steps and webhooks do gives it dates (test/prisma/kept-plans.test.ts), and
 * SQL of ours where it would be `createMany`, whose plans Prisma never keeps.
 */

/** An instant as ISO UTC text. */
export function instant(value: Date): string {
  return value.toISOString();
}

/** An instant that may be absent. */
export function instantOrNull(value: Date | null): string | null {
  return value ? value.toISOString() : null;
}

/** The column of an instant that may be absent. */
export function dateOrNull(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

/** An amount or count. Columns are bigint; everything stored is far below 2^53 (api.md: sums are at most 10^12). */
export function integer(value: bigint): number {
  return Number(value);
}

/** Narrows text from a column to one of the words the domain knows; a row that says something else is a bug. */
export function oneOf<T extends string>(words: readonly T[], value: string): T {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new Error(`unexpected value in a row: ${value}`);
  return word;
}
