import { html, type Html } from '../../../html.ts';
import { along, chart, label, type ChartText } from './chart.ts';
import { stretchAround, type Stretch } from './scale.ts';

/** A number that is not known exactly: the most likely one, and between which two it lies. */
export interface Interval {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** All of it in words. */
  readonly said: string;
}

const ROW = 58;
const BELOW = 24;
const MARGIN = 4;

/** Intervals, one below the other on one scale, each a line with a dot; `mark`: a value that all are compared with. */
export function intervalChart(
  text: ChartText & {
    readonly intervals: readonly Interval[];
    readonly tick: (value: number) => string;
    readonly mark?: number;
  },
): Html {
  const { intervals, tick, mark } = text;
  const compared = mark === undefined ? [] : [mark];
  const stretch = stretchAround([...compared, ...intervals.flatMap(({ low, high }) => [low, high])]);
  const x = placeOn(stretch);
  const bottom = intervals.length * ROW;
  return chart(text, bottom + BELOW, [
    ...stretch.marks.map(
      (at) =>
        html`<line x1="${x(at)}" x2="${x(at)}" y1="0" y2="${bottom}" ${at === mark && html` class="mark"`} />
          <text x="${x(at)}" y="${bottom + 18}" text-anchor="middle">${tick(at)}</text>`,
    ),
    ...intervals.map((each, index) => intervalOf(each, x, index * ROW)),
  ]);
}

function placeOn({ from, to }: Stretch): (value: number) => string {
  return (value) => along(MARGIN + ((100 - 2 * MARGIN) * (value - from)) / (to - from));
}

function intervalOf(
  { label: name, value, low, high, said }: Interval,
  x: (value: number) => string,
  top: number,
): Html {
  const y = top + 44;
  return html`<text class="name" x="0" y="${top + 13}">${label(name)}</text>
    <text x="0" y="${top + 30}">${said}</text>
    <line class="whisker" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}" />
    <circle class="bar-of" cx="${x(value)}" cy="${y}" r="5" />`;
}
