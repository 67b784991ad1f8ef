import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { emptySnapshot, Snapshot } from './records.ts';

/** Changes that follow each other within this time are written together. */
const DEBOUNCE_MS = 50;

/** Putting the file together takes at most about one part in this many of the time, however large it has become. */
const REST_FACTOR = 10;

export interface DataFile {
  /** Something changed: it is written soon. */
  changed(): void;
  /** Resolves once everything that has changed is on the disk; rejects when it can't be written. */
  flush(): Promise<void>;
}

/** What an earlier process wrote to `path`; nothing when there is no such file. Throws when it can't be read as ours. */
export async function readDataFile(path: string): Promise<Snapshot> {
  const text = await readIfThere(path);
  if (text === undefined) return emptySnapshot;
  const parsed = Snapshot.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new Error(`${path} is not a data file of the sandbox: move it away to start afresh`);
  return parsed.data;
}

/** Keeps `path` up with what `take` says: each write is whole or not at all, and never two at a time. */
export function keepDataFile(path: string, take: () => Snapshot, failed: (error: unknown) => void): DataFile {
  let dirty = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let restMs = DEBOUNCE_MS;

  async function write(): Promise<void> {
    if (!dirty) return;
    dirty = false;
    const begun = performance.now();
    const text = JSON.stringify(take());
    restMs = Math.max(DEBOUNCE_MS, (performance.now() - begun) * REST_FACTOR);
    try {
      await writeWhole(path, text);
    } catch (error) {
      dirty = true;
      throw error;
    }
  }

  function writeNext(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(write);
    return writing;
  }

  return {
    changed() {
      dirty = true;
      timer ??= setTimeout(() => void writeNext().catch(failed), restMs);
    },
    flush: writeNext,
  };
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
