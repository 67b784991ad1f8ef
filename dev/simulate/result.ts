import { localDayOf } from '../../domain/calendar/local-time.ts';
import type { BuyerModel } from './buyers/model.ts';
import type { SimulateOptions } from './options.ts';
import type { NamedPolicy } from './read-document.ts';
import type { Outcome } from './simulate-policy.ts';
import { compare, summaryOf } from './summary.ts';
import type { Telling } from './telling.ts';
import { assumptionsOf, modelText } from './text/model-text.ts';
import { reportsText } from './text/reports-text.ts';
import { summaryText } from './text/summary-text.ts';

/** Everything there is to tell of a simulation. The first policy is the one asked about, the second the one it is compared with. */
export interface Result {
  readonly options: SimulateOptions;
  readonly model: BuyerModel;
  readonly telling: Telling;
  readonly outcomes: readonly (NamedPolicy & { readonly outcome: Outcome })[];
}

/** The result as a person reads it. */
export function textOf(result: Result): string {
  const { options, model, telling, outcomes } = result;
  const { scene } = telling;
  const summaries = outcomes.map(({ title, outcome }) => ({ title, summary: summaryOf(outcome, scene) }));
  const reports = outcomes.map(({ title, outcome }) => ({ title, reports: outcome.reports }));
  return [
    headline(result),
    caution(telling),
    summaryText(summaries, comparisonOf(result), scene.currency),
    ...(outcomes.length === 1 ? [] : [pairs(result)]),
    reportsText(reports),
    ...(options['show-buyers'] ? [`What is assumed of buyers:\n${modelText(model)}`] : []),
  ].join('\n\n');
}

/** The result as a program reads it. */
export function jsonOf(result: Result): string {
  const { options, model, telling, outcomes } = result;
  const { scene, observed, assumed } = telling;
  const document = {
    orders: options.orders,
    seed: scene.seed,
    shop: scene.shop,
    timeZone: scene.zone,
    currency: scene.currency,
    from: scene.from,
    observed,
    assumed,
    policies: outcomes.map(({ title, outcome }) => ({
      title,
      to: outcome.now,
      summary: summaryOf(outcome, scene),
      reports: outcome.reports,
      violations: outcome.violations,
    })),
    ...(outcomes.length === 1 ? {} : { comparison: comparisonOf(result) }),
    ...(options['show-buyers'] ? { buyers: assumptionsOf(model) } : {}),
  };
  return JSON.stringify(document, undefined, 2);
}

function comparisonOf({ outcomes: [first, second], telling: { scene } }: Result) {
  return first && second ? compare(first.outcome, second.outcome, scene) : undefined;
}

function headline({ options, telling: { scene } }: Result): string {
  const { orders, zone, seed } = scene;
  const days = orders.map(({ placedAt }) => localDayOf(placedAt, zone));
  const buyers = new Set(orders.map(({ buyer }) => buyer.id)).size;
  return `${orders.length} ${options.orders} orders of ${buyers} buyers, placed from ${days[0]} to ${days.at(-1)} (${zone}), seed ${seed}.`;
}

function caution({ observed, assumed }: Telling): string {
  return [
    ...observed.map((sentence) => `Observed: ${sentence}`),
    ...assumed.map((sentence) => `Assumed: ${sentence}`),
    'What buyers do follows from assumptions: --show-buyers prints them, --buyers changes them, docs/simulate.md says what they can’t tell.',
  ].join('\n');
}

function pairs(result: Result): string {
  const comparison = comparisonOf(result);
  const [first, second] = result.outcomes.map(({ title }) => title);
  if (!comparison) return '';
  const { paidOnlyHere, paidOnlyThere } = comparison;
  return [
    `${paidOnlyHere} orders were paid under ${first} alone, ${paidOnlyThere} under ${second} alone: both had the same buyers, who decided alike.`,
    'Intervals of money, reminders, calls and stock-hours are of pairs of the same order; those in points are as if the buyers were others, so wider than need be.',
  ].join('\n');
}
