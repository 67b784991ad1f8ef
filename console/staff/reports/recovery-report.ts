import type { Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import type { RecoveryReport } from '../rest-shapes.ts';
import { creditColumnWords } from '../words/report-columns-credit.ts';
import { countText, shareOfText, shareText, sumsText } from './figures.ts';
import { groupColumn, withTotal } from './group-name.ts';
import { reportBody, type ReportColumn } from './report-body.ts';
import { shareChart } from './report-chart.ts';

type Group = RecoveryReport['total'];

/** What offers after a declined application did. */
export function recoveryReport(
  { groups, groupBy, total }: RecoveryReport,
  title: string,
  reader: Reader,
): Html {
  const { locale } = reader;
  const points = groups.map(({ key, takeRate, taken, orders }) => ({
    key,
    value: takeRate,
    said: shareOfText(takeRate, taken, orders, locale),
    size: orders,
  }));
  const name = groupColumn(groupBy, locale, total);
  const rows = withTotal(groups, total);
  const chart = shareChart({ title, grouping: groupBy, points }, locale);
  return reportBody([chart], { caption: title, name, columns: columnsFor(reader), rows }, reader);
}

function columnsFor({ locale }: Reader): readonly ReportColumn<Group>[] {
  const words = creditColumnWords;
  return [
    { words: words.offers, cell: ({ offers }) => countText(offers, locale) },
    { words: words.offeredOrders, cell: ({ orders }) => countText(orders, locale) },
    { words: words.taken, cell: ({ taken }) => countText(taken, locale) },
    { words: words.takeRate, cell: ({ takeRate }) => shareText(takeRate, locale) },
    { words: words.paidWithOffer, cell: ({ paid }) => countText(paid, locale) },
    { words: words.paidRate, cell: ({ paidRate }) => shareText(paidRate, locale) },
    { words: words.paidAnyway, cell: ({ paidAnyway }) => countText(paidAnyway, locale) },
    { words: words.saved, cell: ({ saved }) => sumsText(saved, locale) },
  ];
}
