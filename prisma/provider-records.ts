import type { ProviderRecord } from '../domain/credit/providers.ts';
import type { Client } from './database.ts';
import type { TakenProvider } from './order-credit.ts';

/** How outside providers did, through `client`. */
export function providerRecords(client: Client) {
  return {
    /** What is known for buyers of a segment and amounts of a band. */
    async ofBuyersLike(segment: string, band: string): Promise<ProviderRecord[]> {
      return client.creditProviderRecord.findMany({
        where: { segment, band },
        select: { provider: true, successes: true, failures: true },
      });
    },

    /** Counts how one order ended that had taken an outside provider's offer. */
    async count({ provider, segment, band }: TakenProvider, wasPaid: boolean): Promise<void> {
      const one = wasPaid ? { successes: 1, failures: 0 } : { successes: 0, failures: 1 };
      await client.creditProviderRecord.upsert({
        where: { segment_band_provider: { segment, band, provider } },
        create: { segment, band, provider, ...one },
        update: { successes: { increment: one.successes }, failures: { increment: one.failures } },
      });
    },
  };
}
