import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Trouble } from '../trouble.ts';
import { cacheFolder } from './cache-folder.ts';
import { isExecutable, onPath } from './on-path.ts';

/** The server the project is built on; it skips time, which 1.31 can't. */
export const TEMPORAL_SERVER = '1.32.0';

/** What `temporal --version` answers, or undefined when it can't be run. */
export type AskVersion = (path: string) => Promise<string | undefined>;

/** Where the Temporal CLI is kept once it was built or downloaded. */
export function cachedTemporal(env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(env), `temporal-${TEMPORAL_SERVER}`);
}

/**
 * The path of a Temporal CLI that will do, or undefined when there is none on this machine: `TEMPORAL_CLI`, then
 * `temporal` on PATH, then our cache. Throws `Trouble` when `TEMPORAL_CLI` names one that won't do.
 */
export async function findTemporal(
  env: NodeJS.ProcessEnv = process.env,
  ask: AskVersion = askVersion,
): Promise<string | undefined> {
  const chosen = env['TEMPORAL_CLI'];
  if (chosen) {
    if (isRecentEnough(await ask(chosen))) return chosen;
    throw new Trouble(
      `TEMPORAL_CLI names ${chosen}, which is no Temporal CLI with server 1.32 or newer: unset it, or point it at one.`,
    );
  }
  for (const candidate of [...onPath('temporal', env), cachedTemporal(env)]) {
    if (isExecutable(candidate) && isRecentEnough(await ask(candidate))) return candidate;
  }
  return undefined;
}

/** Whether a `temporal --version` names a CLI from 1.9 on, or any build with server 1.32 or newer. */
export function isRecentEnough(version: string | undefined): boolean {
  const cli = /\bversion (\d+)\.(\d+)\./.exec(version ?? '');
  const server = /\bServer (\d+)\.(\d+)\./.exec(version ?? '');
  return isAtLeast(cli, 1, 9) || isAtLeast(server, 1, 32);
}

function isAtLeast(found: RegExpExecArray | null, major: number, minor: number): boolean {
  if (!found) return false;
  const [, foundMajor, foundMinor] = found.map(Number);
  if (foundMajor === undefined || foundMinor === undefined) return false;
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

/** What the Temporal CLI at `path` says of itself, or undefined when it can not be run. */
export async function askVersion(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 10_000 });
    return stdout;
  } catch {
    return undefined;
  }
}
