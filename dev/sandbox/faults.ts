import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SandboxProblem } from './problem.ts';

export const faultModes = ['none', 'down', 'slow', 'error_after_success'] as const;

/** What Holdfast calls. What people and tests call (paying, lists by order, faults, clocks, pages) is never faulted. */
export const providerCalls = ['open', 'ask', 'find', 'close', 'refund', 'debit'] as const;
export type ProviderCall = (typeof providerCalls)[number];

/** `rate` is the share of calls hit, 0 to 1; `calls` narrows it to some of them. */
export const FaultSetting = z.strictObject({
  mode: z.enum(faultModes),
  rate: z.number().min(0).max(1).default(1),
  calls: z
    .array(z.enum(providerCalls))
    .min(1)
    .default([...providerCalls]),
});
export type FaultSetting = z.infer<typeof FaultSetting>;

export interface FaultOptions {
  /** How long a slow answer takes. */
  readonly slowMs: number;
  /** 0 ≤ n < 1, for the share of calls hit. */
  readonly random: () => number;
}

export interface Faults {
  current(): FaultSetting;
  set(setting: FaultSetting): void;
  /**
   * Does `work` as the setting says. `down`: 503, nothing done. `slow`: done at once, answered late (or as soon as
   * nobody waits any more). `error_after_success`: done, and answered 500; a refusal stays a refusal.
   */
  around<T>(call: ProviderCall, gone: AbortSignal, work: () => T): Promise<T>;
  /** Nobody is kept waiting any longer: for a clean stop. */
  stop(): void;
}

/** Trouble on request. It is not kept over a restart: a fresh process is a healthy one. */
export function createFaults({ slowMs, random }: FaultOptions): Faults {
  let setting: FaultSetting = FaultSetting.parse({ mode: 'none' });
  const stopping = new AbortController();

  function draw(call: ProviderCall): FaultSetting['mode'] {
    if (setting.mode === 'none' || !setting.calls.includes(call)) return 'none';
    return random() < setting.rate ? setting.mode : 'none';
  }

  return {
    current: () => setting,
    set(next) {
      setting = next;
    },
    async around(call, gone, work) {
      const mode = draw(call);
      if (mode === 'down')
        throw new SandboxProblem(503, 'provider_down', 'The provider is down: a fault asked for it.');
      const answer = work();
      if (mode === 'slow') await waitFor(slowMs, AbortSignal.any([gone, stopping.signal]));
      if (mode === 'error_after_success')
        throw new SandboxProblem(500, 'fault', 'It was done, but a fault asked for this answer.');
      return answer;
    },
    stop: () => stopping.abort(),
  };
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** Numbers of at least 0 and under 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
