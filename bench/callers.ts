import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { LoadResult } from './load.ts';
import type { LoadJob } from './load.ts';
import type { Ground } from './ground.ts';
import { cpuSecondsOf } from './machine.ts';

/** What a load cost, by process. */
export interface Loaded extends LoadResult {
  /** CPU seconds of each process, and of the load generator, per 1000 orders. */
  readonly cpuSecondsPer1000: Readonly<Record<string, number>>;
}

const LOAD = fileURLToPath(new URL('load.ts', import.meta.url));

/** Lets a load generator loose on the ground, in a process of its own, and waits until it is done. */
export async function load(ground: Ground, job: Omit<LoadJob, 'url' | 'apiKey'>): Promise<Loaded> {
  const whole: LoadJob = { ...job, url: ground.apiUrl, apiKey: 'holdfast-dev' };
  const child = spawn(process.execPath, [LOAD, JSON.stringify(whole)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const output = text(child.stdout);
  const before = cpuOf(ground);
  child.stdin.write('go\n');
  const [code] = await ended;
  if (code !== 0) throw new Error(`the load generator ended with ${String(code)}`);
  const result = LoadResult.parse(JSON.parse(await output));
  const orders = Object.values(result.statuses).reduce((sum, count) => sum + count, 0);
  const spent = [...cpuOf(ground)].map(
    ([name, seconds]) => [name, seconds - (before.get(name) ?? 0)] as const,
  );
  const per1000 = [...spent, ['load generator', result.cpuSeconds] as const].map(
    ([name, seconds]) => [name, (seconds / orders) * 1000] as const,
  );
  return { ...result, cpuSecondsPer1000: Object.fromEntries(per1000) };
}

function cpuOf({ children }: Ground): ReadonlyMap<string, number> {
  return new Map([...children].map(([name, { pid }]) => [name, cpuSecondsOf(pid)]));
}
