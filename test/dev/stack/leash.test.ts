import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../../dev/alive.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LEASH = fileURLToPath(new URL('../../../dev/stack/leash.ts', import.meta.url));

/** A process that starts another, leashes it, leaves a folder, and says the other's number. `extra` is run after that. */
async function anOwner(folder: string, extra = '') {
  const code = `
    import { spawn } from 'node:child_process';
    import { leash, unleash, removeAtEnd } from ${JSON.stringify(LEASH)};
    const child = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
    leash(child.pid, 'SIGTERM');
    removeAtEnd(${JSON.stringify(folder)});
    ${extra}
    console.log(child.pid);
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  for await (const line of createInterface({ input: owner.stdout })) return { owner, child: Number(line) };
  throw new Error('the owner said nothing');
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'what a process left behind is stopped and removed after %s',
  async (signal) => {
    const folder = join(await temporaryFolder(), 'left');
    await mkdir(folder);
    const { owner, child } = await anOwner(folder);
    expect(isAlive(child)).toBe(true);
    owner.kill(signal);
    await expect.poll(() => isAlive(child)).toBe(false);
    await expect.poll(() => existsSync(folder)).toBe(false);
  },
);

test('what was let go before is left alone', async () => {
  const folder = join(await temporaryFolder(), 'left');
  await mkdir(folder);
  const { owner, child } = await anOwner(folder, 'unleash(child.pid);');
  onTestFinished(() => void process.kill(child, 'SIGKILL'));
  owner.kill('SIGKILL');
  await expect.poll(() => existsSync(folder)).toBe(false); // the last thing a guardian does
  expect(isAlive(child)).toBe(true);
});
