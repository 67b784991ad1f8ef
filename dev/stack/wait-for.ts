import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.ts';
import { Trouble } from '../trouble.ts';

/** Long enough for a machine that is busy with other things. */
const PATIENCE_MS = 180_000;

/** Returns when `isReady` answers true. Throws `Trouble` when `child` ends before; stops it and throws after three minutes. */
export async function waitFor(what: string, child: Child, isReady: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await isReady())) {
    if (child.hasExited()) {
      await child.exited; // its last lines have been read by then
      throw new Trouble(`${what} ended while it was starting; its last lines:\n${lastWords(child)}`);
    }
    if (Date.now() > giveUpAt) {
      await child.stop();
      throw new Trouble(`${what} was not ready after three minutes; its last lines:\n${lastWords(child)}`);
    }
    await pause(50);
  }
}

/** The last lines a process wrote, indented, for a report. */
export function lastWords(child: Child): string {
  const lines = child.lastLines();
  return lines.length === 0 ? '  (it wrote nothing)' : lines.map((line) => `  ${line}`).join('\n');
}
