import type { Shop } from '../../prisma/shops.ts';
import { present } from './present.ts';

/** A shop as api.md has it. */
export function shopView({ timeZone, experiment, bankAccount, paymentProviders, ...shop }: Shop) {
  const chosen = Object.keys(paymentProviders).length === 0 ? null : paymentProviders;
  return { ...shop, ...present({ timeZone, experiment, bankAccount, paymentProviders: chosen }) };
}
