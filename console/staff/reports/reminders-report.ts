import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import type { Reader } from '../reader.ts';
import type { ReminderReport } from '../rest-shapes.ts';
import { inLocale } from '../words/pair.ts';
import { columnWords } from '../words/report-columns.ts';
import { reportsWords } from '../words/reports.ts';
import { countText, shareOfText, shareText } from './figures.ts';
import { groupColumn } from './group-name.ts';
import { reportBody, type ReportColumn } from './report-body.ts';
import { shareChart } from './report-chart.ts';

type Group = ReminderReport['groups'][number];

/** What followed reminders, beside the orders that were never reminded. */
export function remindersReport(report: ReminderReport, title: string, reader: Reader): Html {
  const { locale } = reader;
  const { groups, groupBy } = report;
  const points = groups.map(({ key, conversion, paidWithin24h, sent }) => ({
    key,
    value: conversion,
    said: shareOfText(conversion, paidWithin24h, sent, locale),
    size: sent,
  }));
  const chart = shareChart({ title, grouping: groupBy, points }, locale);
  const name = groupColumn(groupBy, locale);
  const columns = columnsFor(reader);
  return html`${besideThose(report, reader)}
  ${reportBody([chart], { caption: title, name, columns, rows: groups }, reader)}`;
}

/** Two numbers, not a chart: those who are reminded are those who had not paid yet. */
function besideThose({ reminded, neverReminded }: ReminderReport, { locale }: Reader): Html {
  const words = reportsWords[locale];
  const paid = ({ conversion, paid, orders }: ReminderReport['reminded']) =>
    orders === 0
      ? undefined
      : `${inLocale(columnWords.paid.head, locale)}: ${shareOfText(conversion, paid, orders, locale)}`;
  if (reminded.orders + neverReminded.orders === 0) return html``;
  return html`<section class="card">
    ${facts([
      [words.reminded, paid(reminded)],
      [words.neverReminded, paid(neverReminded)],
    ])}
  </section>`;
}

function columnsFor({ locale }: Reader): readonly ReportColumn<Group>[] {
  return [
    { words: columnWords.sent, cell: ({ sent }) => countText(sent, locale) },
    { words: columnWords.opened, cell: ({ opened }) => countText(opened, locale) },
    { words: columnWords.openRate, cell: ({ openRate }) => shareText(openRate, locale) },
    { words: columnWords.paidWithin24h, cell: ({ paidWithin24h }) => countText(paidWithin24h, locale) },
    { words: columnWords.conversion, cell: ({ conversion }) => shareText(conversion, locale) },
  ];
}
