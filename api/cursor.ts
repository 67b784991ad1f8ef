import { z } from 'zod';
import { RequestRefusal } from './problems.ts';

/** The longest page, and the one that is given where none was asked for. */
const LONGEST_PAGE = 100;

/** Digits only: `10abc` or `1e1` is no number here. Query values are text, so this is where it becomes one. */
const Limit = z
  .string()
  .regex(/^\d{1,4}$/, `must be a whole number from 1 to ${LONGEST_PAGE}`)
  .transform(Number)
  .refine((limit) => limit >= 1 && limit <= LONGEST_PAGE, `must be from 1 to ${LONGEST_PAGE}`);

/** The query every list takes. */
export const pageQuery = {
  limit: Limit.optional().meta({ description: `From 1 to ${LONGEST_PAGE}.` }),
  cursor: z.string().max(1_000).optional().meta({ description: 'The nextCursor of the page before.' }),
};

interface PageQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Where a page begins and how long it is; `after` is what the cursor said of the last entry before it. */
export interface Page<Position> {
  readonly after: Position | undefined;
  readonly limit: number;
}

/** Reads a list's query. Throws `RequestRefusal('invalid_request')` for a cursor that no list of this kind gave. */
export function pageOf<Position>(
  { limit = LONGEST_PAGE, cursor }: PageQuery,
  position: z.ZodType<Position>,
): Page<Position> {
  if (cursor === undefined) return { after: undefined, limit };
  const parsed = position.safeParse(decoded(cursor));
  if (parsed.success) return { after: parsed.data, limit };
  const errors = [{ field: 'cursor', in: 'query', message: 'is no cursor of this list' } as const];
  throw new RequestRefusal('invalid_request', { errors });
}

/** A page of a list. `load` is asked for one entry more than the page has: whether there is one says if the list goes on. */
export async function listPage<Entry, View>(
  { limit }: { readonly limit: number },
  load: (limit: number) => Promise<Entry[]>,
  { view, position }: { view: (entry: Entry) => View; position: (entry: Entry) => unknown },
): Promise<{ data: View[]; nextCursor: string | null }> {
  const entries = await load(limit + 1);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const goesOn = entries.length > limit && last !== undefined;
  return { data: page.map(view), nextCursor: goesOn ? encoded(position(last)) : null };
}

/** The answer of every list. */
export function listOf<Entry extends z.ZodType>(entry: Entry) {
  return z.object({ data: z.array(entry), nextCursor: z.string().nullable() });
}

function encoded(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
