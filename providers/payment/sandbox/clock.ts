import { ProviderUnavailable } from '../../ports.ts';
import { providerCaller } from '../../provider-calls.ts';

export interface SandboxClockOptions {
  readonly baseUrl: string;
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/** Tells the sandbox how far an order's clock is ahead (rules.md 8). */
export interface SandboxClock {
  /** `offsetMs` replaces what it was. Throws `ProviderUnavailable` when the sandbox did not take it. */
  tellOffset(orderId: string, offsetMs: number): Promise<void>;
}

/** Dev mode only: fast-forwarding an order moves the expiry of its sessions too. No real provider can do this. */
export function sandboxClock({
  baseUrl,
  timeoutMs = 5000,
  fetch = globalThis.fetch,
}: SandboxClockOptions): SandboxClock {
  const call = providerCaller({ baseUrl, timeoutMs, fetch });
  return {
    async tellOffset(orderId, offsetMs) {
      const reply = await call({
        method: 'PUT',
        path: `/clocks/${encodeURIComponent(orderId)}`,
        body: { offsetMs },
      });
      if (!reply.reached) throw new ProviderUnavailable(reply.why);
      if (reply.status !== 200)
        throw new ProviderUnavailable(`the clock was not taken: answered ${reply.status}`);
    },
  };
}
