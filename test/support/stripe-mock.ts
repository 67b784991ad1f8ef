import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { freePort, isListening } from '../../dev/stack/ports.ts';
import { leash, unleash } from '../../dev/stack/leash.ts';
import { ensureStripeMock } from '../../dev/setup/stripe-mock.ts';

/** Stripe's own mock server: it refuses whatever Stripe's published API would refuse, and remembers nothing. */
export interface StripeMock {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one on a free port; built first where `npm test` has not done so. It goes with this process. */
export async function startStripeMock(): Promise<StripeMock> {
  const port = await freePort();
  const child = spawn(await ensureStripeMock(), ['-http-addr', `127.0.0.1:${port}`], { stdio: 'ignore' });
  const { pid = 0 } = child;
  leash(pid, 'SIGTERM');
  const ended = once(child, 'exit').then(() => unleash(pid));
  while (!(await isListening(port)))
    if (child.exitCode !== null) throw new Error('stripe-mock did not start');
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
