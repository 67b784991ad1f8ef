import { outstandingOf, settledState, voidFromTheEnd } from '../domain/credit/dues.ts';
import { instalments } from '../prisma/instalments.ts';
import { watchAgain } from './dues-receiving.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';

/** What is still owed of the order's instalments, minor units. */
export async function outstanding(step: OrderStep): Promise<number> {
  return outstandingOf(await instalments(step.client).ofOrder(step.order().id));
}

interface LetOff {
  readonly refundId: string;
  readonly amount: number;
  /** Whether the goods come back with it. */
  readonly restock: boolean;
}

/** Lets `amount` of what is owed be owed no longer, the last instalments first; whoever watches them reads them again. */
export async function voidInstalments(step: OrderStep, { refundId, amount, restock }: LetOff): Promise<void> {
  if (amount <= 0) return;
  const { id } = step.order();
  const rows = instalments(step.client);
  const parts = voidFromTheEnd(await rows.ofOrder(id), amount);
  for (const { instalment, voids } of parts) {
    const after = { ...instalment, voided: instalment.voided + voids };
    const state = settledState(after);
    const isOver = state === 'paid' || state === 'void';
    await rows.change(id, instalment.number, {
      voided: after.voided,
      state,
      ...(isOver ? { debitAt: null } : {}),
    });
  }
  const facts = {
    refund: refundId,
    amount,
    restock,
    instalments: parts.map(({ instalment, voids }) => ({ number: instalment.number, voids })),
  };
  step.tell({ kind: 'instalments_voided', reason: 'refunded', actor: 'staff', facts });
  await tellNothingIsOwed(step, refundId);
  watchAgain(step);
}

/** Said once all of it is off: what is sent back besides is told of when it has gone. */
async function tellNothingIsOwed(step: OrderStep, stage: string): Promise<void> {
  if ((await outstanding(step)) > 0) return;
  const extras = { reason: 'not_owed' };
  await queueMessages(step, { purpose: 'credit_result', stage, channels: serviceChannels, extras });
}
