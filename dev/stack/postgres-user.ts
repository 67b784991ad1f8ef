import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Trouble } from '../trouble.ts';

/** Who PostgreSQL runs as, and what goes before its commands to make it so. */
export interface PostgresUser {
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly prefix: readonly string[];
}

const Id = z.coerce.number().int().positive();

/**
 * PostgreSQL refuses to run as root, so root starts it as the owner of the data folder, or as `postgres` or `nobody` for
 * a new one. Where that user can't pass the folders above (a checkout in /root), it gets the one right to do so.
 */
export function postgresUser(dataFolder: string, binary: string): PostgresUser {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = ownerOf(dataFolder) ?? userNamed('postgres') ?? userNamed('nobody');
  if (!user)
    throw new Trouble(
      'PostgreSQL does not run as root and there is no user "postgres" or "nobody": run as an ordinary user, or set DATABASE_URL.',
    );
  if (isReachable(dataFolder, user.uid) && isReachable(binary, user.uid)) return { user, prefix: [] };
  return { prefix: passingEverywhere(user) };
}

function ownerOf(folder: string): PostgresUser['user'] {
  const stats = statSync(`${folder}/PG_VERSION`, { throwIfNoEntry: false });
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined;
}

function userNamed(name: string): PostgresUser['user'] {
  try {
    const id = (flag: string): number =>
      Id.parse(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function isReachable(path: string, uid: number): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const stats = statSync(folder);
    const passable = stats.uid === uid ? stats.mode & 0o100 : stats.mode & 0o001;
    if (!passable) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** PostgreSQL looks at its files with access(2), which needs `no_setuid_fixup` to see the capability. */
function passingEverywhere({ uid, gid }: { readonly uid: number; readonly gid: number }): readonly string[] {
  const prefix = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  try {
    execFileSync('setpriv', [...prefix.slice(1), 'true'], { stdio: 'ignore' });
    return prefix;
  } catch {
    throw new Trouble(
      'PostgreSQL does not run as root and its user can not reach this folder: move the checkout out of private folders, run as an ordinary user, or set DATABASE_URL.',
    );
  }
}
