import { MINUTE, between } from '../duration.ts';

/** An order that stands aside and is not replaced is payable again after this long (rules.md 30). */
export const STANDS_ASIDE_FOR = MINUTE;

/** What an order that stands aside no more has of it: it goes on, is paid, or was replaced. */
export const STANDS_ASIDE_NO_MORE = { supersedingSince: null, supersedingToken: null } as const;

/** Whether an order stands aside at `now` for another that is to replace it: it can't be paid, changed or closed meanwhile. */
export function standsAside(since: string | null, now: string): boolean {
  return since !== null && between(since, now) < STANDS_ASIDE_FOR;
}
