import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { later, durationMs } from '../../domain/duration.ts';
import type { Database } from '../../prisma/database.ts';
import { rewardFacts, rfmClasses } from '../../prisma/rewards.ts';
import { prepareGround } from '../ground.ts';
import type { Scenario } from '../scenario.ts';

const ORDERS = 1_000_000;
const BUYERS = 100_000;
const NOW = '2026-11-23T00:00:00.000Z';
const MOST_SECONDS = 5;

/** Recency, frequency and money of all buyers of a shop with a million paid orders; fails when it takes 5 s or counts wrongly. */
export const rfm: Scenario = {
  name: 'rfm',
  about: `RFM classes of ${BUYERS} buyers with ${ORDERS} paid orders, and what one order's rewards follow from`,
  async run() {
    const ground = await prepareGround({ engine: false });
    try {
      await writeOrders(ground.database);
      const { importantMonetary, frequentOrders, recentWithin } = defaultPolicy.rewards;
      const terms = { shop: 'default', importantMonetary, frequentOrders };
      const classify = (since: string) => rfmClasses(ground.database.client, { ...terms, since });
      const ever = await timed(() => classify('1970-01-01T00:00:00.000Z'));
      const counted = ever.result.reduce((sum, { orders }) => sum + orders, 0);
      if (counted !== ORDERS) throw new Error(`counted ${counted} orders of ${ORDERS}`);
      if (ever.seconds >= MOST_SECONDS) throw new Error(`RFM took ${ever.seconds} s`);
      const recent = await timed(() => classify(later(NOW, -durationMs(recentWithin))));
      const one = await timed(() => rewardFacts(ground.database.client, anOrder));
      return {
        allOrdersSeconds: ever.seconds,
        recentOrdersSeconds: recent.seconds,
        oneBuyerMs: one.seconds * 1000,
        important: recent.result.find(({ important }) => important)?.buyers ?? 0,
      };
    } finally {
      await ground.stop();
    }
  },
};

const anOrder = {
  id: 'rfm-1',
  shop: 'default',
  customerId: 'rfm-1',
  currency: 'CNY',
  total: 10_000,
  skus: ['X'],
  since: later(NOW, -durationMs(defaultPolicy.rewards.recentWithin)),
  most: defaultPolicy.rewards.accessories,
};

/** Orders over a year, for some buyers more than for others. */
async function writeOrders({ client }: Database): Promise<void> {
  await client.$executeRaw`
    insert into orders (id, workflow_id, shop, customer_id, status, kind, channel, payment_method, payment_state, deduct_on, hold, currency,
                        lines, lines_hash, goods, discount, shipping_fee, total, amount_paid, amount_due, placed_at, policy_name,
                        policy_version, paid_at, closed_reason, started_at)
    select 'rfm-' || n, 'order-rfm-' || n, 'default', 'rfm-' || (n % ${BUYERS}::int), 'paid', 'normal', 'store', 'card', 'succeeded', 'order',
           'committed', 'CNY', '[]', 'h', amount, 0, 0, amount, amount, 0, at, 'default', 1, at, null, at
      from generate_series(1, ${ORDERS}::int) as n,
           lateral (select 1000 + (n::bigint * 7919) % 40000 as amount, ${NOW}::timestamptz - (n % 365) * interval '1 day' as at) as x`;
  await client.$executeRawUnsafe('vacuum analyze orders');
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
}
