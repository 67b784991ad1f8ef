import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { elapsed } from './setup/progress.ts';
import { runTool } from './setup/run-tool.ts';
import { leash, unleash } from './stack/leash.ts';
import { stopRequest } from './stop-request.ts';
import { type Tally, closingLine, tallyOf } from './test-tally.ts';

// `npm test`: types, lint and format at once, then the tests; words after it are file filters for Vitest. The last line is
// always `N passed, N failed`, where a failed step before the tests counts as one.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const stop = stopRequest();

const checks = [
  { name: 'Types', tool: 'typescript/bin/tsc', args: ['-p', '.'] },
  { name: 'Lint', tool: 'oxlint/bin/oxlint', args: ['--type-aware'] },
  { name: 'Format', tool: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
] as const;

/** Runs one check, says how it went, and answers whether it passed. */
async function passes({ name, tool, args }: (typeof checks)[number]): Promise<boolean> {
  const began = Date.now();
  const words = [join(ROOT, 'node_modules', tool), ...args];
  const { code, lines } = await runTool(process.execPath, words, { cwd: ROOT, keep: Infinity });
  const passed = code === 0;
  console.log(`${passed ? '✓' : '✗'} ${name} (${elapsed(Date.now() - began)})`);
  if (!passed) console.log(lines.join('\n'));
  return passed;
}

async function runVitest(filters: readonly string[]): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-results-'));
  const results = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = await toItsEnd([
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...reporters,
    ...filters,
  ]);
  const text = await readFile(results, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  return tallyOf(text, code);
}

async function toItsEnd(words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, words, { cwd: ROOT, stdio: 'inherit' });
  const pid = child.pid ?? 0;
  leash(pid, 'SIGTERM');
  stop.signal.addEventListener('abort', () => child.kill('SIGTERM'));
  const code = await new Promise<number>((resolve) => {
    child.once('exit', (exit) => resolve(exit ?? 1));
  });
  unleash(pid);
  return code;
}

async function main(): Promise<Tally> {
  const outcomes = await Promise.all(checks.map(passes));
  const failed = outcomes.filter((passed) => !passed).length;
  if (failed > 0)
    console.log(`\nThe tests were not run: put ${failed === 1 ? 'that' : 'those'} right first.`);
  if (failed > 0 || stop.signal.aborted) return { passed: 0, failed: Math.max(1, failed), skipped: 0 };
  return runVitest(process.argv.slice(2));
}

const tally = await main();
if (tally.skipped > 0) console.log(`${tally.skipped} skipped.`);
console.log(closingLine(tally));
process.exit(tally.failed > 0 ? 1 : 0);
