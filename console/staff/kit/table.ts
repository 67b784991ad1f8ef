import { html, type Html } from '../../html.ts';

/** A column of a table of `Row`s. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Html | string | undefined;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
}

export interface TableParts<Row> {
  /** What the table shows, for who can't see that. */
  readonly caption: string;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What is said where there is no row. */
  readonly empty: string;
}

/** A table; on a phone each row is a block, its cells named by their column. */
export function table<Row>({ caption, columns, rows, empty }: TableParts<Row>): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<table class="rows">
    <caption class="said">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(({ head, isNumber }) => html`<th scope="col" ${isNumber && html` class="number"`}>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${columns.map((column, index) => cellOf(column, row, index))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function cellOf<Row>({ head, cell, isNumber }: Column<Row>, row: Row, index: number): Html {
  const value = cell(row);
  if (index === 0) return html`<th scope="row">${value}</th>`;
  return html`<td data-head="${head}" ${isNumber && html` class="number"`}>${value}</td>`;
}
