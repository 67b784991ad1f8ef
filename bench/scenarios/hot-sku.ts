import { load } from '../callers.ts';
import { prepareGround } from '../ground.ts';
import type { Scenario } from '../scenario.ts';
import { stockUp } from '../stock.ts';

const UNITS = 1_000;
const REQUESTS = 10_000;
const CALLERS = 64;

/** A flash sale: 10,000 want one of 1,000 pieces. Exactly 1,000 are sold, or the scenario fails. */
export const hotSku: Scenario = {
  name: 'hot-sku',
  about: `${REQUESTS} requests by ${CALLERS} callers for ${UNITS} pieces of one SKU; starts paused`,
  async run() {
    const ground = await prepareGround({ engine: false });
    try {
      await stockUp(ground.database, ['HOT'], UNITS);
      const loaded = await load(ground, { callers: CALLERS, orders: REQUESTS, skus: ['HOT'], lines: 1 });
      const stock = await ground.database.client.stock.findUniqueOrThrow({ where: { sku: 'HOT' } });
      const { _sum: sums } = await ground.database.client.stockMovement.aggregate({
        where: { sku: 'HOT', kind: 'hold' },
        _sum: { quantity: true },
      });
      const sold = [loaded.statuses['201'], Number(stock.held), Number(sums.quantity)];
      if (sold.some((count) => count !== UNITS)) throw new Error(`sold ${sold.join(', ')} of ${UNITS}`);
      const { perSecond, p50, p90, p99, max, cpuSecondsPer1000 } = loaded;
      return {
        sold: UNITS,
        refused: loaded.statuses['409'] ?? 0,
        perSecond,
        p50,
        p90,
        p99,
        max,
        cpuSecondsPer1000,
      };
    } finally {
      await ground.stop();
    }
  },
};
