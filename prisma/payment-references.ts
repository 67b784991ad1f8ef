import { randomInt } from 'node:crypto';
import { REFERENCE_DIGITS, referenceOf } from '../domain/payment/reference.ts';
import type { Client } from './database.ts';

/** More tries than a billion references ever need. */
const MOST_TRIES = 20;

/** What buyers write on bank transfers, read and written through `client`. */
export function paymentReferences(client: Client) {
  return {
    /** The order's reference; made up when it is first asked for, and the same ever after. */
    async of(orderId: string, at: string): Promise<string> {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const known = await client.paymentReference.findUnique({ where: { orderId } });
        if (known) return known.reference;
        const digits = String(randomInt(10 ** REFERENCE_DIGITS)).padStart(REFERENCE_DIGITS, '0');
        const data = [{ orderId, reference: referenceOf(digits), createdAt: at }];
        await client.paymentReference.createMany({ data, skipDuplicates: true });
      }
      throw new Error(`no reference was free for order ${orderId}`);
    },

    /** The orders of these references. */
    async ordersOf(references: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const rows = await client.paymentReference.findMany({ where: { reference: { in: [...references] } } });
      return new Map(rows.map(({ reference, orderId }) => [reference, orderId]));
    },
  };
}
