import { setTimeout as sleep } from 'node:timers/promises';
import type { MortalShop } from './mortal-shop.ts';
import type { Trouble } from './play-stage.ts';

/** The machines that plays share. What one play does to them, all feel. */
export interface Machines {
  /** Does `work` in one life of the engine: a clock that was half moved ahead would be nobody's fault. */
  whileTheEngineIsThere<T>(work: () => Promise<T>): Promise<T>;
  /** What `name` wants of them; of the provider, the worst that anybody wants is what it does. */
  trouble(name: string, trouble: Trouble): Promise<void>;
  /** What was done to them, in that order. */
  readonly log: string[];
}

const modes = ['none', 'slow', 'error_after_success'] as const;
type ProviderMode = (typeof modes)[number];

/** A provider in trouble fails some of the time. */
const RATE = 0.4;
/** How long nobody works. */
const AWAY = 400;

export function machinesOf(shop: MortalShop): Machines {
  const wanted = new Map<string, ProviderMode>();
  const log: string[] = [];
  const users = new Set<symbol>();
  let repairing: Promise<void> = Promise.resolve();
  const oneAtATime = (work: () => Promise<void>): Promise<void> =>
    (repairing = repairing.catch(() => {}).then(work));
  const setProvider = (name: string, mode: ProviderMode): void => {
    wanted.set(name, mode);
    const worst = modes.findLast((one) => [...wanted.values()].includes(one)) ?? 'none';
    const body = JSON.stringify({ mode: worst, rate: RATE });
    const headers = { 'content-type': 'application/json' };
    void fetch(`${shop.sandboxUrl}/faults`, { method: 'PUT', headers, body });
  };
  const repairs = {
    async workers_away() {
      await shop.killWorker();
      await sleep(AWAY);
      await shop.startWorker();
    },
    async worker_killed() {
      await shop.killWorker();
      await shop.startWorker();
    },
    async engine_killed() {
      while (users.size > 0) await sleep(20);
      await shop.killEngine();
      await sleep(AWAY);
      await shop.startEngine();
    },
  };
  return {
    log,
    async whileTheEngineIsThere(work) {
      await repairing.catch(() => {});
      const user = Symbol('user');
      users.add(user);
      try {
        return await work();
      } finally {
        users.delete(user);
      }
    },
    async trouble(name, trouble) {
      log.push(`${name}: ${trouble.what}`);
      if (trouble.what === 'provider') return setProvider(name, trouble.mode);
      const { what } = trouble;
      await oneAtATime(repairs[what]);
    },
  };
}
