import { SECOND, later } from '../domain/duration.ts';
import type { Client } from './database.ts';
import { dateOrNull, instantOrNull, integer } from './rows.ts';

/** A plan that was left for so long was left by a crash, or by an engine that was away. */
const LEFT_FOR = 10 * SECOND;

export interface InstalmentPlan {
  readonly orderId: string;
  readonly applicationId: string;
  readonly currency: string;
  /** What was financed, minor units. */
  readonly amount: number;
  readonly agreedAt: string;
}

/** Plans of what is paid back when, and how far their workflows are; through `client`. */
export function instalmentPlans(client: Client) {
  return {
    async find(orderId: string): Promise<(InstalmentPlan & { readonly endedAt: string | null }) | undefined> {
      const row = await client.instalmentPlan.findUnique({ where: { orderId } });
      if (!row) return undefined;
      const { applicationId, currency, amount, agreedAt, endedAt } = row;
      const about = { orderId, applicationId, currency, amount: integer(amount) };
      return { ...about, agreedAt: agreedAt.toISOString(), endedAt: instantOrNull(endedAt) };
    },

    async add(plan: InstalmentPlan & { readonly customerId: string }): Promise<void> {
      await client.instalmentPlan.create({ data: plan });
    },

    /** Its workflow runs: the relay need not start it. */
    async markStarted(orderId: string, startedAt: string): Promise<void> {
      await client.instalmentPlan.updateMany({
        where: { orderId, startedAt: null },
        data: { startedAt: new Date(startedAt) },
      });
    },

    /** What its workflow waits for, and whether it has ended. */
    async keepNext(
      orderId: string,
      { nextAt, endedAt }: { readonly nextAt: string | null; readonly endedAt: string | null },
    ): Promise<void> {
      await client.instalmentPlan.update({
        where: { orderId },
        data: { nextAt: dateOrNull(nextAt), endedAt: dateOrNull(endedAt) },
      });
    },

    /** Plans whose workflow never began, at the machine's `now`. */
    async unstarted(now: string, most: number): Promise<string[]> {
      const rows = await client.instalmentPlan.findMany({
        where: { startedAt: null, createdAt: { lt: new Date(later(now, -LEFT_FOR)) } },
        orderBy: { createdAt: 'asc' },
        select: { orderId: true },
        take: most,
      });
      return rows.map(({ orderId }) => orderId);
    },
  };
}
