import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Trouble } from '../trouble.ts';
import { cacheFolder } from './cache-folder.ts';
import { withLock } from './lock.ts';
import { showProgress } from './progress.ts';
import { runTool } from './run-tool.ts';

/** The release whose API is the one our `stripe` package speaks. */
const VERSION = '0.203.0';

/** Where Stripe's mock server is kept once it was built. */
export function cachedStripeMock(env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(env), `stripe-mock-${VERSION}`);
}

/**
 * The path of Stripe's own mock server, for tests: `STRIPE_MOCK`, else the one in our cache, built with Go the first time (half a
 * minute). Throws `Trouble` with what to do where it can't be built.
 */
export async function ensureStripeMock(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const target = env['STRIPE_MOCK'] || cachedStripeMock(env);
  if (isExecutable(target)) return target;
  if (env['STRIPE_MOCK'])
    throw new Trouble(
      `STRIPE_MOCK names ${target}, which is no program: unset it, or point it at stripe-mock.`,
    );
  await withLock(
    `${target}.lock`,
    (pid) => process.stdout.write(`Waiting for another setup (process ${pid}) to finish ...\n`),
    async () => {
      if (!isExecutable(target)) await build(target);
    },
  );
  return target;
}

async function build(target: string): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  const folder = await mkdtemp(`${target}.build-`);
  const progress = showProgress("Building Stripe's mock server for the tests (once; half a minute)");
  let modules = 0;
  const { code, lines } = await runTool('go', ['install', `github.com/stripe/stripe-mock@v${VERSION}`], {
    cwd: folder,
    env: { ...process.env, CGO_ENABLED: '0', GOBIN: folder, GOFLAGS: '', GOWORK: 'off' },
    onLine: (line) => {
      if (line.startsWith('go: downloading ')) progress.now(`downloading modules (${(modules += 1)})`);
    },
  });
  progress.done(code === 0 ? "Stripe's mock server is built" : "Stripe's mock server is not built");
  if (code === 0) await rename(join(folder, 'stripe-mock'), target);
  await rm(folder, { recursive: true, force: true });
  if (code !== 0) throw new Trouble(whyNoStripeMock(code, lines));
}

/** The sentence for a build that failed. */
export function whyNoStripeMock(code: number | undefined, lines: readonly string[]): string {
  const instead = 'or set STRIPE_MOCK to a stripe-mock that is there';
  if (code === undefined)
    return `The tests need Stripe's mock server, and there is no Go on this machine to build it with: install Go, ${instead}.`;
  const reason = lines.findLast((line) => /\S/.test(line)) ?? 'it gave no reason';
  return `Go could not build Stripe's mock server for the tests (${reason}): run again with the network there, ${instead}.`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
