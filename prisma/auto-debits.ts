import type { Client } from './database.ts';

/** What buyers pay their instalments from, encrypted before it comes here; through `client`. */
export function autoDebits(client: Client) {
  return {
    /** Keeps the token of a request until its order binds it; the same request again changes nothing. */
    async keep(token: {
      readonly orderId: string;
      readonly requestId: string;
      readonly sealedToken: string;
      readonly at: string;
    }): Promise<void> {
      await client.autoDebit.createMany({ data: [token], skipDuplicates: true });
    },

    /** Forgets the token of a request that was refused. */
    async drop(orderId: string, requestId: string): Promise<void> {
      await client.autoDebit.deleteMany({ where: { orderId, requestId } });
    },
  };
}
