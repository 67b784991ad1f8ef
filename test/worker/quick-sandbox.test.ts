import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const quickSandbox = new URL('../../worker/quick-sandbox.ts', import.meta.url).href;

/** In a thread, a script computes until the process has seen for how long, although its limit is 50 ms, as the SDK's workflow thread would. */
const program = `
  import { Worker } from 'node:worker_threads';
  import { computingFor } from '${quickSandbox}';
  const inThread = \`
    import v8 from 'node:v8';
    import { Script, createContext } from 'node:vm';
    import { parentPort, workerData } from 'node:worker_threads';
    let promises = 0;
    v8.promiseHooks.createHook({ init: () => { promises += 1; } });
    void Promise.resolve();
    const script = new Script('while (!isSeen()); "came back"');
    const isSeen = () => Atomics.load(workerData, 0) === 1;
    let said;
    try { said = script.runInContext(createContext({ isSeen }), { timeout: 50 }); } catch (error) { said = error.code; }
    parentPort.postMessage({ said, promises });
  \`;
  const seen = new Int32Array(new SharedArrayBuffer(4));
  const watch = setInterval(() => { if (computingFor() > 50) Atomics.store(seen, 0, 1); }, 20);
  const thread = new Worker(inThread, { eval: true, workerData: seen });
  thread.once('message', (message) => {
    clearInterval(watch);
    console.log(JSON.stringify({ ...message, watched: seen[0] === 1, afterwards: computingFor() }));
  });
`;

async function programWith(...options: readonly string[]): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...options, '--input-type=module', '--eval', program]);
  return JSON.parse(stdout);
}

test('loaded first, it lets sandboxes compute without a limit, watches how long, and traces no promises', async () => {
  expect(await programWith('--import', quickSandbox)).toEqual({
    said: 'came back',
    promises: 0,
    watched: true,
    afterwards: 0,
  });
});

test('left out, Node cuts the sandbox off and traces promises as the SDK asks for', async () => {
  expect(await programWith()).toMatchObject({
    said: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    promises: 1,
    watched: false,
  });
});
