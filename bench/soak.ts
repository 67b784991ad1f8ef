import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { elapsed, showProgress } from '../dev/setup/progress.ts';
import { runTool } from '../dev/setup/run-tool.ts';
import { stopRequest } from '../dev/stop-request.ts';
import { MINUTE, SECOND } from '../domain/duration.ts';
import { readTally } from './soak-tally.ts';
import type { Played } from './soak-tally.ts';

// `npm run soak`: many seeds of test/workflows/seeds.test.ts, each a play of its own that is the same every time. What a seed finds is
// told with the command that plays it again: `npm run soak -- --seed 17 --orders 50`.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A thousand by default; so many share an engine and a database before they get fresh ones. */
const ALL = 1_000;
const TOGETHER = 100;
const ORDERS = 3;
/** So many are played side by side. Mostly they wait for the engine to let time pass, so more of them than cores. */
const AT_ONCE = 6 * availableParallelism();
const LOOK_EVERY = 2 * SECOND;

const Count = z.coerce.number().int().min(1).max(1_000_000);
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

interface Wanted {
  readonly first: number;
  readonly count: number;
  readonly orders: number;
  readonly atOnce: number;
}

/** What went wrong in a run of seeds, one text for each; and what was played to its end. */
interface Run {
  readonly findings: readonly string[];
  readonly played: readonly Played[];
}

function wantedOf(words: readonly string[]): Wanted {
  const options = {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    orders: { type: 'string' },
    'at-once': { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: [...words], options });
  const count = values.seeds ?? (values.seed === undefined ? ALL : 1);
  return {
    first: Count.parse(values.seed ?? 1),
    count: Count.parse(count),
    orders: Count.parse(values.orders ?? ORDERS),
    atOnce: Count.parse(values['at-once'] ?? AT_ONCE),
  };
}

async function playSeeds(
  { first, count, orders, atOnce }: Wanted,
  signal: AbortSignal,
  onPlayed: (played: readonly Played[]) => void,
): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-soak-'));
  const [report, tally] = [join(folder, 'report.json'), join(folder, 'tally')];
  const env = {
    ...process.env,
    HOLDFAST_SEED: String(first),
    HOLDFAST_SEEDS: String(count),
    HOLDFAST_ORDERS: String(orders),
    HOLDFAST_AT_ONCE: String(atOnce),
    HOLDFAST_TALLY: tally,
  };
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

/** Plays some seeds that share an engine, tells of them, and answers what they came to. */
async function playSome(wanted: Wanted, signal: AbortSignal): Promise<Run> {
  const { first, count, orders } = wanted;
  const seeds = count === 1 ? `Seed ${first}` : `Seeds ${first} to ${first + count - 1}`;
  const progress = showProgress(`${seeds}, ${orders} orders each`);
  progress.now('starting the machines');
  const run = await playSeeds(wanted, signal, (played) =>
    progress.now(`${played.length} played, ${wrongOf(played).length} wrong`),
  );
  const outcome = run.findings.length === 0 ? 'right' : `${run.findings.length} wrong`;
  progress.done(signal.aborted ? `${seeds}: stopped after ${run.played.length}` : `${seeds}: ${outcome}`);
  for (const finding of run.findings) console.log(`\n${finding}\n`);
  return run;
}

/** What a person pastes into an issue. */
function summaryOf(runs: readonly Run[], { first, atOnce }: Wanted, ms: number): string {
  const played = runs.flatMap((run) => run.played);
  const sum = (what: 'orders' | 'acts') =>
    played.reduce((all, one) => all + one[what], 0).toLocaleString('en');
  const findings = runs.reduce((all, run) => all + run.findings.length, 0);
  const perMinute = (played.length / (ms / MINUTE)).toFixed(1);
  return [
    `${played.length.toLocaleString('en')} seeds from ${first} on, ${sum('orders')} orders, ${sum('acts')} acts: ${findings} findings`,
    `${elapsed(ms)}, ${perMinute} seeds a minute, ${atOnce} side by side on ${availableParallelism()} cores`,
  ].join('\n');
}

async function main(): Promise<number> {
  const { signal } = stopRequest();
  const wanted = wantedOf(process.argv.slice(2));
  const began = Date.now();
  const runs: Run[] = [];
  for (let done = 0; done < wanted.count && !signal.aborted; done += TOGETHER) {
    const count = Math.min(TOGETHER, wanted.count - done);
    runs.push(await playSome({ ...wanted, first: wanted.first + done, count }, signal));
  }
  console.log(`\n${summaryOf(runs, wanted, Date.now() - began)}`);
  return runs.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

process.exitCode = await main();
