import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../alive.ts';

/** A lock that this process holds. */
export interface HeldLock {
  /** Whether it was taken from a process that died while it held it. */
  readonly wasStale: boolean;
  release(): Promise<void>;
}

export type LockAnswer = HeldLock | { readonly heldBy: number };

const HEARTBEAT_MS = 5_000;
/** A holder that has shown no sign of life for this long is gone, even if another program has its number by now. */
const STALE_MS = 30_000;

/**
 * Takes the lock file at `path`, or answers the process that holds it. A lock whose holder is dead is taken over: its
 * process is gone (on this machine), or its heartbeat has stopped.
 */
export async function tryLock(path: string): Promise<LockAnswer> {
  await mkdir(dirname(path), { recursive: true });
  const mine = `${process.pid} ${hostname()} ${randomUUID()}\n`;
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, mine);
  try {
    if (await takeOver(path, draft)) return hold(path, mine, true);
    await link(draft, path); // unlike create-then-write, nobody ever sees it empty
    return hold(path, mine, false);
  } catch {
    const text = await readText(path);
    return text === undefined ? tryLock(path) : { heldBy: holderOf(text) }; // it was given back meanwhile
  } finally {
    await rm(draft, { force: true });
  }
}

/** Does `work` under the lock at `path`; waits as long as another process holds it. `onWait` is told once who that is. */
export async function withLock<T>(
  path: string,
  onWait: (pid: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  let told = false;
  for (;;) {
    const answer = await tryLock(path);
    if ('heldBy' in answer) {
      if (!told) onWait(answer.heldBy);
      told = true;
      await pause(250);
      continue;
    }
    try {
      return await work();
    } finally {
      await answer.release();
    }
  }
}

function hold(path: string, mine: string, wasStale: boolean): HeldLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined); // the folder was removed under us: nothing left to guard
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    wasStale,
    async release() {
      clearInterval(heartbeat);
      if ((await readText(path)) === mine) await rm(path, { force: true });
    },
  };
}

/**
 * Puts `draft` in the place of a dead holder's lock; true when there was one. One does so at a time, under a lock beside it: who looked
 * before somebody else took over would put his own in the place of a lock that is alive.
 */
async function takeOver(path: string, draft: string): Promise<boolean> {
  const found = await readText(path);
  if (found === undefined || !(await isStale(path, found))) return false;
  const turn = await tryLock(`${path}.turn`);
  if ('heldBy' in turn) return false;
  try {
    if ((await readText(path)) !== found) return false;
    await rename(draft, path);
    return true;
  } finally {
    await turn.release();
  }
}

async function isStale(path: string, text: string): Promise<boolean> {
  const [pid, host] = text.trim().split(' ');
  if (host === hostname() && !isAlive(Number(pid))) return true;
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs > STALE_MS;
}

function holderOf(text: string | undefined): number {
  return Number(text?.split(' ')[0] ?? 0);
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
