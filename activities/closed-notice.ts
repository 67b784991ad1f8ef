import { messageQueue } from '../prisma/message-queue.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';
import { planWinBack } from './win-back.ts';

/**
 * The buyer is told at once, and may be won back later. The order's companion carries both, since the order itself ends here; it is
 * started only where there is something to carry (rules.md 27).
 */
export async function tellBuyerItIsClosed(step: OrderStep): Promise<void> {
  const { id } = step.order();
  await queueMessages(step, { purpose: 'closed', channels: serviceChannels });
  const isWonBack = await planWinBack(step);
  if (isWonBack || (await messageQueue(step.client).waitingSince(id)))
    step.afterwards(() => step.dependencies.companions.startWinBack(id));
}
