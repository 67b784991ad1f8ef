import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../support/temporary-folder.ts';

const RUN = fileURLToPath(new URL('../../dev/run.mjs', import.meta.url));
const Failed = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });

/** Makes a Node say that it is another version, before anything else runs in it. */
const pretend = (version: string): string[] => {
  const code = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}});Object.defineProperty(process,'version',{value:'v${version}'})`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
};

async function fails(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const run = promisify(execFile)(process.execPath, words, { env });
  return Failed.parse(await run.catch((error: unknown) => error));
}

describe('one plain sentence and exit code 1, without a stack', () => {
  test('for a command that does not exist', async () => {
    const { code, stderr } = await fails([RUN, 'frobnicate']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Usage: node dev\/run\.mjs <command>, where the command is one of start, test, setup.*\.\n$/,
    );
  });

  test('for no command', async () => {
    expect((await fails([RUN])).stderr).toMatch(/^Usage: .*\.\n$/);
  });

  test('for a Node that is too old to start from', async () => {
    const { code, stderr } = await fails([...pretend('18.20.0'), RUN, 'setup']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'Holdfast needs Node 20 or newer to start from, and this is v18.20.0: install a newer Node and try again.\n',
    );
  });

  test('for a Node 20 without npm', async () => {
    const env = { XDG_CACHE_HOME: await temporaryFolder(), PATH: '/nowhere' };
    const { code, stderr } = await fails([...pretend('20.20.2'), RUN, 'setup'], env);
    expect(code).toBe(1);
    expect(stderr).toBe('npm was not found: install Node together with npm, then run again.\n');
  });
});

test('the image runs the same Node as everybody', async () => {
  const file = async (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
  const pinned = /NODE_24 = '([\d.]+)'/.exec(await file('dev/setup/node-24.mjs'))?.[1];
  expect(pinned).toMatch(/^24\./);
  expect(/ARG NODE_VERSION=([\d.]+)/.exec(await file('Dockerfile'))?.[1]).toBe(pinned);
});
