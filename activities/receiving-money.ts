import { openSessions } from '../prisma/open-sessions.ts';
import { payments } from '../prisma/payments.ts';
import type { Payment } from '../prisma/payments.ts';
import { unappliedEvents } from '../prisma/unapplied-events.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import type { OrderStep } from './order-step.ts';
import { countProvidersRefund } from './providers-refund.ts';

/** Money that was recorded, and how much of it counts on its order, or on an instalment of it. */
export interface Received {
  readonly payment: Payment;
  readonly counts: number;
}

/**
 * Records money that came through a session (or by an event alone), `credited` of it to count on the order or an instalment. What the provider told
 * us it had given back of it before we knew of the money is taken off that, where the order is still collected for, or counts as refunded.
 */
export async function receive(
  step: OrderStep,
  event: UnappliedEvent,
  credited: number,
  instalment: number | null = null,
): Promise<Received> {
  const { client, now } = step;
  if (event.sessionId)
    await openSessions(client).markByProvider(event.provider, event.sessionId, 'succeeded');
  const payment = await payments(client).receive(event, credited, { receivedAt: now, instalment });
  let counts = credited;
  for (const refund of await unappliedEvents(client).refundsToldOf(event))
    counts -= await countProvidersRefund(step, refund);
  return { payment, counts };
}
