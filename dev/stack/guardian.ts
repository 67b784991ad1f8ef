import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { isAlive } from '../alive.ts';

// A process of its own. It outlives the process that started it for a moment, however that one died, and stops what it left behind.

const Order = z.union([
  z.object({ watch: z.int(), signal: z.enum(['SIGINT', 'SIGTERM']) }),
  z.object({ forget: z.int() }),
  z.object({ remove: z.string() }),
]);

const PATIENCE_MS = 8000;
const watched = new Map<number, 'SIGINT' | 'SIGTERM'>();
const folders = new Set<string>();

function take(line: string): void {
  const order = Order.parse(JSON.parse(line));
  if ('watch' in order) watched.set(order.watch, order.signal);
  else if ('forget' in order) watched.delete(order.forget);
  else folders.add(order.remove);
}

function tell(pid: number, signal: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, signal);
}

/** Stops one process: politely, then for good. */
async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  tell(pid, signal);
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (isAlive(pid) && Date.now() < giveUpAt) await pause(20);
  tell(pid, 'SIGKILL');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
for await (const line of createInterface({ input: process.stdin })) take(line);
for (const [pid, signal] of [...watched].toReversed()) await end(pid, signal);
for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
