import { dayOf, daysAfter } from '../../../domain/calendar/local-date.ts';
import type { Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import type { UnpaidReport } from '../rest-shapes.ts';
import { columnWords } from '../words/report-columns.ts';
import { countText, shareOfText, sumsText } from './figures.ts';
import { groupColumn, withTotal } from './group-name.ts';
import { reportBody, type ReportColumn } from './report-body.ts';
import { shareChart, type Point } from './report-chart.ts';

type Group = UnpaidReport['total'];

/** The unpaid rate of each group of orders, and of all of them. */
export function unpaidReport({ groups, groupBy, total }: UnpaidReport, title: string, reader: Reader): Html {
  const { locale } = reader;
  const points = groups.map((group) => ({
    key: group.key,
    value: group.unpaidRate,
    said: rateText(group, reader),
    size: group.orders,
  }));
  const name = groupColumn(groupBy, locale, total);
  const rows = withTotal(groups, total);
  const chart = shareChart(
    { title, grouping: groupBy, points: groupBy === 'day' ? everyDay(points) : points },
    locale,
  );
  return reportBody([chart], { caption: title, name, columns: columnsFor(reader), rows }, reader);
}

/** Days without orders have a place in the chart too, so that it shows time as it passes. */
function everyDay(points: readonly Point[]): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return points;
  const byDay = new Map(points.map((point) => [point.key, point]));
  const days = dayOf(last.key) - dayOf(first.key) + 1;
  return Array.from({ length: days }, (_, index) => {
    const key = daysAfter(first.key, index);
    return byDay.get(key) ?? { key, value: null, said: '', size: 0 };
  });
}

function columnsFor(reader: Reader): readonly ReportColumn<Group>[] {
  const { locale } = reader;
  return [
    { words: columnWords.unpaidRate, cell: (group) => rateText(group, reader) },
    { words: columnWords.orders, cell: ({ orders }) => countText(orders, locale) },
    { words: columnWords.paid, cell: ({ paid }) => countText(paid, locale) },
    { words: columnWords.unpaid, cell: ({ unpaid }) => countText(unpaid, locale) },
    { words: columnWords.open, cell: ({ open }) => countText(open, locale) },
    { words: columnWords.tiedUp, cell: ({ tiedUp }) => sumsText(tiedUp, locale) },
    { words: columnWords.stockHours, cell: ({ stockHours }) => countText(stockHours, locale) },
  ];
}

function rateText({ unpaidRate, unpaid, paid }: Group, { locale }: Reader): string {
  return shareOfText(unpaidRate, unpaid, paid + unpaid, locale);
}
