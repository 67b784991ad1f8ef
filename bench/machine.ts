import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** The machine and the versions a figure was taken on; a figure without them says nothing. */
export function machineFacts() {
  const [first] = cpus();
  return {
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.version,
    commit: commit(),
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

/** Linux counts in hundredths of a second (`getconf CLK_TCK` on every machine Node runs on). */
const TICKS = 100;

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly seconds: number;
}

/** CPU seconds of a process and all its descendants so far, those that ended included; 0 where there is no /proc. */
export function cpuSecondsOf(pid: number): number {
  const all = processes();
  const withChildren = (root: number): number => {
    const own = all.find((one) => one.pid === root)?.seconds ?? 0;
    return all
      .filter(({ parent }) => parent === root)
      .reduce((sum, child) => sum + withChildren(child.pid), own);
  };
  return withChildren(pid);
}

function processes(): readonly ProcessTimes[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => timesOf(Number(name)) ?? []);
  } catch {
    return [];
  }
}

/** Fields after the name, which stands in brackets and may hold anything: proc(5). */
function timesOf(pid: number): ProcessTimes | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((index) =>
      Number(fields[index]),
    );
    if (parent === undefined) return undefined;
    return {
      pid,
      parent,
      seconds: ((user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0)) / TICKS,
    };
  } catch {
    return undefined; // it ended meanwhile
  }
}

/** Resident memory of one process, MiB; 0 where there is no /proc. */
export function memoryOf(pid: number): number {
  try {
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(resident ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const LOOK_MS = 1_000;

/** The share of this machine's cores that is in use just now, watched for a second. */
export async function busyShare(): Promise<number> {
  const before = coreTimes();
  await pause(LOOK_MS);
  const after = coreTimes();
  const total = after.total - before.total;
  return total === 0 ? 0 : 1 - (after.idle - before.idle) / total;
}

/** From now on: the share of this machine's cores that others than this process and its descendants use. What a figure was taken beside. */
export function watchOthers(): () => number {
  const before = { ...coreTimes(), own: cpuSecondsOf(process.pid) };
  return () => {
    const { idle, total } = coreTimes();
    const busy = total - before.total - (idle - before.idle);
    const own = 1_000 * (cpuSecondsOf(process.pid) - before.own);
    return total === before.total ? 0 : Math.max(0, (busy - own) / (total - before.total));
  };
}

function coreTimes(): { readonly idle: number; readonly total: number } {
  const times = cpus().map((core) => core.times);
  const idle = times.reduce((sum, core) => sum + core.idle, 0);
  const total = times.reduce((sum, core) => sum + Object.values(core).reduce((all, ms) => all + ms, 0), 0);
  return { idle, total };
}
