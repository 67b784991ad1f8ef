import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type StopSignal = 'SIGINT' | 'SIGTERM';

let guardian: ChildProcess | undefined;

/**
 * The process that cleans up after this one, started at first need. It holds the other end of a pipe: when this process is
 * gone, even by kill -9, the pipe closes and it stops what is left, the youngest first.
 */
function theGuardian(): ChildProcess {
  if (guardian) return guardian;
  const script = fileURLToPath(new URL('guardian.ts', import.meta.url));
  guardian = spawn(process.execPath, [script], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
    cwd: '/',
  });
  guardian.stdin?.on('error', () => undefined); // it was killed: nobody watches, everything else goes on
  guardian.unref();
  if (guardian.stdin && 'unref' in guardian.stdin && typeof guardian.stdin.unref === 'function')
    guardian.stdin.unref();
  return guardian;
}

function say(order: Readonly<Record<string, number | string>>): void {
  theGuardian().stdin?.write(`${JSON.stringify(order)}\n`);
}

/** Has `pid` stopped with `signal` when this process ends without having stopped it. */
export function leash(pid: number, signal: StopSignal): void {
  say({ watch: pid, signal });
}

/** `pid` has ended: its number may be somebody else's from now on. */
export function unleash(pid: number): void {
  say({ forget: pid });
}

/** Has `folder` removed, after all leashed processes, when this process ends. */
export function removeAtEnd(folder: string): void {
  say({ remove: folder });
}
