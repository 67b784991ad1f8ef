import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { removeAtEnd } from '../../dev/stack/leash.ts';

/** An empty folder that goes when the test has finished, or with the test process. */
export async function temporaryFolder(): Promise<string> {
  const { path, remove } = await lastingFolder();
  onTestFinished(remove);
  return path;
}

/** An empty folder for several tests, to be removed in `afterAll`; at the latest it goes with the test process. */
export async function lastingFolder(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'holdfast-test-'));
  removeAtEnd(path);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
