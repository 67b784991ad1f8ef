import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulateOrdering } from '../provider-ordering.ts';
import type { Scenario } from '../scenario.ts';

const APPLICATIONS = 10_000;
const RESULTS = fileURLToPath(new URL('../results', import.meta.url));

/** Simulated, so the machine does not matter: how much ordering providers by what was observed is worth. */
export const providerOrdering: Scenario = {
  name: 'provider-ordering',
  about: `${APPLICATIONS} declined applications: outside providers by Thompson sampling against a blind choice; writes the regret curve`,
  async run() {
    const { curve, ...figures } = simulateOrdering({ applications: APPLICATIONS, seed: 'bench' });
    if (figures.rescuedSampled <= figures.rescuedRandom)
      throw new Error('ordering by what was observed rescued no more orders than chance');
    mkdirSync(RESULTS, { recursive: true });
    const rows = curve.map(({ applications, sampled, random }) =>
      [applications, sampled.toFixed(1), random.toFixed(1)].join(','),
    );
    const file = join(RESULTS, 'provider-ordering-regret.csv');
    writeFileSync(file, `${['applications,sampled,random', ...rows].join('\n')}\n`);
    return { ...figures, regretCurve: file };
  },
};
