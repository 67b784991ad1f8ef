import { durationMs, later } from '../../domain/duration.ts';
import { policies } from '../../prisma/policies.ts';
import { rfmClasses } from '../../prisma/rewards.ts';
import { shops } from '../../prisma/shops.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { shareOf } from '../reports.ts';
import { route } from '../route.ts';
import { RfmQuery, RfmReport } from '../schemas/report.ts';

export const reportRfm = route({
  method: 'GET',
  url: '/v1/reports/rfm',
  scope: ['staff', 'admin'],
  summary:
    'How a shop’s buyers fall into important ones and others by the policy it has now: who gets which rewards',
  query: RfmQuery,
  response: { 200: RfmReport, 404: Problem },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const name = caller.shop ?? query.shop;
    const shop = await shops(client).find(name);
    const policy = shop && (await policies(client).newest(shop.policy));
    if (!policy) throw new RequestRefusal('shop_not_found', { facts: { shop: name } });
    const { recentWithin, importantMonetary, frequentOrders } = policy.document.rewards;
    const since = later(now, -durationMs(recentWithin));
    const thresholds = { importantMonetary, frequentOrders };
    const classes = await rfmClasses(client, { shop: name, since, ...thresholds });
    const all = classes.reduce((sum, { buyers }) => sum + buyers, 0);
    const groups = classes.map(({ important, ...group }) => ({
      key: important ? ('important' as const) : ('others' as const),
      ...group,
      share: shareOf(group.buyers, all),
    }));
    return { since, ...thresholds, groups };
  },
});
