import { outstandingOf, owedOf } from '../domain/credit/dues.ts';
import { agendaOfDues, areDuesOver } from '../domain/credit/dues-agenda.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import { autoDebits } from '../prisma/auto-debits.ts';
import { instalmentPlans } from '../prisma/instalment-plans.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import { watchedInstalments } from '../prisma/watched-instalments.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';

/**
 * Runs one step about an order's instalments: as any step of the order it locks buyer and order and applies the money that has arrived, so
 * nothing is decided past it. Answers what `work` answers and what is to be done next, by the rows as they are then.
 */
export async function duesStep<T>(
  dependencies: Dependencies,
  input: StepInput,
  work: (step: OrderStep) => Promise<T>,
): Promise<{ readonly result: T; readonly state: DuesState }> {
  const { result } = await orderStep(dependencies, input, async (step) => {
    await applyPaymentEvents(step);
    const done = await work(step);
    return { result: done, state: await readDues(step) };
  });
  return result;
}

async function readDues(step: OrderStep): Promise<DuesState> {
  const { id: orderId, currency } = step.order();
  const watched = await watchedInstalments(step.client, orderId, step.now);
  const rows = watched.map(({ instalment }) => instalment);
  const agenda = agendaOfDues({
    instalments: watched,
    isDebited: (await autoDebits(step.client).current(orderId)) !== undefined,
    undeliveredSince: await messageQueue(step.client).waitingSince(orderId),
    policy: step.policy.credit.dues,
  });
  const over = areDuesOver({ instalments: watched }) && agenda.length === 0;
  const nextAt = agenda[0]?.at ?? null;
  if (rows.length > 0)
    await instalmentPlans(step.client).keepNext(orderId, { nextAt, endedAt: over ? step.now : null });
  return {
    orderId,
    currency,
    outstanding: outstandingOf(rows),
    financed: rows.reduce((sum, { amount }) => sum + amount, 0),
    instalments: rows.length,
    settled: rows.filter((row) => owedOf(row) === 0).length,
    overdue: rows.filter(({ state }) => state === 'overdue').length,
    agenda,
    over,
  };
}
