import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineChart } from '../line-chart.ts';
import { simulateOrdering } from '../provider-ordering.ts';
import type { RegretPoint } from '../provider-ordering.ts';
import type { Scenario } from '../scenario.ts';

const APPLICATIONS = 10_000;
const RESULTS = fileURLToPath(new URL('../results', import.meta.url));
const NAME = 'provider-ordering-regret';

/** Simulated, so the machine does not matter: how much ordering providers by what was observed is worth. */
export const providerOrdering: Scenario = {
  name: 'provider-ordering',
  about: `${APPLICATIONS} declined applications: outside providers by Thompson sampling against a blind choice; writes the regret curve`,
  async run() {
    const { curve, ...figures } = simulateOrdering({ applications: APPLICATIONS, seed: 'bench' });
    if (figures.rescuedSampled <= figures.rescuedRandom)
      throw new Error('ordering by what was observed rescued no more orders than chance');
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, `${NAME}.csv`), asCsv(curve));
    writeFileSync(join(RESULTS, `${NAME}.svg`), asChart(curve));
    return { ...figures, regretCurve: `bench/results/${NAME}.csv`, picture: `bench/results/${NAME}.svg` };
  },
};

function asCsv(curve: readonly RegretPoint[]): string {
  const rows = curve.map(({ applications, sampled, random }) =>
    [applications, sampled.toFixed(1), random.toFixed(1)].join(','),
  );
  return `${['applications,lost_by_sampling,lost_by_chance', ...rows].join('\n')}\n`;
}

function asChart(curve: readonly RegretPoint[]): string {
  const line = (name: string, colour: string, lost: (point: RegretPoint) => number) => ({
    name,
    colour,
    points: [{ x: 0, y: 0 }, ...curve.map((point) => ({ x: point.applications, y: lost(point) }))],
  });
  return lineChart({
    title: 'Orders lost against always asking the best provider first',
    xLabel: 'declined applications',
    yLabel: 'orders not rescued',
    series: [
      line('a blind choice', '#8a2a1a', ({ random }) => random),
      line('Thompson sampling', '#14614b', ({ sampled }) => sampled),
    ],
  });
}
