import { type Child } from './child.ts';
import { waitFor } from './wait-for.ts';

/** Returns when `url` answers 200. Throws `Trouble` when the process ends before, or after three minutes. */
export async function waitForAnswer(what: string, child: Child, url: string): Promise<void> {
  await waitFor(what, child, async () => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  });
}
