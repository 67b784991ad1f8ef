import { HOUR, SECOND } from '../domain/duration.ts';
import { DEV_KEY } from '../dev/stack/demo-stock.ts';
import { SKU, buyersOf } from './buyers.ts';
import type { Buyers } from './buyers.ts';
import { prepareGround } from './ground.ts';
import type { Ground } from './ground.ts';
import { cpuSecondsOf } from './machine.ts';
import { noteStates } from './order-states.ts';
import { stockUp } from './stock.ts';

/** A ground with an engine and a worker, stock, buyers, and a policy made for measuring the engine. */
export interface EngineGround extends Ground {
  readonly buyers: Buyers;
  /** CPU seconds each of our processes has used so far, and this one, which plays the buyers. */
  readonly cpuSeconds: () => Readonly<Record<string, number>>;
  /** From now on, orders of kind `promotion` are to be paid within so many seconds. Their stock goes back a second later. */
  readonly payWithin: (seconds: number) => Promise<void>;
}

/** What a scenario wants otherwise. */
interface Wishes {
  /** Parts of the policy. */
  readonly policy?: object;
  /** Where mail goes; nowhere where it is left out. */
  readonly smtpUrl?: string;
}

/** The grace of this policy, in milliseconds. */
export const GRACE = SECOND;

/**
 * The job of engine.md: an order is placed and held, then paid or closed, and nothing else. So nobody is reminded, and its workflow
 * ends with the payment.
 */
export async function prepareEngineGround({ policy = {}, smtpUrl }: Wishes = {}): Promise<EngineGround> {
  const ground = await prepareGround({ engine: true, ...(smtpUrl === undefined ? {} : { smtpUrl }) });
  const payWithin = (seconds: number) =>
    putPolicy(ground.apiUrl, {
      ...plainPolicy,
      ...policy,
      validity: { promotion: `PT${Math.ceil(seconds)}S` },
    });
  try {
    await stockUp(ground.database, [SKU], 10_000_000);
    await noteStates(ground.database);
    await payWithin(HOUR / SECOND);
  } catch (error) {
    await ground.stop();
    throw error;
  }
  const buyers = buyersOf(ground);
  return {
    ...ground,
    buyers,
    payWithin,
    cpuSeconds: () => cpuSecondsBy(ground),
    stop: () => buyers.close().then(() => ground.stop()),
  };
}

const plainPolicy = {
  grace: `PT${GRACE / SECOND}S`,
  reminders: { enabled: false },
  promise: { enabled: false },
  winBack: { enabled: false },
};

async function putPolicy(apiUrl: string, document: object): Promise<void> {
  const response = await fetch(`${apiUrl}/v1/policies/default`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${DEV_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(document),
  });
  if (!response.ok) throw new Error(`the policy was answered ${response.status}: ${await response.text()}`);
}

function cpuSecondsBy({ children }: Ground): Readonly<Record<string, number>> {
  const { user, system } = process.cpuUsage();
  const ofChildren = [...children].map(([name, { pid }]) => [name, cpuSecondsOf(pid)] as const);
  return { ...Object.fromEntries(ofChildren), buyers: (user + system) / 1e6 };
}

/** What was used between two readings, per 1000 of `count`. */
export function per1000(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  count: number,
): Readonly<Record<string, number>> {
  const used = Object.entries(after).map(([name, seconds]) => [
    name,
    ((seconds - (before[name] ?? 0)) * 1000) / count,
  ]);
  return Object.fromEntries(used);
}
