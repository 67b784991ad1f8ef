/** One line of a chart. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
}

const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 64;
const RIGHT = 150;
const TOP = 48;
const BOTTOM = 56;
const TICKS = 5;

/** A chart of lines from zero on, as an SVG that any browser opens. Each line is named at its end, so that nobody needs its colour. */
export function lineChart({ title, xLabel, yLabel, series }: Chart): string {
  const all = series.flatMap(({ points }) => points);
  const [mostX, mostY] = [Math.max(1, ...all.map(({ x }) => x)), Math.max(1, ...all.map(({ y }) => y))];
  const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({
    x: LEFT + (x / mostX) * (WIDTH - LEFT - RIGHT),
    y: HEIGHT - BOTTOM - (y / mostY) * (HEIGHT - TOP - BOTTOM),
  });
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => index / TICKS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img">`,
    `<title>${title}</title><rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${LEFT}" y="26" font-size="16">${title}</text>`,
    ...ticks.map((share) => {
      const { x } = place({ x: share * mostX, y: 0 });
      return `<text x="${rounded(x)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${said(share * mostX)}</text>`;
    }),
    ...ticks.map((share) => {
      const { y } = place({ x: 0, y: share * mostY });
      return `<path d="M${LEFT} ${rounded(y)}H${WIDTH - RIGHT}" stroke="#ddd"/><text x="${LEFT - 8}" y="${rounded(y + 4)}" text-anchor="end">${said(share * mostY)}</text>`;
    }),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${xLabel}</text>`,
    `<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${yLabel}</text>`,
    ...series.map((line) => lineOf(line, place)),
    '</svg>\n',
  ].join('\n');
}

type Place = (point: Series['points'][number]) => { readonly x: number; readonly y: number };

function lineOf({ name, colour, points }: Series, place: Place): string {
  const places = points.map(place);
  const path = places.map(({ x, y }) => `${rounded(x)} ${rounded(y)}`).join('L');
  const end = places.at(-1) ?? { x: LEFT, y: HEIGHT - BOTTOM };
  return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/><text x="${rounded(end.x + 8)}" y="${rounded(end.y + 4)}" fill="${colour}">${name}</text>`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function said(value: number): string {
  return Math.round(value).toLocaleString('en');
}
