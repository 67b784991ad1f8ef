import type { z } from 'zod';
import { checksPage as renderChecks } from '../../../console/staff/checks/checks-page.ts';
import { html } from '../../../console/html.ts';
import { checksWords } from '../../../console/staff/words/checks.ts';
import { Integrity } from '../../schemas/integrity.ts';
import { ReconciliationRun } from '../../schemas/reconciliation.ts';
import { readerOf } from '../reader-of.ts';
import { RestRefusal } from '../rest.ts';
import type { FormOf, StaffPage, Visit } from '../staff-page.ts';

async function run({ rest, formKey: idempotencyKey }: Visit, repair: boolean) {
  await rest.send('/v1/reconciliation', { body: { repair }, answer: ReconciliationRun, idempotencyKey });
}

const compare: FormOf = {
  scope: ['staff', 'admin'],
  act: async (visit) => {
    await run(visit, false);
    return { said: 'compared' };
  },
};

const repair: FormOf = {
  scope: ['staff', 'admin'],
  ask: ({ locale }) => {
    const { ask, say, repair: button } = checksWords[locale].reconciliation;
    return { title: ask, say, button, given: html`` };
  },
  act: async (visit) => {
    await run(visit, true);
    return { said: 'compared' };
  },
};

/** Whether the data is as it must be, and whether providers say the same. */
export const checksPage: StaffPage = {
  path: '/checks',
  scope: ['staff', 'admin'],
  menu: 'checks',
  forms: { compare, repair },
  show: async (visit) => {
    const { rest, locale, may, query, formKey, refused } = visit;
    const mayCheck = may('admin');
    const isAsked = mayCheck && query['check'] === 'integrity';
    const [reader, comparison, integrity] = await Promise.all([
      readerOf(visit),
      lastComparison(visit),
      isAsked ? rest.get('/v1/integrity', Integrity) : undefined,
    ]);
    const main = renderChecks({ mayCheck, integrity, comparison }, { ...reader, formKey, refused });
    return { title: checksWords[locale].title, main };
  },
};

async function lastComparison({ rest }: Visit): Promise<z.output<typeof ReconciliationRun> | undefined> {
  try {
    return await rest.get('/v1/reconciliation', ReconciliationRun);
  } catch (error) {
    if (error instanceof RestRefusal && error.problem.code === 'reconciliation_not_found') return undefined;
    throw error;
  }
}
