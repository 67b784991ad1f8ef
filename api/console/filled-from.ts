import { entityTag, type Versioned } from '../if-match.ts';
import { problemOf } from '../problems.ts';
import { RestRefusal } from './rest.ts';
import type { Fields } from './staff-page.ts';

/** The entity tag of the version that a form was filled from: its hidden field `version`. Undefined where it has none. */
export function filledFrom({ version = '' }: Fields): string | undefined {
  return /^\d{1,9}$/.test(version) ? entityTag({ version: Number(version) }) : undefined;
}

/** Refuses what was filled from another version than there is, as REST would, but before anybody is asked. Throws `RestRefusal`. */
export function requireNewest(fields: Fields, current: Versioned & { readonly name: string }): void {
  const from = filledFrom(fields);
  if (from === undefined || from === entityTag(current)) return;
  const facts = { name: current.name, version: current.version };
  throw new RestRefusal(problemOf('precondition_failed', { facts }));
}
