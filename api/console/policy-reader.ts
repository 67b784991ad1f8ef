import type { PolicyReader } from '../../console/staff/policies/policy-value.ts';
import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import { Shop } from '../schemas/shop.ts';
import { readerOf } from './reader-of.ts';
import { at } from './rest.ts';
import type { Visit } from './staff-page.ts';

/** Who reads a policy: its amounts are told in the currency of his shop, else the default one. */
export async function policyReaderOf(visit: Visit): Promise<PolicyReader> {
  const [reader, { currency }] = await Promise.all([
    readerOf(visit),
    visit.rest.get(at`/v1/shops/${visit.shop ?? DEFAULT_NAME}`, Shop),
  ]);
  return { ...reader, currency };
}
