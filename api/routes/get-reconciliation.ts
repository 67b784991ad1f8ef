import { z } from 'zod';
import { reconciliations } from '../../prisma/reconciliations.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { ReconciliationRun } from '../schemas/reconciliation.ts';
import { reconciliationView } from '../views/reconciliation.ts';

export const getReconciliation = route({
  method: 'GET',
  url: '/v1/reconciliation',
  scope: ['staff', 'admin'],
  summary: 'The comparison that was finished last, or the one named; there is one every day',
  query: z.strictObject({ id: z.uuid().optional() }),
  response: { 200: ReconciliationRun, 404: Problem },
  handler: async ({ query: { id } }, { database }) => {
    const runs = reconciliations(database.client);
    const run = id === undefined ? await runs.last() : await runs.find(id);
    if (!run) throw new RequestRefusal('reconciliation_not_found');
    return reconciliationView(run);
  },
});
