import { MINUTE } from '../../domain/duration.ts';
import { orderIds } from '../buyers.ts';
import { per1000, prepareEngineGround } from '../engine-ground.ts';
import type { EngineGround } from '../engine-ground.ts';
import { notedAt, untilNoted } from '../order-states.ts';
import { quantilesOf } from '../quantiles.ts';
import type { Scenario } from '../scenario.ts';

/** Payments a second, and for how many seconds. The slower pace shows what one costs when none waits for another. */
const paces = [
  { perSecond: 10, seconds: 10 },
  { perSecond: 50, seconds: 12 },
] as const;
/** Goal of issue 5. */
const GOAL_ACCEPTED_P99 = 50;

/** From the provider's webhook to the paid order, over the real API. */
export const paying: Scenario = {
  name: 'paying',
  about: `signed webhooks at ${paces.map(({ perSecond }) => `${perSecond}/s`).join(', then ')}, one for each started order, none about another's`,
  reference: { 'accepted at 50/s: p99': `goal < ${GOAL_ACCEPTED_P99}` },
  async run() {
    const ground = await prepareEngineGround();
    try {
      const figures = [];
      for (const [index, pace] of paces.entries()) figures.push(await payAt(ground, `pay${index}`, pace));
      return Object.assign({}, ...figures);
    } finally {
      await ground.stop();
    }
  },
};

async function payAt(
  { database, buyers, cpuSeconds }: EngineGround,
  name: string,
  { perSecond, seconds }: (typeof paces)[number],
) {
  const ids = orderIds(name, perSecond * seconds);
  const before = (await notedAt(database, 'paid')).size;
  const noted = { count: before + ids.length, patienceMs: MINUTE };
  await buyers.place(ids, { kind: 'normal', pace: { callers: 16 } });
  await untilNoted(database, 'begun', noted);
  const used = cpuSeconds();
  const asked = await buyers.pay(ids, { perSecond });
  await untilNoted(database, 'paid', noted);
  const cpuSecondsPer1000 = per1000(used, cpuSeconds(), ids.length);
  const at = await notedAt(database, 'paid');
  const toPaid = asked.map(({ orderId, sentAt }) => (at.get(orderId) ?? 0) - sentAt);
  return {
    [`accepted at ${perSecond}/s`]: { ...quantilesOf(asked.map(({ tookMs }) => tookMs)) },
    [`webhook to paid at ${perSecond}/s`]: { ...quantilesOf(toPaid) },
    [`CPU-s per 1000 at ${perSecond}/s`]: cpuSecondsPer1000,
  };
}
