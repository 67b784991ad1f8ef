import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Html } from '../../html.ts';
import { barChart } from '../kit/chart/bar-chart.ts';
import { columnChart } from '../kit/chart/column-chart.ts';
import { percentText } from '../kit/percent.ts';
import type { Grouping } from '../words/report-groups.ts';
import { reportsWords } from '../words/reports.ts';
import { groupName, shortGroupName } from './group-name.ts';

/** A group with the number that a chart shows of it. */
export interface Point {
  readonly key: string;
  readonly value: number | null;
  /** In words: `12.5% (5 of 40)`. */
  readonly said: string;
  /** How many orders, or whatever is counted, are in it: where there is no room for all, the largest are shown. */
  readonly size: number;
}

export interface ReportChart {
  readonly title: string;
  readonly grouping: Grouping | null;
  readonly points: readonly Point[];
  /** What a group is called, where it is none of a grouping. */
  readonly nameOf?: (key: string) => string;
}

/** Groupings with an order of their own, which columns keep; all others are compared by bars. */
const ordered: readonly (Grouping | null)[] = ['day', 'hour', 'weekday'];
/** More bars than that nobody compares; the table has all. */
const MOST_BARS = 12;

/** Shares by group, as columns or bars. */
export function shareChart(chart: ReportChart, locale: WordingLocale): Html {
  const { grouping, points, title } = chart;
  if (!ordered.includes(grouping)) return bars(chart, locale);
  const columns = points.map(({ key, value, said }) => ({
    label: shortGroupName(grouping, key, locale),
    value,
    said: `${groupName(grouping, key, locale)}: ${said}`,
  }));
  const tick = (value: number) => percentText(value, locale);
  return columnChart({ id: 'chart', title, says: says(chart, locale), columns, tick });
}

function bars(chart: ReportChart, locale: WordingLocale): Html {
  const { points, grouping, title } = chart;
  const nameOf = chart.nameOf ?? ((key: string) => groupName(grouping, key, locale));
  const shown = points.length > MOST_BARS ? largestOf(points) : points;
  const cut =
    shown.length < points.length ? ` (${reportsWords[locale].largest(shown.length, points.length)})` : '';
  return barChart({
    id: 'chart',
    title: `${title}${cut}`,
    says: says(chart, locale),
    bars: shown.map(({ key, value, said }) => ({ label: nameOf(key), value, said })),
  });
}

function largestOf(points: readonly Point[]): readonly Point[] {
  return points.toSorted((one, other) => other.size - one.size).slice(0, MOST_BARS);
}

function says({ points, grouping, nameOf }: ReportChart, locale: WordingLocale): string {
  const words = reportsWords[locale];
  const known = points
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [least, most] = [known[0], known.at(-1)];
  if (!least || !most) return words.saysNothing;
  const named = ({ key, said }: Point) =>
    `${nameOf ? nameOf(key) : groupName(grouping, key, locale)}: ${said}`;
  return words.says(points.length, named(least), named(most));
}
