import type { Client } from './database.ts';
import type { InstalmentDebit as DebitRow } from './generated/client.ts';
import { instant, instantOrNull, integer, oneOf } from './rows.ts';

/** One try to debit an instalment; its id is the provider's idempotency key. */
export interface InstalmentDebit {
  readonly id: string;
  readonly orderId: string;
  readonly number: number;
  readonly attempt: number;
  readonly provider: string;
  /** Whose token: the request that bound it. */
  readonly tokenId: string;
  readonly amount: number;
  readonly currency: string;
  readonly begunAt: string;
  /** The same on the machine's clock. */
  readonly createdAt: string;
  readonly state: 'asking' | 'succeeded' | 'declined';
  /** When the provider was last asked and did not say. */
  readonly askedAt: string | null;
}

type NewDebit = Omit<InstalmentDebit, 'state' | 'attempt' | 'askedAt' | 'createdAt'>;

/** Debits, read and written through `client`. Who writes has locked their order. */
export function instalmentDebits(client: Client) {
  return {
    async find(id: string): Promise<InstalmentDebit | undefined> {
      const row = await client.instalmentDebit.findUnique({ where: { id } });
      return row ? debitOf(row) : undefined;
    },

    /** Those whose end the provider has not told yet: one of an instalment at most. */
    async asking(orderId: string): Promise<InstalmentDebit[]> {
      const rows = await client.instalmentDebit.findMany({ where: { orderId, state: 'asking' } });
      return rows.map(debitOf);
    },

    /** Writes the row before the provider is called: whatever becomes of the call, it is asked under the same key. */
    async begin(debit: NewDebit): Promise<void> {
      const { orderId, number } = debit;
      const attempt = 1 + (await client.instalmentDebit.count({ where: { orderId, number } }));
      await client.instalmentDebit.create({ data: { ...debit, attempt, state: 'asking' } });
    },

    async markAsked(id: string, askedAt: string): Promise<void> {
      await client.instalmentDebit.update({ where: { id }, data: { askedAt: new Date(askedAt) } });
    },

    /** `asking → succeeded | declined`, once: false when it was settled before. */
    async settle(
      id: string,
      answeredAt: string,
      end:
        | { readonly state: 'succeeded'; readonly providerId: string }
        | { readonly state: 'declined'; readonly failureCode: string },
    ): Promise<boolean> {
      const { count } = await client.instalmentDebit.updateMany({
        where: { id, state: 'asking' },
        data: { ...end, answeredAt: new Date(answeredAt) },
      });
      return count === 1;
    },
  };
}

function debitOf(row: DebitRow): InstalmentDebit {
  const { id, orderId, number, attempt, provider, tokenId, currency } = row;
  return {
    id,
    orderId,
    number,
    attempt,
    provider,
    tokenId,
    currency,
    amount: integer(row.amount),
    begunAt: instant(row.begunAt),
    createdAt: instant(row.createdAt),
    state: oneOf(['asking', 'succeeded', 'declined'], row.state),
    askedAt: instantOrNull(row.askedAt),
  };
}
