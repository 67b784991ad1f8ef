import { MINUTE, SECOND } from '../../domain/duration.ts';
import { bundleSize } from '../bundle-size.ts';
import { orderIds } from '../buyers.ts';
import { prepareEngineGround } from '../engine-ground.ts';
import type { EngineGround } from '../engine-ground.ts';
import { memoryOf } from '../machine.ts';
import { notedAt, untilNoted } from '../order-states.ts';
import type { Figures, Scenario } from '../scenario.ts';

const CALLERS = 16;
const PATIENCE = 10 * MINUTE;

/** Orders that wait to be paid: how fast they are all started, and what the sleeping cost a worker. */
function sleepingOrders(orders: number): Pick<Scenario, 'about' | 'reference' | 'run'> {
  return {
    about: `${orders} orders placed at once: the backlog of starts, then the worker's memory while all of them sleep`,
    reference: { backlogPerSecond: '64-118 beside placing' },
    async run() {
      const ground = await prepareEngineGround();
      try {
        return await putToSleep(ground, orders);
      } finally {
        await ground.stop();
      }
    },
  };
}

/** A worker keeps only so many workflows in memory (worker/create-workers.ts): these are enough to fill that. */
export const sleeping: Scenario = { name: 'sleeping', ...sleepingOrders(1_500) };

/** The same for the number the project promises. It takes minutes and shows the same memory, so it runs only by its name. */
export const sleepingMany: Scenario = { name: 'sleeping-10000', onlyByName: true, ...sleepingOrders(10_000) };

async function putToSleep({ database, buyers, children }: EngineGround, orders: number): Promise<Figures> {
  const worker = children.get('worker')?.pid ?? 0;
  const memoryBefore = memoryOf(worker);
  await buyers.place(orderIds('sleep', orders), { kind: 'normal', pace: { callers: CALLERS } });
  const from = { at: Date.now(), begun: (await notedAt(database, 'begun')).size };
  await untilNoted(database, 'begun', { count: orders, patienceMs: PATIENCE });
  return {
    backlogPerSecond: ((orders - from.begun) * SECOND) / (Date.now() - from.at),
    workerMiB: { idle: memoryBefore, sleeping: memoryOf(worker) },
    bundleKiB: await bundleSize(),
  };
}
