import { html } from '../../../console/html.ts';
import { driftFound, stockCheckPage as renderCheck } from '../../../console/staff/stock/stock-check-page.ts';
import { stockWords } from '../../../console/staff/words/stock.ts';
import { Reconciliation } from '../../schemas/stock.ts';
import type { FormOf, StaffPage, Visit } from '../staff-page.ts';

const SCOPE = ['staff', 'admin'] as const;

const reconcile = ({ rest, formKey: idempotencyKey }: Visit, repair: boolean) =>
  rest.send('/v1/stock/reconcile', { body: { repair }, answer: Reconciliation, idempotencyKey });

const compare: FormOf = {
  scope: SCOPE,
  act: async (visit) => {
    const { drift } = await reconcile(visit, false);
    return drift.length === 0 ? { said: 'stock_agrees' } : { show: driftFound(drift, visit) };
  },
};

const repair: FormOf = {
  scope: SCOPE,
  ask: ({ locale }) => {
    const { ask, askSay, repair: button } = stockWords[locale].check;
    return { title: ask, say: askSay, given: html``, button };
  },
  act: async (visit) => {
    const { repaired } = await reconcile(visit, true);
    return { said: repaired ? 'stock_repaired' : 'stock_agrees' };
  },
};

/** Compares all stock with its ledger; what differs is shown, and repaired when somebody says so. */
export const stockCheckPage: StaffPage = {
  path: '/stock-check',
  scope: SCOPE,
  forms: { compare, repair },
  show: async (visit) => ({ title: stockWords[visit.locale].check.title, main: renderCheck(visit) }),
};
