import { MINUTE, later } from '../../domain/duration.ts';
import { agendaOfAll } from './agenda-of-all.ts';
import type { Happening } from './life.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** So much is done side by side, of what lies so close together: the cores have something to do while the database works. */
const MOST_AT_ONCE = 12;
const CLOSE_TOGETHER = 30 * MINUTE;

export interface Playing {
  readonly clock: VirtualClock;
  readonly signal: AbortSignal;
  /** Told how far it has come. */
  readonly onProgress: (now: string) => void;
}

/** Lets everything happen, in the order of its time, until nothing is left. Answers when the last of it happened. */
export async function playAll(
  beginnings: readonly Happening[],
  { clock, signal, onProgress }: Playing,
): Promise<string | undefined> {
  const agenda = agendaOfAll<Happening>();
  agenda.add(beginnings);
  let last: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const together = agenda.take(MOST_AT_ONCE, CLOSE_TOGETHER);
    const [first] = together;
    if (!first) return last;
    // Added in this order, whichever was quicker: the same simulation again is the same again.
    for (const more of await Promise.all(together.map(({ at, happen }) => clock.at(at, happen))))
      agenda.add(more);
    last = together.at(-1)?.at ?? last;
    onProgress(first.at);
  }
}

/** The instant from which nothing that has happened by `last` is in the future. */
export function endOf(last: string): string {
  return later(last, 1);
}
