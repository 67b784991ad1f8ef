import { durationMs } from '../../../domain/duration.ts';
import { durationText } from '../../../domain/messages/time-text.ts';
import { html, type Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import type { CreditReport } from '../rest-shapes.ts';
import { creditColumnWords } from '../words/report-columns-credit.ts';
import { reportsWords } from '../words/reports.ts';
import { NOTHING, countText, shareOfText, sumsText } from './figures.ts';
import { groupColumn, withTotal } from './group-name.ts';
import { meanings, reportBody, reportTable, type ReportColumn } from './report-body.ts';
import { shareChart } from './report-chart.ts';

type Group = CreditReport['total'];

/** How applications to pay later were decided, and how they are paid back. */
export function creditReport({ groups, groupBy, total }: CreditReport, title: string, reader: Reader): Html {
  const { locale } = reader;
  const words = reportsWords[locale];
  const points = groups.map((group) => ({
    key: group.key,
    value: group.approvalRate,
    said: rateText(group, reader),
    size: group.applications,
  }));
  const name = groupColumn(groupBy, locale, total);
  const rows = withTotal(groups, total);
  const chart = shareChart({ title, grouping: groupBy, points }, locale);
  const decided = { caption: title, name, columns: decisionColumns(reader), rows };
  const repaid = { caption: words.repayment, name, columns: repaymentColumns(reader), rows };
  if (rows.length === 0) return reportBody([chart], decided, reader);
  return html`<section class="card figures">${chart} ${reportTable(decided, reader)}</section>
    <section class="card figures">
      <h2>${words.repayment}</h2>
      ${reportTable(repaid, reader)}
    </section>
    ${meanings([...decided.columns, ...repaid.columns], reader)}`;
}

function decisionColumns(reader: Reader): readonly ReportColumn<Group>[] {
  const { locale } = reader;
  const words = creditColumnWords;
  return [
    { words: words.approvalRate, cell: (group) => rateText(group, reader) },
    { words: words.applications, cell: ({ applications }) => countText(applications, locale) },
    { words: words.approved, cell: ({ approved }) => countText(approved, locale) },
    { words: words.declined, cell: ({ declined }) => countText(declined, locale) },
    {
      words: words.withoutAnswer,
      cell: ({ withdrawn, undecided }) => countText(withdrawn + undecided, locale),
    },
    { words: words.reviewed, cell: ({ reviewed, decidedByPerson }) => `${reviewed} (${decidedByPerson})` },
    { words: words.timeToDecision, cell: (group) => timeText(group, reader) },
  ];
}

function repaymentColumns({ locale }: Reader): readonly ReportColumn<Group>[] {
  const words = creditColumnWords;
  return [
    { words: words.financed, cell: ({ financed }) => sumsText(financed, locale) },
    {
      words: words.overdue,
      cell: ({ overdue: { share, applications, reported } }) =>
        shareOfText(share, applications, reported, locale),
    },
    {
      words: words.late,
      cell: ({ repayment: { lateRate, late, due } }) => shareOfText(lateRate, late, due, locale),
    },
    { words: words.outstanding, cell: ({ repayment }) => sumsText(repayment.outstanding, locale) },
  ];
}

function rateText({ approvalRate, approved, declined }: Group, { locale }: Reader): string {
  return shareOfText(approvalRate, approved, approved + declined, locale);
}

function timeText({ timeToDecision: times }: Group, { locale }: Reader): string {
  return times === null
    ? NOTHING
    : [times.p50, times.p90].map((text) => durationText(durationMs(text), locale)).join(' · ');
}
