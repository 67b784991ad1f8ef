import { randomUUID } from 'node:crypto';
import type { Segment } from '../domain/reminders/segments.ts';
import { callTasks } from '../prisma/call-tasks.ts';
import type { OrderStep } from './order-step.ts';

/** Puts a call in the staff's queue instead of a message: the stage went out (product.md section 4). Part of the step's transaction. */
export async function createCallTask(
  step: OrderStep,
  {
    stage,
    segment,
    unanswered,
  }: { readonly stage: string; readonly segment: Segment; readonly unanswered: number },
): Promise<void> {
  const { id: orderId, customerId, shop } = step.order();
  const id = randomUUID();
  const attempt = unanswered + 1;
  await callTasks(step.client).add({
    id,
    orderId,
    customerId,
    shop,
    stage,
    attempt,
    segment,
    createdAt: step.now,
  });
  step.tell({ kind: 'call_task_created', facts: { task: id, stage, attempt, segment } });
}
