import { execFile } from 'node:child_process';
import { getPriority } from 'node:os';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const yielding = new URL('../../worker/yielding.ts', import.meta.url).href;

/** The priority of a process that yields by so much, and of a thread it makes afterwards. */
async function prioritiesOf(niceness: number): Promise<unknown> {
  const program = `
    import { getPriority } from 'node:os';
    import { Worker } from 'node:worker_threads';
    import { yieldToOthers } from '${yielding}';
    yieldToOthers(${niceness});
    const script = "import { getPriority } from 'node:os'; import { parentPort } from 'node:worker_threads'; parentPort.postMessage(getPriority())";
    new Worker(script, { eval: true }).once('message', (thread) => console.log(JSON.stringify([getPriority(), thread])));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout);
}

const ours = getPriority();

test.each([
  [0, ours],
  [5, Math.min(19, ours + 5)],
  [19, Math.min(19, ours + 19)],
])(
  'a process that yields by %i has priority %i, and so have threads it makes afterwards',
  async (niceness, priority) => {
    expect(await prioritiesOf(niceness)).toEqual([priority, priority]);
  },
);
