import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../../domain/duration.ts';
import { load } from '../callers.ts';
import type { Loaded } from '../callers.ts';
import { prepareGround } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { Scenario } from '../scenario.ts';
import { stockUp } from '../stock.ts';

/** Ten times the creates of Restate in engine.md, and what a buyer notices. */
const GOAL_PER_SECOND = 1_570;
const GOAL_P99 = 100;
const CALLERS = 64;
const ORDERS = 20_000;
const WARM_UP = 4_000;
const SKUS = 100;

/** Placing alone: no engine is there, so nothing is started beside it. */
export const placing: Scenario = {
  name: 'placing',
  about: `${CALLERS} callers, ${SKUS} SKUs, two lines an order; starts paused`,
  async run() {
    const ground = await prepareGround({ engine: false });
    try {
      return figuresOf(await placeMany(ground));
    } finally {
      await ground.stop();
    }
  },
};

/** The same with every order's workflow started beside it, and how fast the rest is started afterwards. */
export const placingWithStarts: Scenario = {
  name: 'placing-with-starts',
  about: `${CALLERS} callers, ${SKUS} SKUs; workflows are started beside it, and the backlog afterwards`,
  async run() {
    const ground = await prepareGround({ engine: true });
    try {
      const loaded = await placeMany(ground);
      const atEnd = await startedOf(ground);
      await sleep(BACKLOG_WATCHED);
      const after = await startedOf(ground);
      const backlogPerSecond = (after - atEnd) / (BACKLOG_WATCHED / SECOND);
      return { ...figuresOf(loaded), startsPerSecondBeside: atEnd / loaded.secondsInAll, backlogPerSecond };
    } finally {
      await ground.stop();
    }
  },
};

/** The backlog is watched for so long, in milliseconds. */
const BACKLOG_WATCHED = 30 * SECOND;

async function placeMany(ground: Ground): Promise<Loaded> {
  const skus = Array.from({ length: SKUS }, (_, index) => `SKU-${index}`);
  await stockUp(ground.database, skus, 10_000_000);
  return load(ground, { callers: CALLERS, orders: ORDERS, warmUp: WARM_UP, skus });
}

function figuresOf({ perSecond, p50, p90, p99, max, statuses, cpuSecondsPer1000 }: Loaded) {
  const placed = statuses['201'] ?? 0;
  if (placed !== ORDERS + WARM_UP) throw new Error(`not every order was placed: ${JSON.stringify(statuses)}`);
  const goalReached = perSecond >= GOAL_PER_SECOND && p99 < GOAL_P99;
  return { perSecond, p50, p90, p99, max, goalReached, cpuSecondsPer1000 };
}

function startedOf({ database }: Ground): Promise<number> {
  return database.client.order.count({ where: { startedAt: { not: null } } });
}
