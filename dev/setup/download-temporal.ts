import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { askVersion, isRecentEnough } from './temporal-cli.ts';
import { showProgress } from './progress.ts';

/** A network that is closed refuses at once or never answers: with no byte after this long there is none. */
const NOTHING_MS = 8_000;
const TOO_LONG_MS = 300_000;

/**
 * Has the SDK download the Temporal CLI to `target`, and answers whether there is one now that will do. Never throws:
 * where downloads are closed it is built instead. It runs in a process of its own, which can be ended when nothing comes.
 */
export async function downloadTemporal(target: string): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}.download-`);
  const progress = showProgress('Looking for a Temporal server to download');
  const arrived = (await download(folder, progress.now)) && (await adopt(folder, target));
  progress.done(arrived ? 'The Temporal server is downloaded' : 'There is none to download');
  await rm(folder, { recursive: true, force: true });
  return arrived;
}

async function download(folder: string, tell: (detail: string) => void): Promise<boolean> {
  const script = fileURLToPath(new URL('cached-download.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder], { stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  const patience = new AbortController();
  void endWhenIdle(folder, tell, child, patience.signal);
  const code = await ended;
  patience.abort();
  return code === 0;
}

/** Ends `child` when nothing has come for a while, or all of it takes too long. */
async function endWhenIdle(
  folder: string,
  tell: (detail: string) => void,
  child: ChildProcess,
  over: AbortSignal,
): Promise<void> {
  const began = Date.now();
  let [bytes, grewAt] = [0, began];
  while (!over.aborted) {
    const size = await sizeOf(folder);
    if (size > bytes) [bytes, grewAt] = [size, Date.now()];
    tell(bytes === 0 ? 'asking' : `${Math.round(bytes / 1e6)} MB`);
    if (Date.now() - grewAt > NOTHING_MS || Date.now() - began > TOO_LONG_MS) child.kill('SIGKILL');
    await pause(250);
  }
}

/** Takes what was downloaded into the cache, if it is new enough. */
async function adopt(folder: string, target: string): Promise<boolean> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (!isRecentEnough(await askVersion(file))) continue;
    await copyFile(file, `${target}.${process.pid}`);
    await rename(`${target}.${process.pid}`, target);
    return true;
  }
  return false;
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
