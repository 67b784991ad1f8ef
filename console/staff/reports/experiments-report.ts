import { html, type Html } from '../../html.ts';
import { intervalChart, type Interval } from '../kit/chart/interval-chart.ts';
import { percentText } from '../kit/percent.ts';
import type { Reader } from '../reader.ts';
import type { ExperimentsReport } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { inLocale } from '../words/pair.ts';
import { columnWords } from '../words/report-columns.ts';
import { groupingNames } from '../words/report-groups.ts';
import { reportsWords } from '../words/reports.ts';
import { NOTHING, countText } from './figures.ts';
import { meanings, reportTable, type ReportColumn } from './report-body.ts';

type Arm = ExperimentsReport['groups'][number];
type Comparison = ExperimentsReport['comparisons'][number];

/** How the arms of experiments convert, with intervals: what lies within is as good a guess as the number itself. */
export function experimentsReport(
  { groups, comparisons }: ExperimentsReport,
  title: string,
  reader: Reader,
): Html {
  const { locale } = reader;
  const words = reportsWords[locale];
  if (groups.length === 0) return html`<p class="card empty">${words.empty}</p>`;
  const manyShops = new Set(groups.map(({ shop }) => shop)).size > 1;
  const nameOf = ({ shop, arm }: { readonly shop: string; readonly arm: string }) =>
    manyShops ? `${shop} · ${arm}` : arm;
  const versus = (one: Comparison) => words.against(nameOf(one), one.against);
  const head = inLocale(groupingNames.arm, locale);
  const arms = { caption: title, name: { head, cell: nameOf }, columns: armColumns(reader), rows: groups };
  const differences = {
    caption: words.differences,
    name: { head, cell: versus },
    columns: comparisonColumns(reader),
    rows: comparisons,
  };
  return html`<section class="card figures">
      ${armsChart(groups, nameOf, title, reader)} ${reportTable(arms, reader)}
    </section>
    ${
      comparisons.length > 0 &&
      html`<section class="card figures">
        ${comparisonsChart(comparisons, versus, reader)} ${reportTable(differences, reader)}
      </section>`
    }
    ${meanings([...arms.columns, ...differences.columns], reader)}`;
}

function armsChart(
  groups: readonly Arm[],
  nameOf: (arm: Arm) => string,
  title: string,
  reader: Reader,
): Html | undefined {
  const intervals = groups.flatMap((arm): readonly Interval[] =>
    arm.conversion === null
      ? []
      : [
          {
            label: nameOf(arm),
            ...arm.conversion,
            value: arm.conversion.share,
            said: conversionText(arm, reader),
          },
        ],
  );
  return chartOf('arms', title, intervals, reader);
}

function comparisonsChart(
  comparisons: readonly Comparison[],
  versus: (one: Comparison) => string,
  reader: Reader,
): Html | undefined {
  const intervals = comparisons.map((one) => ({
    label: versus(one),
    value: one.difference,
    low: one.low,
    high: one.high,
    said: differenceText(one, reader),
  }));
  return chartOf('differences', reportsWords[reader.locale].differences, intervals, reader, 0);
}

function chartOf(
  id: string,
  title: string,
  intervals: readonly Interval[],
  { locale }: Reader,
  mark?: number,
): Html | undefined {
  if (intervals.length === 0) return undefined;
  const says = intervals.map(({ label, said }) => `${label}: ${said}`).join('; ');
  const tick = (value: number) => percentText(value, locale);
  return intervalChart({ id, title, says, intervals, tick, ...(mark === undefined ? {} : { mark }) });
}

function armColumns(reader: Reader): readonly ReportColumn<Arm>[] {
  const { locale } = reader;
  return [
    { words: columnWords.converted, cell: (arm) => conversionText(arm, reader) },
    { words: columnWords.orders, cell: ({ orders }) => countText(orders, locale) },
    { words: columnWords.paid, cell: ({ paid }) => countText(paid, locale) },
    { words: columnWords.open, cell: ({ open }) => countText(open, locale) },
    { words: columnWords.armPolicy, cell: ({ policy }) => policy },
  ];
}

function comparisonColumns(reader: Reader): readonly ReportColumn<Comparison>[] {
  return [
    { words: columnWords.difference, cell: (one) => differenceText(one, reader) },
    {
      words: columnWords.significant,
      cell: ({ significant }) => codeText(significant ? 'yes' : 'no', reader.locale),
    },
  ];
}

function conversionText({ conversion }: Arm, reader: Reader): string {
  return conversion === null ? NOTHING : withBounds(conversion.share, conversion, reader);
}

function differenceText({ difference, low, high }: Comparison, reader: Reader): string {
  return withBounds(difference, { low, high }, reader);
}

function withBounds(
  value: number,
  { low, high }: { readonly low: number; readonly high: number },
  { locale }: Reader,
): string {
  const between = reportsWords[locale].between(percentText(low, locale), percentText(high, locale));
  return `${percentText(value, locale)} (${between})`;
}
