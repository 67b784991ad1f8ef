import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where the lines of one process go. */
export interface Log {
  readonly line: (text: string) => void;
  /** The last lines, oldest first, for a report on a process that died. */
  readonly lastLines: () => readonly string[];
}

const LINES_KEPT = 20;
const LARGEST_FILE = 20 * 1024 * 1024;

/** A log that keeps the last lines in memory only, for tests. */
export function memoryLog(): Log {
  const lines: string[] = [];
  return {
    line(text) {
      lines.push(text);
      if (lines.length > LINES_KEPT) lines.shift();
    },
    lastLines: () => lines,
  };
}

/**
 * A log in `<folder>/<name>.log`, appended to over restarts (a file over 20 MB is set aside as `.1` first). `onTrouble`
 * gets the lines that are warnings or errors, for the terminal.
 */
export function fileLog(folder: string, name: string, onTrouble: (line: string) => void): Log {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_FILE) renameSync(path, `${path}.1`);
  const file = createWriteStream(path, { flags: 'a' });
  const memory = memoryLog();
  return {
    line(text) {
      memory.line(text);
      file.write(`${text}\n`);
      if (isTrouble(text)) onTrouble(text);
    },
    lastLines: memory.lastLines,
  };
}

/** Whether a line is a warning or worse, in the formats of our processes (pino), the engine (key=value) and PostgreSQL. */
export function isTrouble(line: string): boolean {
  return /^\{.*"level":(?:[4-6]0\b|"(?:warn|error|fatal)")|\blevel=(?:WARN|ERROR|FATAL)\b|(?:^|\] )(?:WARNING|ERROR|FATAL|PANIC): |^\S*Error: |^panic: /i.test(
    line,
  );
}

const Pino = z.object({
  level: z.number(),
  msg: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

/** A line as a person reads it: what a JSON line says, any other line as it is. */
export function readable(line: string): string {
  const parsed = Pino.safeParse(parseJson(line));
  if (!parsed.success) return line;
  const { level, msg, err } = parsed.data;
  const word = level >= 50 ? 'error' : level >= 40 ? 'warning' : 'info';
  return [word, msg, err?.message].filter((part) => part !== undefined && part !== '').join(': ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
