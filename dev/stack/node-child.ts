import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';
import type { Crew } from './crew.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface NodeChild {
  readonly name: string;
  /** The file to run, from the root of the checkout. */
  readonly script: string;
  /** A file that Node loads before it, in its threads too. */
  readonly preload?: string;
  readonly args?: readonly string[];
  /** What it is configured with, on top of this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly crew: Crew;
}

/** Starts one of our own processes with the Node that runs this. */
export async function startNode({ name, script, preload, args = [], env, crew }: NodeChild): Promise<Child> {
  return startChild({
    name,
    command: process.execPath,
    args: [...(preload === undefined ? [] : ['--import', `./${preload}`]), script, ...args],
    cwd: ROOT,
    env: { ...process.env, ...env },
    stopSignal: 'SIGTERM',
    crew,
  });
}
