import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dependencies } from '../../activities/dependencies.ts';
import { ReconciliationRun } from '../../api/schemas/reconciliation.ts';
import { SECOND } from '../../domain/duration.ts';
import { reconcileOnce } from '../../worker/reconciling.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { noCompanions } from '../support/no-companions.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi({ reconciliationPatience: 20 * SECOND });
});
afterAll(() => api.close());

/** One look of a worker for a comparison to make; whether there was one. */
async function look(): Promise<boolean> {
  const dependencies: Dependencies = {
    database: api.shop.database,
    providers: new Map([[api.provider.name, api.provider]]),
    channels: new Map(),
    companions: noCompanions,
    links: { payUrl: () => '', stopUrl: () => '', shortUrl: () => '' },
    log: { warn: () => undefined },
  };
  return reconcileOnce({ dependencies, now: () => api.clock.now });
}

describe('comparing on demand', () => {
  test('answers what was found, and is shown afterwards', async () => {
    expect((await api.ask('GET', '/v1/reconciliation')).status).toBe(404);
    expect(await look()).toBe(true); // the day's
    api.clock.move(SECOND);
    const { client } = api.shop.database;
    await client.stock.update({ where: { sku: 'mug' }, data: { onHand: 1_007 } });
    const asking = api.ask('POST', '/v1/reconciliation', { repair: true });
    while (!(await look())) await wait(20);
    const answer = await asking;
    expect(answer).toMatchObject({
      status: 200,
      body: {
        state: 'done',
        repair: true,
        differences: [
          { rule: 'stock_balance_is_ledger', subject: 'mug', repair: 'reconcile_stock', repaired: true },
        ],
        sessions: { asked: 0, unanswered: 0, left: 0 },
      },
    });
    expect((await client.stock.findUniqueOrThrow({ where: { sku: 'mug' } })).onHand).toBe(1_000n);
    expect((await api.ask('GET', '/v1/reconciliation')).body).toEqual(answer.body);
    const { id } = answer.as(ReconciliationRun);
    expect((await api.ask('GET', `/v1/reconciliation?id=${id}`)).body).toEqual(answer.body);
  });

  test('that takes longer says that it waits, and can be asked for by its id', async () => {
    const impatient = await openApi();
    const run = (await impatient.ask('POST', '/v1/reconciliation', {})).as(ReconciliationRun);
    expect(run).toMatchObject({ state: 'waiting', repair: false });
    expect((await impatient.ask('GET', `/v1/reconciliation?id=${run.id}`)).body).toMatchObject({
      state: 'waiting',
    });
    await impatient.close();
  });
});
