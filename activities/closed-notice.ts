import { messageQueue } from '../prisma/message-queue.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';

/** The buyer is told at once; the order's companion carries it, since the order itself ends here (rules.md 27). */
export async function tellBuyerItIsClosed(step: OrderStep): Promise<void> {
  const { id } = step.order();
  await queueMessages(step, { purpose: 'closed', channels: serviceChannels });
  if (await messageQueue(step.client).waitingSince(id))
    step.afterwards(() => step.dependencies.companions.startWinBack(id));
}
