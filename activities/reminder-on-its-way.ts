import { isQuietAt } from '../domain/calendar/quiet-hours.ts';
import { shopZone } from '../domain/calendar/shop-zone.ts';
import { DAY, MINUTE, between } from '../domain/duration.ts';
import type { Buyer } from '../prisma/buyers.ts';
import type { Client } from '../prisma/database.ts';
import type { QueuedMessage } from '../prisma/message-queue.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { instalments } from '../prisma/instalments.ts';
import { unappliedEvents } from '../prisma/unapplied-events.ts';
import { policyVersion } from '../prisma/policies-of-orders.ts';
import { numberIn } from '../prisma/watched-instalments.ts';

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
  if (await unappliedEvents(client).isMoneyWaiting(order.id)) return 'payment_arrived';
  if (order.deadline !== null && between(order.deadline, now) >= 0) return 'deadline_passed';
  if (between(at, now) > GOOD_FOR) return 'too_late';
  return (await hasBecomeQuiet(client, { order, buyer, message: { at }, now })) ? 'quiet_hours' : undefined;
}

/** The same for a reminder of an instalment: it may have been paid since, or the order refunded. */
export async function reasonNotToRemindOfInstalment(
  client: Client,
  onItsWay: OnItsWay & { readonly message: Pick<QueuedMessage, 'at' | 'stage'> },
): Promise<string | undefined> {
  const { order, message, now } = onItsWay;
  const number = numberIn(message.stage ?? '');
  if (number === undefined || !(await instalments(client).isOwed(order.id, number))) return 'nothing_owed';
  if (await unappliedEvents(client).isMoneyWaiting(order.id)) return 'payment_arrived';
  if (between(message.at, now) > DAY) return 'too_late';
  return (await hasBecomeQuiet(client, onItsWay)) ? 'quiet_hours' : undefined;
}

/** It is night by now, and was not when the message was queued. */
async function hasBecomeQuiet(
  client: Client,
  { order, buyer, message: { at }, now }: OnItsWay,
): Promise<boolean> {
  const { reminders, calendar } = await policyVersion(client, order.policy);
  const isQuiet = (instant: string) =>
    isQuietAt(Date.parse(instant), reminders.quietHours, shopZone({ timeZone: buyer.timeZone }, calendar));
  return isQuiet(now) && !isQuiet(at);
}
