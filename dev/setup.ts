import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildTemporal } from './setup/build-temporal.ts';
import { cacheFolder } from './setup/cache-folder.ts';
import { ensureChromium } from './setup/chromium.ts';
import { downloadTemporal } from './setup/download-temporal.ts';
import { withLock } from './setup/lock.ts';
import { ensurePackages } from './setup/packages.ts';
import { ensurePrismaClient } from './setup/prisma-client.ts';
import { ensureStripeMock } from './setup/stripe-mock.ts';
import { cachedTemporal, findTemporal } from './setup/temporal-cli.ts';
import { Trouble } from './trouble.ts';

// Run by dev/run.mjs before every command, under Node 24: node dev/setup.ts <command>. Nothing imported here may need a
// package: they are what it installs.

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Commands that talk to a running system, or need no engine at all. */
const needNoEngine = ['demo', 'check', 'simulate'];

/** Commands that open pages as a person does. */
const needBrowser = ['setup', 'test'];

async function setUp(command: string): Promise<void> {
  await oneAtATime('packages', async () => {
    await ensurePackages(ROOT);
    await ensurePrismaClient(ROOT);
  });
  if (needBrowser.includes(command)) await oneAtATime('chromium', () => ensureChromium());
  if (command === 'test') await ensureStripeMock();
  if (needNoEngine.includes(command) || (command === 'start' && process.env['TEMPORAL_ADDRESS'])) return;
  if (await findTemporal()) return;
  await withLock(`${cachedTemporal()}.lock`, sayWaiting, async () => {
    if (await findTemporal()) return;
    if (!(await downloadTemporal(cachedTemporal()))) await buildTemporal(ROOT, cachedTemporal());
  });
}

/** Two commands in one checkout install one after the other. */
async function oneAtATime(what: string, work: () => Promise<void>): Promise<void> {
  const checkout = createHash('sha256').update(ROOT).digest('hex').slice(0, 16);
  await withLock(join(cacheFolder(), 'locks', `${what}-${checkout}`), sayWaiting, work);
}

function sayWaiting(pid: number): void {
  process.stdout.write(`Waiting for another setup (process ${pid}) to finish ...\n`);
}

try {
  await setUp(process.argv[2] ?? 'setup');
  if (process.argv[2] === 'setup')
    process.stdout.write('Everything is set up: "npm start" runs it, "npm test" tests it.\n');
} catch (error) {
  process.stderr.write(
    `${error instanceof Trouble ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}
