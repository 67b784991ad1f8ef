import { owedOf } from '../domain/credit/dues.ts';
import type { WrittenChannel } from '../domain/messages/message.ts';
import { localDayOf } from '../domain/calendar/local-time.ts';
import { instalments } from '../prisma/instalments.ts';
import { zoneOf } from './credit-progress.ts';
import { queueMessages } from './messages.ts';
import type { OrderStep } from './order-step.ts';

export interface InstalmentNews {
  readonly purpose: 'instalment' | 'instalment_paid';
  readonly stage: string;
  readonly number: number;
  readonly channels: readonly WrittenChannel[];
  readonly reason: string;
}

/** Queues a message about one instalment; answers the channels it goes out on. */
export async function tellOfInstalment(
  step: OrderStep,
  { number, reason, ...wish }: InstalmentNews,
): Promise<readonly WrittenChannel[]> {
  const all = await instalments(step.client).ofOrder(step.order().id);
  const instalment = all.find((each) => each.number === number);
  if (!instalment) throw new Error(`order ${step.order().id} has no instalment ${number}`);
  const { dueOn, debitAt, paid } = instalment;
  const owed = owedOf(instalment);
  const nextTryOn = debitAt === null ? {} : { nextTryOn: localDayOf(debitAt, await zoneOf(step)) };
  const told = { number, of: all.length, amount: owed === 0 ? paid : owed, dueOn, ...nextTryOn };
  return queueMessages(step, {
    ...wish,
    extras: { reason, instalment: told, deadline: null, amountDue: owed },
  });
}
