import { journal } from './journal.ts';
import type { Client } from './database.ts';
import type { CreditReport as ReportRow } from './generated/client.ts';
import type { NewsKey, NewsProgress } from './news.ts';
import { instant, instantOrNull } from './rows.ts';

/** A bureau's report, as it was told and verified. */
export interface CreditReport extends NewsKey {
  readonly applicationId: string;
  readonly score: number;
  readonly overdueInstalments: number;
  readonly occurredAt: string;
}

/** Reports as they come in and are applied, through `client`. */
export function creditReports(client: Client) {
  return {
    /** Stores a report once and answers how far it has come; as it was first told it stays. `orderId`: the application's, undefined for one we don't know. */
    async store(
      report: CreditReport,
      { orderId, receivedAt }: { readonly orderId: string | undefined; readonly receivedAt: string },
    ): Promise<NewsProgress> {
      const data = [{ ...report, orderId: orderId ?? null, receivedAt }];
      await client.creditReport.createMany({ data, skipDuplicates: true });
      const row = await client.creditReport.findUniqueOrThrow({ where: keyOf(report) });
      return {
        orderId: row.orderId,
        signalledAt: instantOrNull(row.signalledAt),
        appliedAt: instantOrNull(row.appliedAt),
      };
    },

    /** An order's reports that nothing has been made of yet, in the order in which they came. */
    async unapplied(orderId: string): Promise<CreditReport[]> {
      const rows = await client.creditReport.findMany({
        where: { orderId, appliedAt: null },
        orderBy: { seq: 'asc' },
      });
      return rows.map(reportOf);
    },

    async markSignalled(report: NewsKey, at: string): Promise<void> {
      const { provider, eventId } = report;
      await client.creditReport.updateMany({
        where: { provider, eventId, appliedAt: null },
        data: { signalledAt: new Date(at) },
      });
    },

    /** Settles reports of an order that is over: they change nothing, and its journal says so. Who calls has locked the order. */
    async settleLate(orderId: string, at: string): Promise<void> {
      for (const report of await this.unapplied(orderId)) {
        await this.markApplied(report, at, 'order_closed');
        const { provider, applicationId: application, score, overdueInstalments } = report;
        const facts = { provider, application, score, overdueInstalments };
        const entry = {
          at,
          kind: 'credit_report',
          reason: 'order_closed',
          actor: 'provider',
          facts,
        } as const;
        await journal(client).write(orderId, [entry]);
      }
    },

    async markApplied(report: NewsKey, appliedAt: string, outcome: string): Promise<void> {
      await client.creditReport.update({
        where: keyOf(report),
        data: { appliedAt: new Date(appliedAt), outcome },
      });
    },
  };
}

function keyOf({ provider, eventId }: NewsKey) {
  return { provider_eventId: { provider, eventId } };
}

function reportOf(row: ReportRow): CreditReport {
  const { provider, eventId, applicationId, score, overdueInstalments } = row;
  return { provider, eventId, applicationId, score, overdueInstalments, occurredAt: instant(row.occurredAt) };
}
