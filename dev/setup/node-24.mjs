import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The Node everything runs on where the machine's own is older. The Dockerfile names the same. */
export const NODE_24 = '24.21.0';

/** Something the person at the keyboard can put right: the message is one plain sentence. */
export class Trouble extends Error {}

/**
 * The path of a Node 24: the one that runs this if it is new enough, else one from our cache, fetched with npm the first
 * time (about 10 s and 190 MB).
 */
export async function ensureNode24(env, own = process) {
  if (Number(own.versions.node.split('.')[0]) >= 24) return own.execPath;
  const home = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'holdfast', `node-${NODE_24}`);
  const node = join(home, 'node_modules', packageName(own), 'bin', 'node');
  if (!existsSync(node)) await fetchNode(home, packageName(own), env);
  return node;
}

function packageName({ platform, arch }) {
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** Installs beside the place and renames, so that a half-fetched Node is never used and two at once do no harm. */
async function fetchNode(home, name, env) {
  process.stdout.write(`Fetching Node ${NODE_24} (once, this one is ${process.version}) ...\n`);
  const began = Date.now();
  await mkdir(dirname(home), { recursive: true });
  const beside = await mkdtemp(`${home}.`);
  try {
    await npmInstall(beside, `${name}@${NODE_24}`, env);
    await promisify(execFile)(join(beside, 'node_modules', name, 'bin', 'node'), ['--version']).catch(() => {
      throw new Trouble(
        `Node ${NODE_24} from npm does not run on this machine: install Node 24 and run again with it.`,
      );
    });
    await rename(beside, home).catch((error) => {
      if (!existsSync(home)) throw error; // somebody else was faster: theirs is as good
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  process.stdout.write(`Node ${NODE_24} is there (${Math.round((Date.now() - began) / 1000)} s).\n`);
}

function npmInstall(folder, what, env) {
  const words = [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
    '--fetch-retries=1',
    what,
  ];
  const [command, args] = env.npm_execpath
    ? [process.execPath, [env.npm_execpath, ...words]]
    : ['npm', words];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env, cwd: folder });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Trouble('npm was not found: install Node together with npm, then run again.')),
    );
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const why =
        said
          .trim()
          .split('\n')[0]
          .replace(/^npm (?:error|ERR!) (?:code )?/, '') || `npm ended with ${code}`;
      return reject(
        new Trouble(
          `Node 24 could not be fetched (${why}): install Node 24 yourself, or run again with the network there.`,
        ),
      );
    });
  });
}
