import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive } from '../../../dev/alive.ts';
import { startChild } from '../../../dev/stack/child.ts';
import { type Crew, assembleCrew } from '../../../dev/stack/crew.ts';
import { waitFor } from '../../../dev/stack/wait-for.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A small process that writes its name down when it is asked to stop; `before` and `after` are what it does around saying that it is up. */
async function aPart(crew: Crew, name: string, file: string, { before = '', after = '' } = {}) {
  const code = `
    const { appendFileSync } = require('node:fs');
    process.on('SIGTERM', () => { appendFileSync(${JSON.stringify(file)}, '${name} '); process.exit(0); });
    setInterval(() => undefined, 1000);
    ${before}
    console.log('up');
    ${after}`;
  const child = await startChild({
    name,
    command: process.execPath,
    args: ['--eval', code],
    stopSignal: 'SIGTERM',
    crew,
  });
  await waitFor(name, child, async () => child.lastLines().includes('up'));
  return child;
}

async function aCrew() {
  const folder = await temporaryFolder();
  const troubles: string[] = [];
  const crew = assembleCrew(join(folder, 'logs'), (name, line) => troubles.push(`${name}: ${line}`));
  return { crew, troubles, file: join(folder, 'stopped') };
}

test('parts are stopped in order, those that use others first and the database last', async () => {
  const { crew, file } = await aCrew();
  for (const name of ['temporal', 'postgres', 'mail', 'sandbox', 'worker', 'api'])
    await aPart(crew, name, file);
  await Promise.all([crew.stop(), crew.stop()]);
  expect(await readFile(file, 'utf8')).toBe('api worker sandbox mail temporal postgres ');
  expect(crew.children().every((child) => child.hasExited())).toBe(true);
});

test('a part that ends by itself is reported with its exit code and last words', async () => {
  const { crew, file, troubles } = await aCrew();
  await aPart(crew, 'worker', file);
  const after = `console.error('Error: out of luck'); process.exit(3);`;
  await aPart(crew, 'api', file, { after }).catch(() => undefined);
  const { child, exit } = await crew.died;
  expect([child.name, exit]).toEqual(['api', { code: 3, signal: null }]);
  expect(child.lastLines()).toEqual(['up', 'Error: out of luck']);
  expect(troubles).toEqual(['api: Error: out of luck']);
  await crew.stop();
});

test('a part that is started while everything stops is stopped too', async () => {
  const { crew, file } = await aCrew();
  const early = await aPart(crew, 'postgres', file);
  await crew.stop();
  expect(early.hasExited()).toBe(true);
  // It may have come up for a moment, or been stopped before it did.
  await aPart(crew, 'api', file).catch((error: unknown) =>
    expect(String(error)).toContain('api ended while it was starting'),
  );
  const late = crew.children().find(({ name }) => name === 'api');
  await expect.poll(() => late?.hasExited()).toBe(true);
});

test('a part that does not stop when asked is killed', async () => {
  const { crew, file } = await aCrew();
  const before = `process.removeAllListeners('SIGTERM'); process.on('SIGTERM', () => undefined);`;
  const stubborn = await aPart(crew, 'api', file, { before });
  await stubborn.stop(100);
  await expect(stubborn.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  await expect.poll(() => isAlive(stubborn.pid)).toBe(false);
});

test('a part that ends while it is starting is reported with its last words', async () => {
  const { crew, file } = await aCrew();
  const child = await startChild({
    name: 'api',
    command: process.execPath,
    args: ['--eval', `console.error('Error: no luck'); process.exit(1);`],
    stopSignal: 'SIGTERM',
    crew,
  });
  await expect(waitFor('The API', child, async () => existsSync(file))).rejects.toThrow(
    'The API ended while it was starting; its last lines:\n  Error: no luck',
  );
  await crew.stop();
});

test('a command that is not there can not be started', async () => {
  const { crew } = await aCrew();
  const starting = startChild({
    name: 'api',
    command: '/nowhere/node',
    args: [],
    stopSignal: 'SIGTERM',
    crew,
  });
  await expect(starting).rejects.toThrow('ENOENT');
  expect(crew.children()).toEqual([]);
});
