import type { Client } from './database.ts';
import type { AutoDebit as TokenRow } from './generated/client.ts';

/** A token that was bound to its order, sealed. */
export interface BoundToken {
  readonly id: string;
  readonly provider: string;
  readonly sealedToken: string;
}

/** What buyers pay their instalments from, encrypted before it comes here; through `client`. */
export function autoDebits(client: Client) {
  return {
    /** Keeps the token of a request until its order binds it; the same request again changes nothing. */
    async keep(token: {
      readonly orderId: string;
      readonly requestId: string;
      readonly sealedToken: string;
      /** Who can debit it. */
      readonly provider: string;
      readonly at: string;
    }): Promise<void> {
      await client.autoDebit.createMany({ data: [token], skipDuplicates: true });
    },

    /** The token is the order's from now on; one bound before is not used any more. */
    async bind(orderId: string, requestId: string, boundAt: string): Promise<void> {
      await client.autoDebit.updateMany({
        where: { orderId, requestId, boundAt: null },
        data: { boundAt: new Date(boundAt) },
      });
    },

    /** The order's token, where somebody is known who can debit it. */
    async current(orderId: string): Promise<BoundToken | undefined> {
      const row = await client.autoDebit.findFirst({
        where: { orderId, boundAt: { not: null } },
        orderBy: { boundAt: 'desc' },
      });
      return row ? boundTokenOf(row) : undefined;
    },

    /** The token that a debit was begun with. */
    async find(orderId: string, requestId: string): Promise<BoundToken | undefined> {
      const row = await client.autoDebit.findUnique({ where: { orderId_requestId: { orderId, requestId } } });
      return row ? boundTokenOf(row) : undefined;
    },

    /** Forgets the token of a request that was refused. */
    async drop(orderId: string, requestId: string): Promise<void> {
      await client.autoDebit.deleteMany({ where: { orderId, requestId } });
    },
  };
}

function boundTokenOf({ requestId: id, provider, sealedToken }: TokenRow): BoundToken | undefined {
  return provider === null ? undefined : { id, provider, sealedToken };
}
