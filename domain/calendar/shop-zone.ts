import type { CalendarPolicy } from '../policy/schema.ts';

/** The zone a shop lives in: its own where it has one, else the policy's (rules.md 23). */
export function shopZone(
  shop: { readonly timeZone?: string | null | undefined },
  calendar: CalendarPolicy,
): string {
  return shop.timeZone ?? calendar.timeZone;
}
