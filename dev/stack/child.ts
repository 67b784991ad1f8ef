import {
  type ChildProcessByStdio,
  type SpawnOptionsWithStdioTuple,
  type StdioNull,
  type StdioPipe,
  spawn,
} from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { leash, unleash } from './leash.ts';
import type { Crew } from './crew.ts';

export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Run as this user, where this process is root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What asks it to stop cleanly. */
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
  readonly crew: Crew;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of the stack. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly exited: Promise<Exit>;
  /** Whether it has ended. */
  readonly hasExited: () => boolean;
  /** The last lines it wrote. */
  readonly lastLines: () => readonly string[];
  /** Asks it to stop, insists after `patienceMs`, and returns when it has ended. Idempotent. */
  stop(patienceMs?: number): Promise<void>;
}

/** A process answers SIGTERM within 10 s (its own limit); what takes longer is killed. */
const PATIENCE_MS = 12_000;

/**
 * Starts a process in a session of its own, so that Ctrl-C in the terminal reaches only us and we stop the parts in
 * order. Throws when the command can't be started at all.
 */
export async function startChild(spec: ChildSpec): Promise<Child> {
  const process = spawn(spec.command, spec.args, spawnOptions(spec));
  const exited = new Promise<Exit>((resolve) => {
    process.once('close', (code, signal) => resolve({ code, signal }));
  });
  await once(process, 'spawn');
  const child = asChild(spec, process, exited);
  spec.crew.enlist(child);
  return child;
}

function spawnOptions(spec: ChildSpec): SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioPipe> {
  return {
    env: { ...(spec.env ?? process.env), TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
    ...spec.user,
  };
}

function asChild(
  { name, stopSignal, crew }: ChildSpec,
  process: ChildProcessByStdio<null, Readable, Readable>,
  exited: Promise<Exit>,
): Child {
  const log = crew.logOf(name);
  const pid = process.pid ?? 0;
  leash(pid, stopSignal);
  process.once('exit', () => unleash(pid));
  for (const input of [process.stdout, process.stderr]) createInterface({ input }).on('line', log.line);
  const hasExited = (): boolean => process.exitCode !== null || process.signalCode !== null;
  return {
    name,
    pid,
    exited,
    hasExited,
    lastLines: log.lastLines,
    async stop(patienceMs = PATIENCE_MS) {
      if (!hasExited()) process.kill(stopSignal);
      const insist = setTimeout(() => process.kill('SIGKILL'), patienceMs);
      await exited;
      clearTimeout(insist);
    },
  };
}
