import { between } from '../domain/duration.ts';
import { now } from './clock.ts';

/**
 * What was done and is to be done again at once, found on the agenda that followed: it was in vain. Who does it again without a pause
 * goes round in circles, and a history grows by hundreds of events a second.
 */
export function stillDueAtOnce<T extends { readonly at: string }>(
  agenda: readonly T[],
  done: T,
): T | undefined {
  const again = agenda.find((entry) => isSame(entry, done));
  return again && between(now(), again.at) <= 0 ? again : undefined;
}

function isSame(a: { readonly at: string }, b: { readonly at: string }): boolean {
  return JSON.stringify({ ...a, at: '' }) === JSON.stringify({ ...b, at: '' });
}
