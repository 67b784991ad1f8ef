import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { autoDebits } from '../prisma/auto-debits.ts';
import { instalments } from '../prisma/instalments.ts';
import { owedOf } from '../domain/credit/dues.ts';
import { watchAgain } from './dues-receiving.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import { showCredit } from './credit-progress.ts';
import type { Dependencies } from './dependencies.ts';
import type { OrderStep } from './order-step.ts';
import { accepted, refused, requestStep } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Bind = RequestInput & RequestOf<'bind_auto_debit'>;

/** The card a buyer pays his instalments from: bound before his goods may leave, where his grade wants it (product.md section 7). */
export function autoDebitSteps(dependencies: Dependencies) {
  return {
    async bindAutoDebit(input: Bind): Promise<Carried> {
      return requestStep(dependencies, input, (step) => bind(step, input));
    },
  };
}

async function bind(step: OrderStep, { by, requestId }: Bind): Promise<Answer> {
  const { row, financed, credit } = step.order();
  const application = await creditApplications(step.client).find(row.creditApplicationId ?? '');
  if (financed === 0 || application?.state !== 'approved') return refused('credit_not_approved');
  await step.change({ autoDebitAt: new Date(step.now) });
  await autoDebits(step.client).bind(step.order().id, requestId, step.now);
  await beginAnew(step);
  await showCredit(step, application, credit?.reasons);
  step.tell({ kind: 'auto_debit_bound', actor: by, facts: { application: application.id } });
  return accepted;
}

/** What is due is tried with the new card at once, and its ladder begins anew. */
async function beginAnew(step: OrderStep): Promise<void> {
  const { id } = step.order();
  const rows = instalments(step.client);
  const owed = (await rows.ofOrder(id)).filter((instalment) => owedOf(instalment) > 0);
  for (const { number } of owed.filter(({ state }) => state !== 'planned'))
    await rows.change(id, number, { debitAt: new Date(step.now), tries: 0, hard: false });
  if (owed.length > 0) watchAgain(step);
}

/** Whether the order must have a card bound before it may be shipped, and has none. */
export function lacksAutoDebit(step: OrderStep): boolean {
  const { financed, credit, row } = step.order();
  return financed > 0 && credit?.autoDebit === 'required' && row.autoDebitAt === null;
}
