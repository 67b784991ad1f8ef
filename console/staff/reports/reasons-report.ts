import type { Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import type { ReasonsReport } from '../rest-shapes.ts';
import { columnWords } from '../words/report-columns.ts';
import { reasonText } from '../words/reason-text.ts';
import { reportsWords } from '../words/reports.ts';
import { countText, shareOfText, shareText } from './figures.ts';
import { reportBody, type ReportColumn } from './report-body.ts';
import { shareChart } from './report-chart.ts';

type Group = ReasonsReport['groups'][number];

/** Why unpaid orders were not paid. */
export function reasonsReport({ groups, unpaid }: ReasonsReport, title: string, reader: Reader): Html {
  const { locale } = reader;
  const points = groups.map(({ key, orders, share }) => ({
    key,
    value: orders,
    said: shareOfText(share, orders, unpaid, locale),
    size: orders,
  }));
  const nameOf = (key: string) => reportsWords[locale].reasons[key] ?? reasonText(key, locale);
  const chart = shareChart({ title, grouping: null, points, nameOf }, locale);
  const name = { head: reportsWords[locale].group, cell: ({ key }: Group) => nameOf(key) };
  return reportBody([chart], { caption: title, name, columns: columnsFor(reader), rows: groups }, reader);
}

function columnsFor({ locale }: Reader): readonly ReportColumn<Group>[] {
  return [
    { words: columnWords.reasonOrders, cell: ({ orders }) => countText(orders, locale) },
    { words: columnWords.reasonShare, cell: ({ share }) => shareText(share, locale) },
    { words: columnWords.failures, cell: ({ failures = {} }) => failuresText(failures, locale) },
  ];
}

function failuresText(failures: Readonly<Record<string, number>>, locale: Reader['locale']): string {
  const told = Object.entries(failures).map(
    ([kind, orders]) => `${reasonText(kind, locale)}: ${countText(orders, locale)}`,
  );
  return told.join(' · ');
}
