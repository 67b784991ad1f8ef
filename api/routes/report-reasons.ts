import { reasonsReport } from '../../prisma/reports/orders.ts';
import type { UnpaidReason } from '../../prisma/reports/orders.ts';
import { helpFor } from '../../domain/payment/failure-help.ts';
import { cohortWanted, shareOf } from '../reports.ts';
import { route } from '../route.ts';
import { ReasonsQuery, ReasonsReport } from '../schemas/report.ts';

export const reportReasons = route({
  method: 'GET',
  url: '/v1/reports/reasons',
  scope: ['staff', 'admin'],
  summary: 'Why orders were not paid, each for one reason',
  query: ReasonsQuery,
  response: { 200: ReasonsReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const cohort = cohortWanted(query, caller, now);
    const reasons = await reasonsReport(client, cohort);
    const unpaid = reasons.reduce((sum, { orders }) => sum + orders, 0);
    const { from, to } = cohort;
    const groups = reasons.map(({ key, orders, failures }) => ({
      key,
      orders,
      share: shareOf(orders, unpaid),
      ...(key === 'payment_failed' ? { failures: byKind(failures) } : {}),
    }));
    return { from, to, unpaid, groups };
  },
});

/** Failed attempts in the product's words, whatever each provider calls them. */
function byKind(failures: UnpaidReason['failures']): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const [code, orders] of Object.entries(failures)) {
    const { code: kind } = helpFor(code);
    kinds[kind] = (kinds[kind] ?? 0) + orders;
  }
  return kinds;
}
