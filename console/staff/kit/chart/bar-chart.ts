import { html, type Html } from '../../../html.ts';
import { along, chart, label, type ChartText } from './chart.ts';

export interface ChartBar {
  readonly label: string;
  /** From zero up; null: not known, so no bar is drawn. */
  readonly value: number | null;
  /** Its value in words, at its end. */
  readonly said: string;
}

const ROW = 46;
/** The longest bar's part of the width; the rest is for what is said at its end. */
const WIDTH = 62;

/** Bars from zero, each with its name and number: for what is compared. */
export function barChart(text: ChartText & { readonly bars: readonly ChartBar[] }): Html {
  const { bars } = text;
  const most = Math.max(...bars.map(({ value }) => value ?? 0)) || 1;
  return chart(
    text,
    bars.length * ROW,
    bars.map((each, index) => barOf(each, (WIDTH * (each.value ?? 0)) / most, index * ROW)),
  );
}

function barOf({ label: name, value, said }: ChartBar, percent: number, top: number): Html {
  const x = along(percent);
  return html`<text class="name" x="0" y="${top + 13}">${label(name)}</text>
    ${value !== null && html`<rect class="bar-of" x="0" width="${value === 0 ? '1.5' : x}" y="${top + 20}" height="16" />`}
    <text x="${x}" dx="8" y="${top + 33}">${said}</text>`;
}
