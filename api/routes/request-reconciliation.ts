import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SECOND } from '../../domain/duration.ts';
import { reconciliations } from '../../prisma/reconciliations.ts';
import type { Reconciliation } from '../../prisma/reconciliations.ts';
import type { Dependencies } from '../dependencies.ts';
import { route } from '../route.ts';
import { ReconciliationRun } from '../schemas/reconciliation.ts';
import { reconciliationView } from '../views/reconciliation.ts';

/** Small shops are done by then; others ask again with GET. */
const PATIENCE = 8 * SECOND;
const LOOK_EVERY = 200;

export const requestReconciliation = route({
  method: 'POST',
  url: '/v1/reconciliation',
  scope: ['staff', 'admin'],
  summary:
    'Compare providers, payment events, payments, orders and ledger now; repair puts right what is safe. Answers what it found, or state running where that takes longer: GET shows it then',
  body: z.strictObject({ repair: z.boolean().default(false) }),
  response: { 200: ReconciliationRun },
  handler: async ({ body: { repair }, now }, dependencies) => {
    const { id } = await reconciliations(dependencies.database.client).request(repair, now);
    return reconciliationView(await whenDone(dependencies, id));
  },
});

/** The comparison once a worker has done it, or as it is when our patience ends. */
async function whenDone(
  { database: { client }, reconciliationPatience = PATIENCE }: Dependencies,
  id: string,
): Promise<Reconciliation> {
  const until = performance.now() + reconciliationPatience;
  for (;;) {
    const run = await reconciliations(client).find(id);
    if (!run) throw new Error(`reconciliation ${id} is gone`);
    if (run.finishedAt !== null || performance.now() >= until) return run;
    await sleep(LOOK_EVERY);
  }
}
