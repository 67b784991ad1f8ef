import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ToolRun {
  /** Undefined when the command could not be started at all: it is not there. */
  readonly code: number | undefined;
  /** Its last lines on stderr and stdout. */
  readonly lines: readonly string[];
}

export interface ToolOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How many of its last lines to keep; 40 unless given. */
  readonly keep?: number;
  readonly onLine?: (line: string) => void;
  /** Aborted, it has the command stop; its end is waited for all the same. */
  readonly signal?: AbortSignal;
}

const LINES_KEPT = 40;

/** Runs a command to its end and answers its exit code and last lines; never throws for what the command does. */
export async function runTool(
  command: string,
  args: readonly string[],
  options: ToolOptions,
): Promise<ToolRun> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...(options.env ?? process.env) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  options.signal?.addEventListener('abort', stop);
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      if (lines.length > (options.keep ?? LINES_KEPT)) lines.shift();
      options.onLine?.(line);
    });
  }
  const code = await new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  options.signal?.removeEventListener('abort', stop);
  return { code, lines };
}
