import { MINUTE, between } from '../duration.ts';

/** An order that stands aside and is not replaced is payable again after this long (rules.md 30). */
export const STANDS_ASIDE_FOR = MINUTE;

/** Whether an order stands aside at `now` for another that is to replace it: it can't be paid, changed or closed meanwhile. */
export function standsAside(since: string | null, now: string): boolean {
  return since !== null && between(since, now) < STANDS_ASIDE_FOR;
}
