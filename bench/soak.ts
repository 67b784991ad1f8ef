import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { elapsed, showProgress } from '../dev/setup/progress.ts';
import { runTool } from '../dev/setup/run-tool.ts';
import { stopRequest } from '../dev/stop-request.ts';

// `npm run soak`: many seeds of test/workflows/seeds.test.ts, each a play of its own that is the same every time. What a seed finds is
// told with the command that plays it again: `npm run soak -- --seed 17 --orders 50`.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A thousand by default; so many share an engine and a database before they get fresh ones. */
const ALL = 1_000;
const TOGETHER = 50;
const ORDERS = 3;

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
}

/** What went wrong in a run of seeds: one text for each. */
type Findings = readonly string[];

function wantedOf(words: readonly string[]): Wanted {
  const options = {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    orders: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: [...words], options });
  const count = values.seeds ?? (values.seed === undefined ? ALL : 1);
  return {
    first: Count.parse(values.seed ?? 1),
    count: Count.parse(count),
    orders: Count.parse(values.orders ?? ORDERS),
  };
}

async function playSeeds({ first, count, orders }: Wanted): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-soak-'));
  const report = join(folder, 'report.json');
  const env = {
    ...process.env,
    HOLDFAST_SEED: String(first),
    HOLDFAST_SEEDS: String(count),
    HOLDFAST_ORDERS: String(orders),
  };
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const words = ['run', '--reporter=json', `--outputFile=${report}`, 'test/workflows/seeds.test.ts'];
  try {
    const { code, lines } = await runTool(process.execPath, [vitest, ...words], { cwd: ROOT, env });
    const text = await readFile(report, 'utf8').catch(() => undefined);
    return text === undefined ? [lines.join('\n')] : findingsOf(text, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function findingsOf(text: string, code: number | undefined): Findings {
  const { testResults } = Report.parse(JSON.parse(text));
  const failed = testResults.flatMap(({ assertionResults, message = '' }) => {
    const found = assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ title, failureMessages }) => `${title}\n${failureMessages.join('\n')}`);
    return found.length > 0 || message === '' ? found : [message];
  });
  return failed.length === 0 && code !== 0 ? ['the run ended badly, and no test says why'] : failed;
}

async function main(): Promise<number> {
  const stop = stopRequest();
  const { first, count, orders } = wantedOf(process.argv.slice(2));
  const began = Date.now();
  let found = 0;
  let done = 0;
  for (; done < count && !stop.signal.aborted; done += TOGETHER) {
    const from = first + done;
    const some = Math.min(TOGETHER, count - done);
    const seeds = some === 1 ? `Seed ${from}` : `Seeds ${from} to ${from + some - 1}`;
    const progress = showProgress(`${seeds}, ${orders} orders each`);
    progress.now('playing');
    const findings = await playSeeds({ first: from, count: some, orders });
    if (stop.signal.aborted) {
      progress.done(`${seeds}: stopped in the middle`);
      break;
    }
    found += findings.length;
    progress.done(findings.length === 0 ? `${seeds}: right` : `${seeds}: ${findings.length} wrong`);
    for (const finding of findings) console.log(`\n${finding}\n`);
  }
  const played = Math.min(done, count);
  console.log(`${played} seeds, ${found} findings, ${elapsed(Date.now() - began)}.`);
  return found > 0 ? 1 : 0;
}

process.exitCode = await main();
