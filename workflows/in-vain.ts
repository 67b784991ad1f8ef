import { between } from '../domain/duration.ts';
import { now } from './clock.ts';

/**
 * What was done and is to be done again at once, found on the agenda that followed. Who does it again without a pause, and
 * again, goes round in circles, and a history grows by hundreds of events a second.
 */
export function stillDueAtOnce<T extends { readonly at: string }>(
  agenda: readonly T[],
  done: T,
): T | undefined {
  const again = agenda.find((entry) => isSame(entry, done));
  return again && between(now(), again.at) <= 0 ? again : undefined;
}

/** What is due at once again so often in a row is in vain. A stage whose time has passed is planned for now, and then decided: that is twice. */
const OFTEN = 5;

/** Notices what an order does in vain, again and again without a pause. */
export function noticeInVain<T extends { readonly at: string }>() {
  let inARow = 0;
  return (agenda: readonly T[], done: T): T | undefined => {
    const again = stillDueAtOnce(agenda, done);
    inARow = again ? inARow + 1 : 0;
    return inARow < OFTEN ? undefined : again;
  };
}

function isSame(a: { readonly at: string }, b: { readonly at: string }): boolean {
  return JSON.stringify({ ...a, at: '' }) === JSON.stringify({ ...b, at: '' });
}
