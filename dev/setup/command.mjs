import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureNode24, Trouble } from './node-24.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What each command runs once everything is set up; `setup` runs nothing more. */
const SCRIPTS = {
  start: 'dev/start.ts',
  test: 'dev/test.ts',
  setup: undefined,
  demo: 'dev/demo.ts',
  bench: 'bench/main.ts',
  soak: 'bench/soak.ts',
  check: 'dev/check.ts',
  simulate: 'dev/simulate.ts',
};

const OWN_SETUP = join(ROOT, 'dev/setup.ts');

/**
 * Sets everything up, then runs `name` with the rest of the words. The exit code is the command's. Throws `Trouble` with a
 * sentence where a person has to do something first.
 */
export async function runCommand([name, ...words]) {
  const known = Object.keys(SCRIPTS).filter((key) => !SCRIPTS[key] || existsSync(join(ROOT, SCRIPTS[key])));
  if (!known.includes(name))
    throw new Trouble(`Usage: node dev/run.mjs <command>, where the command is one of ${known.join(', ')}.`);
  const node = await ensureNode24(process.env);
  const env = {
    ...process.env,
    TZ: 'UTC',
    PATH: [dirname(node), process.env.PATH].filter(Boolean).join(delimiter),
  };
  process.exitCode = await run(node, [OWN_SETUP, name], env);
  if (process.exitCode === 0 && SCRIPTS[name])
    process.exitCode = await run(node, [join(ROOT, SCRIPTS[name]), ...words], env);
}

/** The sentence for a person; a stack only for what is our own mistake. */
export function sentence(error) {
  return error instanceof Trouble ? error.message : String(error?.stack ?? error);
}

/**
 * Runs a script to its end and answers its exit code. Signals are passed on and the script decides what they mean; the
 * channel tells it when this process is gone without having been able to say so.
 */
function run(node, words, env) {
  const child = spawn(node, words, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  const passOn = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Trouble(`${node} could not be started: ${error.message}.`)));
    child.once('exit', (code, signal) => {
      for (const each of signals) process.off(each, passOn);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
