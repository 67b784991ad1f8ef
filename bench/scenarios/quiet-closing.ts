import { MINUTE, SECOND } from '../../domain/duration.ts';
import { orderIds } from '../buyers.ts';
import { GRACE, prepareEngineGround } from '../engine-ground.ts';
import type { EngineGround } from '../engine-ground.ts';
import { notedAt, untilNoted } from '../order-states.ts';
import { quantilesOf } from '../quantiles.ts';
import type { Scenario } from '../scenario.ts';

const paces = [
  { perSecond: 10, seconds: 8 },
  { perSecond: 50, seconds: 8 },
] as const;
/** Starting them takes this much longer than placing them on a machine of two cores, at most. */
const PAY_WITHIN = 30;

/** How late orders are closed that become due one after the other. */
export const quietClosing: Scenario = {
  name: 'quiet-closing',
  about: `orders that become due at ${paces.map(({ perSecond }) => `${perSecond}/s`).join(', then ')}, nothing else going on`,
  reference: {
    'lateness at 50/s: p50': '110-180; Restate 9-12',
    'lateness at 50/s: p99': '190-380; Restate 23-30',
  },
  async run() {
    const ground = await prepareEngineGround();
    try {
      await ground.payWithin(PAY_WITHIN);
      const figures = [];
      for (const [index, pace] of paces.entries()) figures.push(await closeAt(ground, `due${index}`, pace));
      return Object.assign({}, ...figures);
    } finally {
      await ground.stop();
    }
  },
};

async function closeAt(
  { database, buyers }: EngineGround,
  name: string,
  { perSecond, seconds }: (typeof paces)[number],
) {
  const ids = orderIds(name, perSecond * seconds);
  const noted = { count: (await notedAt(database, 'expired')).size + ids.length, patienceMs: 2 * MINUTE };
  const placed = await buyers.place(ids, { kind: 'promotion', pace: { perSecond } });
  await untilNoted(database, 'begun', noted);
  if (Date.now() > (placed[0]?.sentAt ?? 0) + PAY_WITHIN * SECOND)
    throw new Error('orders were due before all of them had begun: the machine is too busy to measure');
  await untilNoted(database, 'expired', noted);
  const expired = await notedAt(database, 'expired');
  const lateness = placed.map(
    ({ orderId, sentAt, tookMs }) =>
      (expired.get(orderId) ?? 0) - (sentAt + tookMs + PAY_WITHIN * SECOND + GRACE),
  );
  return { [`lateness at ${perSecond}/s`]: { ...quantilesOf(lateness) } };
}
