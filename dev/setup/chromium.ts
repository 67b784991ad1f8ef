import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Trouble } from '../trouble.ts';
import { isExecutable, onPath } from './on-path.ts';
import { showProgress } from './progress.ts';
import { runTool, type ToolRun } from './run-tool.ts';

/** What Chromium is called where it is installed. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const HOW_TO_GET_IT =
  'install Chromium or Chrome, or set CHROMIUM_PATH to the program of one that is installed, and run again.';

/** What `<browser> --version` answers, or undefined when it can't be run. */
export type AskVersion = (path: string) => Promise<string | undefined>;

/**
 * The path of a Chromium or Chrome that runs, or undefined when there is none: `CHROMIUM_PATH`, then PATH. Throws `Trouble` when
 * `CHROMIUM_PATH` names none.
 */
export async function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  ask: AskVersion = askVersion,
): Promise<string | undefined> {
  const chosen = env['CHROMIUM_PATH'];
  if (chosen) {
    if (isChromium(await ask(chosen))) return chosen;
    throw new Trouble(
      `CHROMIUM_PATH names ${chosen}, which is no Chromium that runs: unset it, or point it at one.`,
    );
  }
  for (const candidate of NAMES.flatMap((name) => onPath(name, env)))
    if (isExecutable(candidate) && isChromium(await ask(candidate))) return candidate;
  return undefined;
}

/** Some systems have a `chromium-browser` that only says how to install one. */
function isChromium(version: string | undefined): boolean {
  return /\b(?:Chromium|Chrome)\b.* \d+\./.test(version ?? '');
}

async function askVersion(path: string): Promise<string | undefined> {
  try {
    return (await promisify(execFile)(path, ['--version'], { timeout: 20_000 })).stdout;
  } catch {
    return undefined;
  }
}

export interface ChromiumSetup {
  readonly env?: NodeJS.ProcessEnv;
  readonly ask?: AskVersion;
  /** Whether packages may be installed for the whole machine. */
  readonly isRoot?: boolean;
  /** Runs apt-get with these words. */
  readonly aptGet?: (words: readonly string[]) => Promise<ToolRun>;
}

/** Makes sure that there is a browser to test the pages with: apt-get installs one for root. Throws `Trouble` where that can't be. */
export async function ensureChromium({
  env = process.env,
  ask = askVersion,
  isRoot = process.getuid?.() === 0,
  aptGet = runAptGet,
}: ChromiumSetup = {}): Promise<void> {
  if (await findChromium(env, ask)) return;
  if (!isRoot) throw new Trouble(`There is no browser to test the pages with: ${HOW_TO_GET_IT}`);
  const progress = showProgress('Installing Chromium, which the pages are tested with');
  progress.now('reading the list of packages');
  await aptGet(['update']); // a list that is a little old may do: what counts is whether it can be installed
  progress.now('downloading and unpacking');
  const { code, lines } = await aptGet(['install', '--yes', '--no-install-recommends', 'chromium']);
  const found = code === 0 && (await findChromium(env, ask));
  progress.done(found ? 'Chromium is installed' : 'Chromium is not installed');
  if (!found)
    throw new Trouble(`apt-get could not install Chromium (${whyOf(code, lines)}): ${HOW_TO_GET_IT}`);
}

function runAptGet(words: readonly string[]): Promise<ToolRun> {
  return runTool('apt-get', words, {
    cwd: '/',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function whyOf(code: number | undefined, lines: readonly string[]): string {
  if (code === undefined) return 'there is no apt-get here';
  return lines.findLast((line) => line.startsWith('E: '))?.slice(3) ?? 'it installed none that runs';
}
