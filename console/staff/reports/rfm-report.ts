import { html, type Html } from '../../html.ts';
import { priceText } from '../kit/money.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { RfmReport } from '../rest-shapes.ts';
import { creditColumnWords } from '../words/report-columns-credit.ts';
import { reportsWords } from '../words/reports.ts';
import { countText, shareText } from './figures.ts';
import { reportBody, type ReportColumn } from './report-body.ts';
import { shareChart } from './report-chart.ts';

type Group = RfmReport['groups'][number];

/** A shop's buyers, the important ones and the others. `currency`: the shop's. */
export function rfmReport(
  report: RfmReport & { readonly currency: string },
  title: string,
  reader: Reader,
): Html {
  const { locale } = reader;
  const { groups, since, importantMonetary: amount, frequentOrders, currency } = report;
  const words = reportsWords[locale];
  const nameOf = (key: string) => (key === 'important' ? words.important : words.others);
  const points = groups.map(({ key, buyers, share }) => ({
    key,
    value: buyers,
    said: `${countText(buyers, locale)} (${shareText(share, locale)})`,
    size: buyers,
  }));
  const chart = shareChart({ title, grouping: null, points, nameOf }, locale);
  const name = { head: words.group, cell: ({ key }: Group) => nameOf(key) };
  const rule = words.rule(priceText({ amount, currency }, locale), frequentOrders);
  return html`<p>${rule} ${when(since, reader)}.</p>
    ${reportBody([chart], { caption: title, name, columns: columnsFor(currency, reader), rows: groups }, reader)}`;
}

function columnsFor(currency: string, { locale }: Reader): readonly ReportColumn<Group>[] {
  const words = creditColumnWords;
  return [
    { words: words.buyers, cell: ({ buyers }) => countText(buyers, locale) },
    { words: words.buyersShare, cell: ({ share }) => shareText(share, locale) },
    { words: words.buyersOrders, cell: ({ orders }) => countText(orders, locale) },
    { words: words.spent, cell: ({ spent }) => priceText({ amount: spent, currency }, locale) },
  ];
}
