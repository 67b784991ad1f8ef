import { integrityRules } from '../prisma/integrity.ts';
import { reportOf } from './check-report.ts';
import { showProgress } from './setup/progress.ts';
import { HELP } from './simulate/help.ts';
import { readOptions } from './simulate/options.ts';
import type { SimulateOptions } from './simulate/options.ts';
import { readModel } from './simulate/read-document.ts';
import type { NamedPolicy } from './simulate/read-document.ts';
import { jsonOf, textOf } from './simulate/result.ts';
import type { Result } from './simulate/result.ts';
import type { Scene } from './simulate/scene.ts';
import { openScratch } from './simulate/scratch.ts';
import { simulatePolicy } from './simulate/simulate-policy.ts';
import { tellScene } from './simulate/tell-scene.ts';
import { stopRequest } from './stop-request.ts';
import { Trouble } from './trouble.ts';

// `npm run simulate`: what would a policy do? Lives synthetic or recorded orders under it, by the real steps, on a database that is
// thrown away. Results go to stdout, everything else to stderr. Ends with 1 where it could not, or where a rule is broken at the end.

const { signal } = stopRequest();

async function simulate(options: SimulateOptions): Promise<Result> {
  const model = await readModel(options.buyers);
  const { policies, telling } = await tellScene(options, model, process.env);
  const shown = showPolicies(policies, telling.scene);
  const scratch = await openScratch();
  try {
    const outcomes = await Promise.all(
      policies.map(async (named, index) => {
        const databaseUrl = await scratch.database(`policy_${index}`);
        const onProgress = (now: string) => shown.have(named, now);
        const { policy } = named;
        return {
          ...named,
          outcome: await simulatePolicy({ databaseUrl, policy, scene: telling.scene, signal, onProgress }),
        };
      }),
    );
    return { options, model, telling, outcomes };
  } finally {
    shown.done();
    await scratch.remove();
  }
}

/** How far each policy has come. */
function showPolicies(policies: readonly NamedPolicy[], { orders }: Scene) {
  const progress = showProgress(`${orders.length} orders`, process.stderr);
  const reached = new Map<NamedPolicy, string>();
  return {
    have(policy: NamedPolicy, now: string): void {
      reached.set(policy, now.slice(0, 16));
      const each = policies.map((one) => `${one.title} at ${reached.get(one) ?? 'its beginning'}`);
      progress.now(each.join(', '));
    },
    done: () => progress.done(signal.aborted ? 'Stopped' : `${orders.length} orders lived`),
  };
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const result = await simulate(options);
  console.log(options.json ? jsonOf(result) : textOf(result));
  const violations = result.outcomes.flatMap(({ outcome }) => outcome.violations);
  if (violations.length > 0) console.error(reportOf(integrityRules, violations));
  return violations.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!signal.aborted) console.error(error instanceof Trouble ? error.message : error);
  process.exitCode = 1;
}
