import type { z } from 'zod';
import type { Filled } from '../../console/staff/kit/field.ts';
import { listOf } from '../cursor.ts';
import { RestRefusal } from './rest.ts';
import type { Fields, Visit } from './staff-page.ts';

export interface ReadList<Entry> {
  readonly data: readonly Entry[];
  readonly nextCursor: string | null;
  /** What the API could not read of the query, beside what was typed. */
  readonly refused: Filled | undefined;
}

/** How many rows a page of a list has: what somebody looks through without getting lost. */
const ROWS = '50';

/**
 * A page of a list of the REST API. Filters left empty do not narrow. A filter that can't be read is told beside its field, over an
 * empty list; `typed` is what then stands in the fields, where that is not what was asked.
 */
export async function readList<Entry extends z.ZodType>(
  { rest }: Pick<Visit, 'rest'>,
  url: string,
  entry: Entry,
  { query, typed = query }: { readonly query: Fields; readonly typed?: Fields },
): Promise<ReadList<z.output<Entry>>> {
  const asked = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
  try {
    const { data, nextCursor } = await rest.get(url, listOf(entry), { limit: ROWS, ...asked });
    return { data, nextCursor, refused: undefined };
  } catch (error) {
    return { data: [], nextCursor: null, refused: unreadable(error, typed) };
  }
}

/** What the API could not read of a query, beside what was typed. Throws whatever else went wrong. */
export function unreadable(error: unknown, values: Fields): Filled {
  if (!(error instanceof RestRefusal) || error.problem.code !== 'invalid_request') throw error;
  const errors = Object.fromEntries(error.problem.errors.map(({ field, message }) => [field, message]));
  return { values, errors };
}
