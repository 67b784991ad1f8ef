import type { Fields } from './staff-page.ts';

/** Of the fields of these names those that somebody has filled in: REST wants the others left out, not empty. */
export function filledIn(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}
