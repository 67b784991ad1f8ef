import { DAY, between, later } from '../domain/duration.ts';
import { RequestRefusal } from './problems.ts';

/** How far back a report looks where nobody says. */
const USUAL_STRETCH = 30 * DAY;

/** The stretch of time a report is about, and the shop: a key's own where it is bound to one. Throws when it ends before it begins. */
export function cohortWanted(
  query: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly shop?: string | undefined;
  },
  caller: { readonly shop?: string | undefined },
  now: string,
) {
  const to = query.to ?? now;
  const from = query.from ?? later(to, -USUAL_STRETCH);
  if (between(from, to) < 0) {
    const errors = [{ field: 'to', in: 'query', message: 'must not be before from' } as const];
    throw new RequestRefusal('invalid_request', { errors });
  }
  return { from, to, shop: caller.shop ?? query.shop };
}

/** A share from 0 to 1 with four digits; null of nothing. */
export function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : rounded(part / all);
}

/** Four digits behind the point: what a report says is not more exact. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
