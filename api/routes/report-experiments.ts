import { differenceOf, shareWithBounds } from '../../domain/reports/confidence.ts';
import type { ShareWithBounds } from '../../domain/reports/confidence.ts';
import { experimentTallies } from '../../prisma/reports/orders.ts';
import type { ArmTally } from '../../prisma/reports/orders.ts';
import { cohortWanted, rounded } from '../reports.ts';
import { route } from '../route.ts';
import { ExperimentsReport, ReasonsQuery } from '../schemas/report.ts';

export const reportExperiments = route({
  method: 'GET',
  url: '/v1/reports/experiments',
  scope: ['staff', 'admin'],
  summary:
    'How the arms of a shop’s experiment convert, with 95 % confidence intervals, each against the first',
  query: ReasonsQuery,
  response: { 200: ExperimentsReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const cohort = cohortWanted(query, caller, now);
    const arms = (await experimentTallies(client, cohort)).map((tally) => ({
      ...tally,
      conversion: conversionOf(tally),
    }));
    const { from, to } = cohort;
    const groups = arms.map(({ conversion, ...tally }) => ({
      ...tally,
      conversion: boundedView(conversion),
    }));
    return { from, to, groups, comparisons: comparisonsOf(arms) };
  },
});

/** Of the orders that are paid or closed: an open one has not decided yet, whatever its arm. */
function conversionOf({ paid, orders, open }: ArmTally): ShareWithBounds | null {
  return shareWithBounds(paid, orders - open);
}

/** Every arm of a shop against its first: `control` where there is one, else the first by name. */
function comparisonsOf(arms: readonly (ArmTally & { readonly conversion: ShareWithBounds | null })[]) {
  return [...Map.groupBy(arms, ({ shop }) => shop).values()].flatMap((ofShop) => {
    const first = ofShop.find(({ arm }) => arm === 'control') ?? ofShop[0];
    return ofShop.flatMap((other) => {
      const found = first && other !== first ? differenceOf(other.conversion, first.conversion) : null;
      if (!found || !first) return [];
      const { difference, low, high, significant } = found;
      const figures = {
        difference: rounded(difference),
        low: rounded(low),
        high: rounded(high),
        significant,
      };
      return [{ shop: other.shop, arm: other.arm, against: first.arm, ...figures }];
    });
  });
}

function boundedView(bounded: ShareWithBounds | null) {
  if (bounded === null) return null;
  const { share, low, high } = bounded;
  return { share: rounded(share), low: rounded(low), high: rounded(high) };
}
