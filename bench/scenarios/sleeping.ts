import { bundleWorkflows } from '../../worker/bundle.ts';
import { MINUTE, SECOND } from '../../domain/duration.ts';
import { orderIds } from '../buyers.ts';
import { prepareEngineGround } from '../engine-ground.ts';
import type { EngineGround } from '../engine-ground.ts';
import { memoryOf } from '../machine.ts';
import { notedAt, untilNoted } from '../order-states.ts';
import type { Scenario } from '../scenario.ts';

const ORDERS = 10_000;
const CALLERS = 16;
const PATIENCE = 4 * MINUTE;

/** Ten thousand orders that wait to be paid: how fast they are all started, and what the sleeping cost a worker. */
export const sleeping: Scenario = {
  name: 'sleeping',
  about: `${ORDERS} orders placed at once: the backlog of starts, then the worker's memory while all of them sleep`,
  reference: { backlogPerSecond: '64-118 beside placing' },
  async run() {
    const ground = await prepareEngineGround();
    try {
      return await putToSleep(ground);
    } finally {
      await ground.stop();
    }
  },
};

async function putToSleep({ database, buyers, children }: EngineGround) {
  const worker = children.get('worker')?.pid ?? 0;
  const memoryBefore = memoryOf(worker);
  await buyers.place(orderIds('sleep', ORDERS), { kind: 'normal', pace: { callers: CALLERS } });
  const from = { at: Date.now(), begun: (await notedAt(database, 'begun')).size };
  await untilNoted(database, 'begun', { count: ORDERS, patienceMs: PATIENCE });
  const { code } = await bundleWorkflows();
  return {
    backlogPerSecond: ((ORDERS - from.begun) * SECOND) / (Date.now() - from.at),
    workerMiB: { idle: memoryBefore, sleeping: memoryOf(worker) },
    bundleKiB: Buffer.byteLength(code) / 1024,
  };
}
