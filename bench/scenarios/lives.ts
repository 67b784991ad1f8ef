import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { MINUTE, SECOND } from '../../domain/duration.ts';
import { orderIds } from '../buyers.ts';
import { per1000, prepareEngineGround } from '../engine-ground.ts';
import type { EngineGround } from '../engine-ground.ts';
import { notedAt, untilNoted } from '../order-states.ts';
import { quantilesOf } from '../quantiles.ts';
import type { Figures, Scenario } from '../scenario.ts';

const HALF = 500;
const CALLERS = 64;
/** Long enough to start all and have one half paid before the other half is due. */
const PAY_WITHIN = 75;
const GRACE = SECOND;

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
    const ground = await prepareEngineGround(PAY_WITHIN);
    try {
      return await liveThem(ground);
    } finally {
      await ground.stop();
    }
  },
};

async function liveThem(ground: EngineGround): Promise<Figures> {
  const { database, buyers } = ground;
  const [toPay, toExpire] = [orderIds('pay', HALF), orderIds('late', HALF)];
  const before = ground.cpuSeconds();
  const began = Date.now();
  await buyers.place(toPay, { kind: 'normal', pace: { callers: CALLERS } });
  const placed = await buyers.place(toExpire, { kind: 'promotion', pace: { callers: CALLERS } });
  await untilNoted(database, 'begun', { count: 2 * HALF, patienceMs: PAY_WITHIN * SECOND });
  const startsPerSecond = (2 * HALF * SECOND) / (Date.now() - began);
  const paysPerSecond = await payAll(ground, toPay);
  const due = dueTimes(placed);
  const first = Math.min(...due.values());
  if (Date.now() > first)
    throw new Error('the machine was too slow to have everything ready before orders were due');
  await pause(first - Date.now());
  await untilNoted(database, 'expired', { count: HALF, patienceMs: 2 * MINUTE });
  const expired = await notedAt(database, 'expired');
  const lateness = [...due].map(([orderId, at]) => (expired.get(orderId) ?? 0) - at);
  const used = per1000(before, ground.cpuSeconds(), 2 * HALF);
  return {
    startsPerSecond,
    paysPerSecond,
    dueWithinMs: Math.max(...due.values()) - first,
    latenessMs: { ...quantilesOf(lateness) },
    cpuSecondsPer1000: used,
    ...(await eventsOf(ground, [toPay[HALF / 2] ?? '', toExpire[HALF / 2] ?? ''])),
  };
}

async function payAll({ database, buyers }: EngineGround, toPay: readonly string[]): Promise<number> {
  const began = Date.now();
  await buyers.pay(toPay, { callers: CALLERS });
  await untilNoted(database, 'paid', { count: toPay.length, patienceMs: MINUTE });
  return (toPay.length * SECOND) / (Date.now() - began);
}

/** When each order's stock is to go back, by when its request was answered at the latest: lateness is not counted too high. */
function dueTimes(
  placed: readonly { orderId: string; sentAt: number; tookMs: number }[],
): ReadonlyMap<string, number> {
  return new Map(
    placed.map(({ orderId, sentAt, tookMs }) => [orderId, sentAt + tookMs + PAY_WITHIN * SECOND + GRACE]),
  );
}

/** Events in the history of one paid and one expired order. */
async function eventsOf({ engineAddress }: EngineGround, [paid = '', expired = '']: readonly string[]) {
  const connection = await Connection.connect({ address: engineAddress });
  try {
    const { workflow } = new Client({ connection });
    const eventsIn = async (id: string) => (await workflow.getHandle(`order-${id}`).describe()).historyLength;
    return { eventsPaid: await eventsIn(paid), eventsExpired: await eventsIn(expired) };
  } finally {
    await connection.close();
  }
}
