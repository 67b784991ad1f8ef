import type { Fields } from './staff-page.ts';

/**
 * The filters of these names in a query. `first` is what a list is narrowed to until somebody chooses: chosen as empty, it is left so.
 */
export function filtersIn(query: Fields, names: readonly string[], first: Fields = {}): Fields {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = (query[name] ?? first[name])?.trim();
      return value === undefined || (value === '' && first[name] === undefined) ? [] : [[name, value]];
    }),
  );
}
