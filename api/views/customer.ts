import type { Customer } from '../../prisma/customers.ts';
import { present } from './present.ts';

/** A buyer as api.md has it. */
export function customerView({ id, consents, tags, name, phone, email, locale, erasedAt }: Customer) {
  return { id, consents, tags: [...tags], ...present({ name, phone, email, locale, erasedAt }) };
}
