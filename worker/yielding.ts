import { writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lets other processes of this machine go first by `niceness` (0 to 19, added to what it has). What orders do by themselves can wait for some
 * milliseconds; a provider that waits for its 200, and a buyer who places an order, should not (docs/decisions/23). Threads that are
 * made later inherit it, so it is called first. Where Linux shares its cores by session, the session's own niceness is what counts.
 */
export function yieldToOthers(niceness: number): void {
  if (niceness === 0) return;
  setPriority(Math.min(getPriority() + niceness, constants.priority.PRIORITY_LOW));
  try {
    writeFileSync('/proc/self/autogroup', String(niceness));
  } catch {
    // no Linux, or one that shares otherwise
  }
}
