import { earliestFirst } from './earliest-first.ts';

/** Something that happens at an instant. */
export interface Happening {
  readonly at: string;
  /** What may not happen beside it, or before what came earlier: all of one buyer. */
  readonly buyer: string;
  /** Whether it may take or give back stock: then it happens alone, after all that is earlier. */
  readonly movesStock: boolean;
}

/** Everything that is to happen, earliest first; of what is at one instant, what was added first. */
export interface AgendaOfAll<H extends Happening> {
  add(happenings: readonly H[]): void;
  /**
   * What happens next: one thing that may move stock, or several things of different buyers that don't and so may happen side by side,
   * as long as none is `window` later than the first. Empty: nothing is left.
   */
  take(most: number, windowMs: number): readonly H[];
  readonly size: number;
}

export function agendaOfAll<H extends Happening>(): AgendaOfAll<H> {
  const queue = earliestFirst<H>();
  return {
    get size() {
      return queue.size;
    },
    add(happenings) {
      for (const happening of happenings) queue.push(happening);
    },
    take(most, windowMs) {
      const taken: H[] = [];
      const buyers = new Set<string>();
      const begins = Date.parse(queue.first()?.at ?? '');
      for (let next = queue.first(); next && taken.length < most; next = queue.first()) {
        const isClose = Date.parse(next.at) - begins <= windowMs;
        if (taken.length > 0 && (next.movesStock || buyers.has(next.buyer) || !isClose)) break;
        queue.pop();
        taken.push(next);
        buyers.add(next.buyer);
        if (next.movesStock) break;
      }
      return taken;
    },
  };
}
