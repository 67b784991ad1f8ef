import type { Shop } from '../../prisma/shops.ts';
import { present } from './present.ts';

/** A shop as api.md has it. */
export function shopView({ id, policy, currency, locale, timeZone, experiment }: Shop) {
  return { id, policy, currency, locale, ...present({ timeZone, experiment }) };
}
