import { creditApplications } from '../prisma/credit-applications.ts';
import { creditReports } from '../prisma/credit-reports.ts';
import type { Client } from '../prisma/database.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import type { BureauReport } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';
import { receiveNews } from './outside-news.ts';

/** Takes a verified report of a bureau in; answers whether its application is known. Throws `EngineUnavailable` (outside-news.ts). */
export async function receiveCreditReport(
  { database, gateway }: Pick<Dependencies, 'database' | 'gateway'>,
  provider: string,
  { id: eventId, at: occurredAt, applicationId, score, overdueInstalments }: BureauReport,
  now: string,
): Promise<boolean> {
  const report = { provider, eventId, occurredAt, applicationId, score, overdueInstalments };
  const news = {
    provider,
    eventId,
    rows: creditReports,
    signal: (order: StoredOrder, hash: string) => gateway.signalCreditReport(order, hash),
    async store(client: Client) {
      const application = await creditApplications(client).find(applicationId);
      const orderId = application?.orderId;
      if (orderId !== undefined) await orders(client).lock(orderId);
      return creditReports(client).store(report, { orderId, receivedAt: now });
    },
  };
  return receiveNews({ database }, news, now);
}
