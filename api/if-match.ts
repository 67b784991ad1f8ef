import { RequestRefusal } from './problems.ts';

/** Something that gets a new version with every change of it. */
export interface Versioned {
  readonly version: number | bigint;
}

/** The entity tag of a version, for `If-Match`. */
export function entityTag({ version }: Versioned): string {
  return `"${version}"`;
}

/**
 * What `If-Match` was meant for: strong comparison (RFC 9110), any of the tags, or `*` for whatever there is. Throws
 * `RequestRefusal('precondition_failed')` where there is another version, or none.
 */
export function requireMatch<Kept extends Versioned>(
  ifMatch: string,
  current: Kept | undefined,
  facts: Readonly<Record<string, unknown>>,
): Kept {
  const meant = ifMatch.split(',').map((tag) => tag.trim());
  if (current && (meant.includes('*') || meant.includes(entityTag(current)))) return current;
  throw new RequestRefusal('precondition_failed', { facts });
}
