import { expect, test } from 'vitest';
import { lineChart } from '../../bench/line-chart.ts';

test('a chart names its lines where they end, and draws each from its first point to its last', () => {
  const points = (most: number) => [
    { x: 0, y: 0 },
    { x: 100, y: most },
  ];
  const svg = lineChart({
    title: 'Lost',
    xLabel: 'applications',
    yLabel: 'orders',
    series: [
      { name: 'chance', colour: '#800', points: points(40) },
      { name: 'sampling', colour: '#080', points: points(10) },
    ],
  });
  const paths = [...svg.matchAll(/d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/g)].map((path) =>
    path.slice(1).map(Number),
  );
  expect(paths).toEqual([
    [64, 344, 570, 48],
    [64, 344, 570, 270],
  ]);
  for (const text of ['>Lost<', '>chance<', '>sampling<', '>applications<', '>orders<', '>100<', '>40<'])
    expect(svg).toContain(text);
});
