import { html, type Html } from '../../html.ts';
import type { Field, Filled } from '../kit/field.ts';
import { filters } from '../kit/filters.ts';
import type { Reader } from '../reader.ts';
import { kitWords } from '../words/kit.ts';
import { inLocale } from '../words/pair.ts';
import { groupingNames, type Grouping } from '../words/report-groups.ts';
import { reportTitles, type ReportName } from '../words/report-titles.ts';
import { reportsWords } from '../words/reports.ts';
import { REPORTS, reportHref } from './reports-page.ts';

/** What a report can be asked for. */
export interface ReportFilters {
  /** Whether it is about the orders of a stretch of time. */
  readonly isOfATime: boolean;
  readonly groupings: readonly Grouping[];
  /** Whether its orders can also be taken all together. */
  readonly alsoTogether: boolean;
  /** Whether the reader's key is for more than one shop. */
  readonly ofShops: boolean;
}

export interface ReportView {
  readonly name: ReportName;
  readonly filters: ReportFilters;
  /** What was asked for, and what could not be read of it. */
  readonly asked: Filled;
  /** What the report says; undefined where it could not be asked for. */
  readonly body: Html | undefined;
}

/** A report: what it says, for which orders, and its numbers. */
export function reportPage({ name, filters: of, asked, body }: ReportView, reader: Reader): Html {
  const { locale, timeZone } = reader;
  const { title, lead } = reportTitles[name];
  return html`<p class="back"><a href="${REPORTS}">${reportsWords[locale].all}</a></p>
    <h1>${inLocale(title, locale)}</h1>
    <p>${inLocale(lead, locale)}</p>
    ${filters(fieldsOf(of, reader), { action: reportHref(name), locale, filled: asked })} ${body}
    <p class="fine">${kitWords[locale].zone(timeZone)}</p>`;
}

function fieldsOf(
  { isOfATime, groupings, alsoTogether, ofShops }: ReportFilters,
  { locale }: Reader,
): readonly Field[] {
  const { from, to, shop, groupBy, together } = reportsWords[locale].filters;
  const choices = groupings.map((value) => ({ value, text: inLocale(groupingNames[value], locale) }));
  const all = alsoTogether ? [{ value: '', text: together }] : [];
  const times = [
    { kind: 'date', name: 'from', label: from },
    { kind: 'date', name: 'to', label: to },
  ] as const;
  return [
    ...(isOfATime ? times : []),
    ...(groupings.length > 0
      ? [{ kind: 'choice', name: 'groupBy', label: groupBy, choices: [...all, ...choices] } as const]
      : []),
    ...(ofShops ? [{ kind: 'text', name: 'shop', label: shop } as const] : []),
  ];
}
