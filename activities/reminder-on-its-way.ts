import { isQuietAt } from '../domain/calendar/quiet-hours.ts';
import { shopZone } from '../domain/calendar/shop-zone.ts';
import { MINUTE, between } from '../domain/duration.ts';
import type { Buyer } from '../prisma/buyers.ts';
import type { Client } from '../prisma/database.ts';
import type { QueuedMessage } from '../prisma/message-queue.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { payments } from '../prisma/payments.ts';
import { policyVersion } from '../prisma/policies-of-orders.ts';

/** A reminder's words, the time left among them, hold for so long; one that waited longer is not sent any more. */
const GOOD_FOR = 30 * MINUTE;

interface OnItsWay {
  readonly order: StoredOrder;
  readonly buyer: Buyer;
  readonly message: Pick<QueuedMessage, 'at'>;
  readonly now: string;
}

/**
 * Why a reminder that was queued must not be handed over any more, or undefined: read without a lock, right before (rules.md
 * 25). It was right when it was queued; an outage, the night or a payment may have come since.
 */
export async function reasonNotToHandOver(
  client: Client,
  { order, buyer, message: { at }, now }: OnItsWay,
): Promise<string | undefined> {
  if (order.status !== 'awaiting_payment') return 'not_awaiting_payment';
  if (await payments(client).isMoneyWaiting(order.id)) return 'payment_arrived';
  if (order.deadline !== null && between(order.deadline, now) >= 0) return 'deadline_passed';
  if (between(at, now) > GOOD_FOR) return 'too_late';
  const { reminders, calendar } = await policyVersion(client, order.policy);
  const isQuiet = (instant: string) =>
    isQuietAt(Date.parse(instant), reminders.quietHours, shopZone({ timeZone: buyer.timeZone }, calendar));
  return isQuiet(now) && !isQuiet(at) ? 'quiet_hours' : undefined;
}
