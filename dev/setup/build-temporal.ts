import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Trouble } from '../trouble.ts';
import { showProgress } from './progress.ts';
import { runTool } from './run-tool.ts';

/**
 * Builds the Temporal CLI from the Go module in dev/temporal to `target`: about 8 minutes of two cores the first time,
 * seconds where Go has it cached. Throws `Trouble` with what to do when there is no Go, an old one, or no network.
 */
export async function buildTemporal(root: string, target: string): Promise<void> {
  const beside = `${target}.${process.pid}`;
  await mkdir(dirname(target), { recursive: true });
  const progress = showProgress('Building the Temporal server (once; up to 10 minutes)');
  const build = [
    'build',
    '-v',
    '-trimpath',
    '-ldflags',
    '-s -w',
    '-o',
    beside,
    'github.com/temporalio/cli/cmd/temporal',
  ];
  const { code, lines } = await runTool('go', build, {
    cwd: join(root, 'dev/temporal'),
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    onLine: stepTeller(progress.now),
  });
  progress.done(code === 0 ? 'The Temporal server is built' : 'The Temporal server is not built');
  if (code !== 0) {
    await rm(beside, { force: true });
    throw new Trouble(whyNot(code, lines));
  }
  await chmod(beside, 0o755);
  await rename(beside, target);
}

/** Turns what `go build -v` prints, a line for each module it downloads and each package it compiles, into what is happening. */
export function stepTeller(tell: (detail: string) => void): (line: string) => void {
  let modules = 0;
  let packages = 0;
  return (line) => {
    if (line.startsWith('go: downloading ')) tell(`downloading modules (${++modules})`);
    else if (/^[\w./-]+$/.test(line)) tell(`compiling packages (${++packages} of about 1,800)`);
  };
}

const INSTEAD = 'or install the Temporal CLI 1.9 or newer, or set TEMPORAL_ADDRESS to a running server';

/** The sentence for a build that failed. */
export function whyNot(code: number | undefined, lines: readonly string[]): string {
  if (code === undefined)
    return `There is no Temporal server on this machine and no Go to build one with: install Go 1.26.8 or newer, ${INSTEAD}.`;
  const said = lines.join('\n');
  if (/requires go >=|indicates go |invalid go version|toolchain not available|download go1\./.test(said))
    return `The Go on this machine is too old to build the Temporal server: install Go 1.26.8 or newer, ${INSTEAD}.`;
  if (
    /dial tcp|no such host|i\/o timeout|connection refused|TLS handshake|proxyconnect|module lookup disabled/.test(
      said,
    )
  ) {
    return `Go could not download the modules of the Temporal server: run again with the network there, ${INSTEAD}.`;
  }
  if (/no space left/.test(said))
    return `There is no space left to build the Temporal server: make about 4 GB free, ${INSTEAD}.`;
  return `Go could not build the Temporal server (${lines.findLast((line) => /\S/.test(line)) ?? 'it gave no reason'}): see to that, ${INSTEAD}.`;
}
