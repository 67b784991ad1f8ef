import { owedOf } from '../domain/credit/dues.ts';
import type { DueInstalment } from '../domain/credit/dues.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { autoDebits } from '../prisma/auto-debits.ts';
import { instalmentPlans } from '../prisma/instalment-plans.ts';
import { instalments } from '../prisma/instalments.ts';
import type { Dependencies } from './dependencies.ts';
import type { OfInstalment } from './dues-calls.ts';
import { showOnPage } from './dues-receiving.ts';
import { duesStep } from './dues-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { standingAfterOverdue } from './standing.ts';

/** What time does to instalments. Each of these run again, or before its time, changes nothing. */
export function duesFallingSteps(dependencies: Dependencies) {
  const stateAfter = async (input: StepInput, work: (step: OrderStep) => Promise<void>): Promise<DuesState> =>
    (await duesStep(dependencies, input, work)).state;
  return {
    /** The first step of the workflow that watches an order's instalments. */
    openDues: (input: StepInput) =>
      stateAfter(input, (step) => instalmentPlans(step.client).markStarted(input.orderId, step.now)),

    /** Reads the rows again: money has come, the order was refunded, another card was bound. */
    readDues: (input: StepInput) => stateAfter(input, async () => {}),

    /** An instalment's day has come: from now on it is due, and debited where a card is bound. */
    fallDue: (input: OfInstalment) => stateAfter(input, (step) => fallDue(step, input.number)),

    /** The grace is over and it was not paid: staff hear of it, and it counts against the buyer (product.md section 9). */
    fallOverdue: (input: OfInstalment) => stateAfter(input, (step) => fallOverdue(step, input.number)),
  };
}

async function owedInstalment(step: OrderStep, number: number): Promise<DueInstalment | undefined> {
  const found = await instalments(step.client).find(step.order().id, number);
  return found && owedOf(found) > 0 ? found : undefined;
}

async function fallDue(step: OrderStep, number: number): Promise<void> {
  const instalment = await owedInstalment(step, number);
  if (instalment?.state !== 'planned' || instalment.dueAt > step.now) return;
  const { id } = step.order();
  const token = await autoDebits(step.client).current(id);
  await instalments(step.client).change(id, number, {
    state: 'due',
    debitAt: token ? new Date(step.now) : null,
  });
  await showOnPage(step);
  const facts = { instalment: number, amount: owedOf(instalment), dueOn: instalment.dueOn };
  step.tell({ kind: 'instalment_due', reason: token ? 'debited' : 'to_be_paid', facts });
}

async function fallOverdue(step: OrderStep, number: number): Promise<void> {
  const instalment = await owedInstalment(step, number);
  if (!instalment || instalment.overdueSince !== null || instalment.overdueAt > step.now) return;
  const { id, currency } = step.order();
  await instalments(step.client).change(id, number, { state: 'overdue', overdueSince: new Date(step.now) });
  await showOnPage(step);
  const { failureCode, dueOn } = instalment;
  const facts = { instalment: number, amount: owedOf(instalment), currency, dueOn, failureCode };
  step.tell({ kind: 'instalment_overdue', reason: failureCode ?? 'not_paid', facts });
  const key = `instalment_overdue/${id}/${number}`;
  await raiseAlert(step.client, { key, kind: 'instalment_overdue', subject: id, facts, at: step.now });
  await standingAfterOverdue(step);
}
