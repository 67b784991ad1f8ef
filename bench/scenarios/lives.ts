import { Client, Connection } from '@temporalio/client';
import { MINUTE, SECOND } from '../../domain/duration.ts';
import { orderIds } from '../buyers.ts';
import type { Asked } from '../buyers.ts';
import { GRACE, per1000, prepareEngineGround } from '../engine-ground.ts';
import type { EngineGround } from '../engine-ground.ts';
import { notedAt, untilNoted } from '../order-states.ts';
import { quantilesOf } from '../quantiles.ts';
import type { Figures, Scenario } from '../scenario.ts';

const HALF = 500;
const CALLERS = 64;
/** What the second half gets beyond the time its starts should take, as the first half's did. */
const SLACK = 1.5;
const AT_LEAST = 10;
const PATIENCE = 2 * MINUTE;

/** The job of engine.md: half of the orders are paid, the other half are due within one second. */
export const lives: Scenario = {
  name: 'lives',
  about: `${2 * HALF} orders from placed to the end: ${HALF} paid by webhook, ${HALF} due in one second; ${CALLERS} callers, nobody is reminded`,
  reference: {
    startsPerSecond: '127-149 (SQL first, then start)',
    paysPerSecond: '17-29 (SQL first); 57 (pay by update); Restate 134-160',
    'latenessMs: p50': '1400-6000; Restate 300',
    'latenessMs: p99': '2600-20000; Restate 500',
    'cpuSecondsPer1000: worker': '15-21 (client and worker); Restate 6.5-8.7',
    'cpuSecondsPer1000: temporal': '25-32; Restate 9-10',
    'cpuSecondsPer1000: postgres': '1',
    eventsPaid: '12-16',
    eventsExpired: '12-16',
  },
  async run() {
    const ground = await prepareEngineGround();
    try {
      return await liveThem(ground);
    } finally {
      await ground.stop();
    }
  },
};

async function liveThem(ground: EngineGround): Promise<Figures> {
  const [toPay, toExpire] = [orderIds('pay', HALF), orderIds('late', HALF)];
  const before = ground.cpuSeconds();
  const startSeconds = await startAll(ground, toPay);
  const paySeconds = await payAll(ground, toPay);
  const latenessMs = await expireAll(ground, toExpire, startSeconds * SLACK + AT_LEAST);
  return {
    startsPerSecond: HALF / startSeconds,
    paysPerSecond: HALF / paySeconds,
    latenessMs: { ...quantilesOf(latenessMs) },
    cpuSecondsPer1000: per1000(before, ground.cpuSeconds(), 2 * HALF),
    ...(await eventsOf(ground, [toPay[HALF / 2] ?? '', toExpire[HALF / 2] ?? ''])),
  };
}

/** Places them, and waits until all their workflows have begun; answers how many seconds that took in all. */
async function startAll({ database, buyers }: EngineGround, ids: readonly string[]): Promise<number> {
  const began = Date.now();
  await buyers.place(ids, { kind: 'normal', pace: { callers: CALLERS } });
  await untilNoted(database, 'begun', { count: HALF, patienceMs: PATIENCE });
  return (Date.now() - began) / SECOND;
}

async function payAll({ database, buyers }: EngineGround, ids: readonly string[]): Promise<number> {
  const began = Date.now();
  await buyers.pay(ids, { callers: CALLERS });
  await untilNoted(database, 'paid', { count: HALF, patienceMs: PATIENCE });
  return (Date.now() - began) / SECOND;
}

/** Places orders that are all due within the second or two in which they were placed, once all have begun; answers how late each was closed. */
async function expireAll(
  { database, buyers, payWithin }: EngineGround,
  ids: readonly string[],
  seconds: number,
): Promise<readonly number[]> {
  await payWithin(seconds);
  const placed = await buyers.place(ids, { kind: 'promotion', pace: { callers: CALLERS } });
  await untilNoted(database, 'begun', { count: 2 * HALF, patienceMs: PATIENCE });
  if (Date.now() > Math.min(...placed.map(({ sentAt }) => sentAt)) + seconds * SECOND)
    throw new Error('orders were due before all of them had begun: the machine is too busy to measure');
  await untilNoted(database, 'expired', { count: HALF, patienceMs: seconds * SECOND + PATIENCE });
  const expired = await notedAt(database, 'expired');
  // An order is due no later than this: it was placed before it was answered, so no lateness is counted that was none.
  const dueAt = ({ sentAt, tookMs }: Asked) => sentAt + tookMs + Math.ceil(seconds) * SECOND + GRACE;
  return placed.map((asked) => (expired.get(asked.orderId) ?? 0) - dueAt(asked));
}

/** Events in the history of one paid and one expired order. */
async function eventsOf(
  { engineAddress, dataConverter }: EngineGround,
  [paid = '', expired = '']: readonly string[],
) {
  const connection = await Connection.connect({ address: engineAddress });
  try {
    const { workflow } = new Client({ connection, dataConverter });
    const eventsIn = async (id: string) => (await workflow.getHandle(`order-${id}`).describe()).historyLength;
    return { eventsPaid: await eventsIn(paid), eventsExpired: await eventsIn(expired) };
  } finally {
    await connection.close();
  }
}
