import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { elapsed, showProgress } from '../dev/setup/progress.ts';
import { stopRequest } from '../dev/stop-request.ts';
import { MINUTE } from '../domain/duration.ts';
import { sideBySide } from '../dev/side-by-side.ts';
import { playSeeds } from './soak-run.ts';
import type { SeedGroup, SeedRun } from './soak-run.ts';
import type { Played } from './soak-tally.ts';

// `npm run soak`: many seeds of test/workflows/seeds.test.ts, each a play of its own that is the same every time. What a seed finds is
// told with the command that plays it again: `npm run soak -- --seed 17 --orders 50`.

/** A thousand by default; so many share an engine and a database before they get fresh ones. */
const ALL = 1_000;
const TOGETHER = 50;
const ORDERS = 3;
/**
 * So many seeds share the machines at a time. What one does to them, all feel, and wait until a dead worker's work is taken up again:
 * machines beside each other use the cores better than more seeds on the same.
 */
const AT_ONCE = 8;
const GROUNDS = 3 * availableParallelism();

const Count = z.coerce.number().int().min(1).max(1_000_000);

type Wanted = SeedGroup & {
  /** Sets of machines beside each other: an engine, a database, a worker and an API each. */
  readonly grounds: number;
};

function wantedOf(words: readonly string[]): Wanted {
  const options = {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    orders: { type: 'string' },
    'at-once': { type: 'string' },
    grounds: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: [...words], options });
  const count = values.seeds ?? (values.seed === undefined ? ALL : 1);
  return {
    first: Count.parse(values.seed ?? 1),
    count: Count.parse(count),
    orders: Count.parse(values.orders ?? ORDERS),
    atOnce: Count.parse(values['at-once'] ?? AT_ONCE),
    grounds: Count.parse(values.grounds ?? GROUNDS),
  };
}

/** The seeds, so many together that each ground has some. */
function groupsOf({ first, count, grounds, ...shape }: Wanted): readonly SeedGroup[] {
  const together = Math.min(TOGETHER, Math.ceil(count / grounds));
  return Array.from({ length: Math.ceil(count / together) }, (_, index) => {
    const done = index * together;
    return { ...shape, first: first + done, count: Math.min(together, count - done) };
  });
}

/** Plays all groups, so many beside each other, and tells of every finding at once. */
async function playAll(wanted: Wanted, signal: AbortSignal): Promise<readonly SeedRun[]> {
  const shown = showSeeds(wanted);
  const runs: SeedRun[] = [];
  await sideBySide(groupsOf(wanted), wanted.grounds, async (group) => {
    if (signal.aborted) return;
    const run = await playSeeds(group, signal, (played) => shown.have(group, played));
    shown.have(group, run.played);
    runs.push(run);
    for (const finding of run.findings) console.log(`\n${finding}\n`);
  });
  shown.done(signal.aborted ? 'stopped' : 'played');
  return runs;
}

/** How far all groups have come. */
function showSeeds({ first, count, orders }: Wanted) {
  const seeds = count === 1 ? `Seed ${first}` : `Seeds ${first} to ${first + count - 1}`;
  const progress = showProgress(`${seeds}, ${orders} orders each`);
  progress.now('starting the machines');
  const playedBy = new Map<SeedGroup, readonly Played[]>();
  return {
    have(group: SeedGroup, those: readonly Played[]): void {
      playedBy.set(group, those);
      const played = [...playedBy.values()].flat();
      progress.now(`${played.length} played, ${played.filter(({ isRight }) => !isRight).length} wrong`);
    },
    done: (outcome: string) => progress.done(`${seeds}: ${outcome}`),
  };
}

/** What a person pastes into an issue. */
function summaryOf(runs: readonly SeedRun[], { first, atOnce, grounds }: Wanted, ms: number): string {
  const played = runs.flatMap((run) => run.played);
  const sum = (what: 'orders' | 'acts') =>
    played.reduce((all, one) => all + one[what], 0).toLocaleString('en');
  const findings = runs.reduce((all, run) => all + run.findings.length, 0);
  const perMinute = (played.length / (ms / MINUTE)).toFixed(1);
  return [
    `${played.length.toLocaleString('en')} seeds from ${first} on, ${sum('orders')} orders, ${sum('acts')} acts: ${findings} findings`,
    `${elapsed(ms)}, ${perMinute} seeds a minute, ${atOnce} side by side on each of ${grounds} grounds, ${availableParallelism()} cores`,
  ].join('\n');
}

async function main(): Promise<number> {
  const { signal } = stopRequest();
  const wanted = wantedOf(process.argv.slice(2));
  const began = Date.now();
  const runs = await playAll(wanted, signal);
  console.log(`\n${summaryOf(runs, wanted, Date.now() - began)}`);
  return runs.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

process.exitCode = await main();
