/** A task that takes long enough to tell a person about. */
export interface Progress {
  /** What is happening right now. */
  readonly now: (detail: string) => void;
  readonly done: (outcome: string) => void;
}

const TERMINAL_MS = 500;
const LOG_MS = 15_000;

/** Shows `task` with what is happening and the time it has taken: one line that is rewritten in a terminal, a line every 15 s in a log. */
export function showProgress(task: string, out: NodeJS.WriteStream = process.stdout): Progress {
  const began = Date.now();
  let detail = 'starting';
  const line = (): string => `${task}: ${detail}, ${elapsed(Date.now() - began)}`;
  const rewrite = (): void => void out.write(`\r\x1b[K${line()}`);
  out.write(`${task} ...\n`);
  const timer = setInterval(
    () => (out.isTTY ? rewrite() : out.write(`${line()}\n`)),
    out.isTTY ? TERMINAL_MS : LOG_MS,
  );
  return {
    now(text) {
      detail = text;
    },
    done(outcome) {
      clearInterval(timer);
      out.write(`${out.isTTY ? '\r\x1b[K' : ''}${outcome} (${elapsed(Date.now() - began)}).\n`);
    },
  };
}

/** `ms` as a person reads a stopwatch: `8 s`, `2 min 05 s`. */
export function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
