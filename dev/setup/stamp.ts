import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One number for the contents of `files`, in their order: it changes when any of them does. */
export async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file)).update('\0');
  return hash.digest('hex');
}

/** Does `work` unless the stamp at `path` says that it was done for `hash`; stamps it afterwards. Answers whether it did. */
export async function unlessStamped(path: string, hash: string, work: () => Promise<void>): Promise<boolean> {
  const stamped = await readFile(path, 'utf8').catch(() => undefined);
  if (stamped === hash) return false;
  await work();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, hash);
  return true;
}
