import type { Child, Exit } from './child.ts';
import { type Log, fileLog, memoryLog } from './log.ts';

/** What the start functions need of whoever runs them: a log for each part, and to be told of its process at once. */
export interface Crew {
  readonly logOf: (name: string) => Log;
  readonly enlist: (child: Child) => void;
}

/** A part that ended although nobody asked it to. */
export interface Death {
  readonly child: Child;
  readonly exit: Exit;
}

export interface WholeCrew extends Crew {
  readonly children: () => readonly Child[];
  /** Settles when a part dies; never when everything is stopped in good order. */
  readonly died: Promise<Death>;
  /** Stops every part in order, also one that is only just starting. Idempotent. */
  readonly stop: () => Promise<void>;
}

/** A crew of one, which its starter stops: log in memory only. */
export function alone(): Crew {
  return { logOf: memoryLog, enlist: () => undefined };
}

/** Those that use others are stopped before them; the database is the last. */
const stopOrder = ['api', 'worker', 'sandbox', 'mail', 'temporal', 'postgres'];

/** A crew that logs to `<logFolder>/<name>.log`, tells `onTrouble` of warnings and errors, and is stopped together. */
export function assembleCrew(logFolder: string, onTrouble: (name: string, line: string) => void): WholeCrew {
  const children: Child[] = [];
  const death = Promise.withResolvers<Death>();
  let stopping: Promise<void> | undefined;

  async function stopInOrder(): Promise<void> {
    const rank = ({ name }: Child): number => stopOrder.indexOf(name);
    for (const child of children.toSorted((a, b) => rank(a) - rank(b))) await child.stop();
  }

  async function watch(child: Child): Promise<void> {
    const exit = await child.exited;
    if (!stopping) death.resolve({ child, exit });
  }

  return {
    children: () => children,
    died: death.promise,
    logOf: (name) =>
      fileLog(logFolder, name, (line) => {
        if (!stopping) onTrouble(name, line); // a part that loses those it talks to complains: no news
      }),
    enlist(child) {
      children.push(child);
      if (stopping) void child.stop();
      void watch(child);
    },
    stop: () => (stopping ??= stopInOrder()),
  };
}
