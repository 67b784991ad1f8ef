import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runTool } from '../dev/setup/run-tool.ts';
import { SECOND } from '../domain/duration.ts';
import { readTally } from './soak-tally.ts';
import type { Played } from './soak-tally.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOOK_EVERY = 2 * SECOND;

const Report = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Seeds that are played on machines of their own. */
export interface SeedGroup {
  readonly first: number;
  readonly count: number;
  /** Orders of each seed. */
  readonly orders: number;
  /** Seeds that share the machines at the same time. */
  readonly atOnce: number;
}

/** What went wrong in a group of seeds, one text for each; and what was played to its end. */
export interface SeedRun {
  readonly findings: readonly string[];
  readonly played: readonly Played[];
}

/** Plays a group of seeds to its end, or until `signal`; `onPlayed` hears every few seconds how far it has come. */
export async function playSeeds(
  group: SeedGroup,
  signal: AbortSignal,
  onPlayed: (played: readonly Played[]) => void,
): Promise<SeedRun> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-soak-'));
  const [report, tally] = [join(folder, 'report.json'), join(folder, 'tally')];
  const env = { ...process.env, ...environmentOf(group), HOLDFAST_TALLY: tally };
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const words = ['run', '--reporter=json', `--outputFile=${report}`, 'test/workflows/seeds.test.ts'];
  const looking = setInterval(() => void readTally(tally).then(onPlayed), LOOK_EVERY);
  try {
    const { code, lines } = await runTool(process.execPath, [vitest, ...words], { cwd: ROOT, env, signal });
    const played = await readTally(tally);
    if (signal.aborted) return { played, findings: wrongOf(played) };
    const text = await readFile(report, 'utf8').catch(() => undefined);
    return { played, findings: text === undefined ? [lines.join('\n')] : findingsOf(text, code) };
  } finally {
    clearInterval(looking);
    await rm(folder, { recursive: true, force: true });
  }
}

function environmentOf({ first, count, orders, atOnce }: SeedGroup) {
  return {
    HOLDFAST_SEED: String(first),
    HOLDFAST_SEEDS: String(count),
    HOLDFAST_ORDERS: String(orders),
    HOLDFAST_AT_ONCE: String(atOnce),
  };
}

/** Of a run that was stopped nobody tells what went wrong, only where. */
function wrongOf(played: readonly Played[]): readonly string[] {
  return played.filter(({ isRight }) => !isRight).map(({ seed }) => `seed ${seed} is wrong`);
}

function findingsOf(text: string, code: number | undefined): readonly string[] {
  const { testResults } = Report.parse(JSON.parse(text));
  const failed = testResults.flatMap(({ assertionResults, message = '' }) => {
    const found = assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ title, failureMessages }) => `${title}\n${failureMessages.join('\n')}`);
    return found.length > 0 || message === '' ? found : [message];
  });
  return failed.length === 0 && code !== 0 ? ['the run ended badly, and no test says why'] : failed;
}
