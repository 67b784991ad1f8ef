import { html, type Html } from '../../html.ts';
import { table, type Column } from '../kit/table.ts';
import type { Reader } from '../reader.ts';
import { inLocale, type Pair } from '../words/pair.ts';
import { reportsWords } from '../words/reports.ts';

/** A column of a report's table: what it is called, and what its number means. */
export interface ReportColumn<Row> {
  readonly words: { readonly head: Pair; readonly means: Pair };
  readonly cell: (row: Row) => Html | string | undefined;
}

interface ReportTable<Row> {
  readonly caption: string;
  /** What names a row. */
  readonly name: { readonly head: string; readonly cell: (row: Row) => Html | string };
  readonly columns: readonly ReportColumn<Row>[];
  readonly rows: readonly Row[];
}

/** A report's chart beside the table that says the same and more; nothing at all where there is nothing to report. */
export function reportBody<Row>(charts: readonly Html[], of: ReportTable<Row>, reader: Reader): Html {
  const words = reportsWords[reader.locale];
  if (of.rows.length === 0) return html`<p class="card empty">${words.empty}</p>`;
  return html`<section class="card figures">${charts} ${reportTable(of, reader)}</section>
    ${meanings(of.columns, reader)}`;
}

/** A table of a report. */
export function reportTable<Row>(
  { caption, name, columns, rows }: ReportTable<Row>,
  { locale }: Reader,
): Html {
  const numbers: readonly Column<Row>[] = columns.map(({ words: { head }, cell }) => ({
    head: inLocale(head, locale),
    cell,
    isNumber: true,
  }));
  const { caption: named, empty } = reportsWords[locale];
  return table({ caption: named(caption), columns: [name, ...numbers], rows, empty });
}

/** What each number means, in one sentence. */
export function meanings(columns: readonly Pick<ReportColumn<never>, 'words'>[], { locale }: Reader): Html {
  return html`<section class="card">
    <h2>${reportsWords[locale].meanings}</h2>
    <dl class="meanings">
      ${columns.map(
        ({ words: { head, means } }) =>
          html`<div>
            <dt>${inLocale(head, locale)}</dt>
            <dd>${inLocale(means, locale)}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
