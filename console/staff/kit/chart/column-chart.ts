import { html, type Html } from '../../../html.ts';
import { along, chart, type ChartText } from './chart.ts';
import { roundUp } from './scale.ts';

export interface ChartColumn {
  /** What stands below it, where there is room. */
  readonly label: string;
  /** Null: not known, so nothing is drawn. Zero is a line. */
  readonly value: number | null;
  /** The column in words, for who points at it. */
  readonly said: string;
}

const TOP = 18;
const HEIGHT = 180;
const BELOW = 24;
/** The columns' part of the width; the rest is the scale's. */
const WIDTH = 88;
/** As many labels as a phone has room for. */
const MOST_LABELS = 8;
const LABELS = 5;

/** Columns from zero up, one beside the other: for what has an order of its own, hours and days. */
export function columnChart(
  text: ChartText & { readonly columns: readonly ChartColumn[]; readonly tick: (value: number) => string },
): Html {
  const { columns, tick } = text;
  const top = roundUp(Math.max(0, ...columns.map(({ value }) => value ?? 0)));
  const slot = WIDTH / Math.max(1, columns.length);
  const every = columns.length <= MOST_LABELS ? 1 : Math.ceil(columns.length / LABELS);
  const height = (value: number) => Math.max(1.5, (value / top) * HEIGHT);
  return chart(text, TOP + HEIGHT + BELOW, [
    ...[0, top / 2, top].map((value) => lineAt(TOP + HEIGHT - (value / top) * HEIGHT, tick(value))),
    ...columns.flatMap(({ value, said }, index) =>
      value === null ? [] : [column(along(slot * (index + 0.15)), along(slot * 0.7), height(value), said)],
    ),
    ...columns.flatMap(({ label }, index) =>
      index % every > 0
        ? []
        : [
            html`<text x="${along(slot * (index + 0.5))}" y="${TOP + HEIGHT + 18}" text-anchor="middle"
              >${label}</text
            >`,
          ],
    ),
  ]);
}

function column(x: string, width: string, height: number, said: string): Html {
  const y = Math.round((TOP + HEIGHT - height) * 10) / 10;
  return html`<rect
    class="bar-of"
    x="${x}"
    width="${width}"
    y="${y}"
    height="${Math.round(height * 10) / 10}"
  >
    <title>${said}</title>
  </rect>`;
}

function lineAt(y: number, text: string): Html {
  return html`<line x1="0" x2="100%" y1="${y}" y2="${y}" />
    <text x="100%" y="${y - 5}" text-anchor="end">${text}</text>`;
}
