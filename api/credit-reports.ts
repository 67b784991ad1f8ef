import { isTerminal } from '../domain/order/status.ts';
import { Refusal } from '../domain/refusal.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import { creditReports } from '../prisma/credit-reports.ts';
import type { CreditReport, ReportProgress } from '../prisma/credit-reports.ts';
import { orders } from '../prisma/orders.ts';
import { eventHash } from '../providers/opaque-names.ts';
import type { BureauReport } from '../providers/ports.ts';
import { nowOf } from './clock.ts';
import type { Dependencies } from './dependencies.ts';

type Needs = Pick<Dependencies, 'database' | 'gateway'>;

/**
 * Takes a verified report in (rules.md 12): stored once, with its order's row locked; then its order's workflow is told, also on a
 * repeat when it was not told before. A report for an order that is over is settled here. Answers whether the application is known.
 * Throws `EngineUnavailable` when the workflow could not be told: the report is stored, and the relay tells it.
 */
export async function receiveCreditReport(
  needs: Needs,
  provider: string,
  report: BureauReport,
  now: string,
): Promise<boolean> {
  const { id: eventId, at: occurredAt, applicationId, score, overdueInstalments } = report;
  const received = { provider, eventId, occurredAt, applicationId, score, overdueInstalments };
  const progress = await store(needs, received, now);
  if (progress.orderId === null) return false;
  if (progress.signalledAt === null && progress.appliedAt === null)
    await tellWorkflow(needs, progress.orderId, received, now);
  if (progress.signalledAt === null) await creditReports(needs.database.client).markSignalled(received, now);
  return true;
}

function store({ database }: Needs, report: CreditReport, receivedAt: string): Promise<ReportProgress> {
  return database.transaction(async (client) => {
    const application = await creditApplications(client).find(report.applicationId);
    const orderId = application?.orderId;
    if (orderId !== undefined) await orders(client).lock(orderId);
    return creditReports(client).store(report, { orderId, receivedAt });
  });
}

async function tellWorkflow(
  { database, gateway }: Needs,
  orderId: string,
  { provider, eventId }: CreditReport,
  now: string,
): Promise<void> {
  const order = await orders(database.client).find(orderId);
  if (!order) throw new Error(`report ${eventId} is for order ${orderId}, which is not there`);
  try {
    if (!isTerminal(order.status))
      return await gateway.signalCreditReport(order, eventHash(provider, eventId));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'order_not_open') throw error;
  }
  await database.transaction(async (client) => {
    await orders(client).lock(orderId);
    await creditReports(client).settleLate(orderId, nowOf(order, now));
  });
}
