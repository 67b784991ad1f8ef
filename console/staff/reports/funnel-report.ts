import type { Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import type { FunnelReport } from '../rest-shapes.ts';
import { inLocale } from '../words/pair.ts';
import { columnWords } from '../words/report-columns.ts';
import { groupingNames } from '../words/report-groups.ts';
import { reportsWords } from '../words/reports.ts';
import { countText, shareOfText, shareText } from './figures.ts';
import { groupName } from './group-name.ts';
import { reportBody, type ReportColumn } from './report-body.ts';
import { shareChart } from './report-chart.ts';

type Step = FunnelReport['groups'][number]['steps'][number];
interface Row extends Step {
  readonly key: string;
}

/** How far orders came. All together, the chart has the steps; by groups, what share of each was paid. */
export function funnelReport({ groups, groupBy }: FunnelReport, title: string, reader: Reader): Html {
  const { locale } = reader;
  const { steps: stepNames } = reportsWords[locale];
  const rows: readonly Row[] = groups.flatMap(({ key, steps }) => steps.map((step) => ({ key, ...step })));
  const cell = ({ key, step }: Row) =>
    groupBy === null ? stepNames[step] : `${groupName(groupBy, key, locale)} · ${stepNames[step]}`;
  const { step } = columnWords;
  const grouped = groupBy === null ? '' : ` · ${inLocale(groupingNames[groupBy], locale)}`;
  const name = { head: `${inLocale(step.head, locale)}${grouped}`, cell };
  const chart = groupBy === null ? stepsChart(rows, title, reader) : paidChart(rows, groupBy, reader);
  return reportBody([chart], { caption: title, name, columns: columnsFor(reader), rows }, reader);
}

function stepsChart(rows: readonly Row[], title: string, { locale }: Reader): Html {
  const placed = rows[0]?.orders ?? 0;
  const points = rows.map(({ step, orders, ofPlaced }) => ({
    key: step,
    value: orders,
    said: shareOfText(ofPlaced, orders, placed, locale),
    size: orders,
  }));
  const names: Readonly<Record<string, string>> = reportsWords[locale].steps;
  return shareChart({ title, grouping: null, points, nameOf: (key) => names[key] ?? key }, locale);
}

function paidChart(rows: readonly Row[], grouping: FunnelReport['groupBy'], { locale }: Reader): Html {
  const placed = new Map(
    rows.filter(({ step }) => step === 'placed').map(({ key, orders }) => [key, orders]),
  );
  const points = rows
    .filter(({ step }) => step === 'paid')
    .map(({ key, orders, ofPlaced: value }) => {
      const size = placed.get(key) ?? 0;
      return { key, value, said: shareOfText(value, orders, size, locale), size };
    });
  return shareChart({ title: reportsWords[locale].steps.paid, grouping, points }, locale);
}

function columnsFor({ locale }: Reader): readonly ReportColumn<Row>[] {
  return [
    { words: columnWords.reached, cell: ({ orders }) => countText(orders, locale) },
    { words: columnWords.ofPlaced, cell: ({ ofPlaced }) => shareText(ofPlaced, locale) },
    { words: columnWords.ofStepBefore, cell: ({ ofStepBefore }) => shareText(ofStepBefore, locale) },
  ];
}
