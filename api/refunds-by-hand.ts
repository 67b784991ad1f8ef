import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../domain/duration.ts';
import { Refusal } from '../domain/refusal.ts';
import { closeAlert } from '../prisma/alerts-to-staff.ts';
import { orders } from '../prisma/orders.ts';
import { paymentEvents } from '../prisma/payment-events.ts';
import { listRefunds } from '../prisma/refund-listing.ts';
import type { RefundBrief } from '../prisma/refund-listing.ts';
import { refunds } from '../prisma/refunds.ts';
import type { Refund } from '../prisma/refunds.ts';
import { requestNotes } from '../prisma/request-notes.ts';
import { BANK } from '../providers/payment/bank/provider.ts';
import type { PaymentEvent } from '../providers/ports.ts';
import type { Caller } from './auth.ts';
import { receiveBankEvent } from './bank-events.ts';
import type { Dependencies } from './dependencies.ts';
import { receivedEvent } from './payment-events.ts';

/** An order's workflow has booked it long before; where it has not, the answer says that it is on its way. */
const PATIENCE = 3 * SECOND;
const LOOK_EVERY = 50;

export interface SentByHand {
  readonly refundId: string;
  /** Under which the person's note is kept. */
  readonly requestId: string;
  readonly note?: string | undefined;
  /** The bank's, of the transfer. */
  readonly reference?: string | undefined;
  readonly now: string;
}

/**
 * A person has sent a refund by hand. That is an event of the provider `bank`, which goes the way of every event: stored with the
 * claim, so that nobody sends it twice, its order's workflow told, counted and told to the buyer there. Throws `Refusal`:
 * `refund_not_found`, also for one of another shop; `refund_not_by_hand` where it is another's to send, or was sent.
 */
export async function markSentByHand(
  dependencies: Dependencies,
  caller: Pick<Caller, 'shop'>,
  sent: SentByHand,
): Promise<RefundBrief> {
  const { refund } = await visibleRefund(dependencies, caller, sent.refundId);
  const event = eventOf(refund, sent.now);
  await claim(dependencies, refund, { ...sent, event });
  if (await receiveBankEvent(dependencies, event, sent.now)) await untilBooked(dependencies, refund.id);
  return visibleRefund(dependencies, caller, refund.id);
}

function eventOf({ id, key, orderId, amount, currency }: Refund, at: string): PaymentEvent {
  return { id: `refund:${id}`, type: 'payment.refunded', at, orderId, amount, currency, refundKey: key };
}

/** Whose it is to say, and that it is said, in one transaction. */
async function claim(
  { database }: Pick<Dependencies, 'database'>,
  { id, orderId }: Refund,
  { requestId, note, reference, now, event }: SentByHand & { readonly event: PaymentEvent },
): Promise<void> {
  await database.transaction(async (client) => {
    await orders(client).lock(orderId);
    const noteId = note === undefined ? null : requestId;
    if (!(await refunds(client).markSent(id, { providerId: reference ?? event.id, noteId }))) {
      const { state } = (await refunds(client).find(id)) ?? {};
      throw new Refusal('refund_not_by_hand', { refundId: id, state });
    }
    if (note !== undefined) await requestNotes(client).keep({ id: requestId, orderId, note, at: now });
    await closeAlert(client, `refund_failed/${id}`, now);
    await paymentEvents(client).store(receivedEvent(BANK, event), now);
  });
}

async function visibleRefund(
  { database }: Pick<Dependencies, 'database'>,
  { shop }: Pick<Caller, 'shop'>,
  refundId: string,
): Promise<RefundBrief> {
  const page = { after: undefined, limit: 1 };
  const [found] = await listRefunds(database.client, { id: refundId, shop }, page);
  if (!found) throw new Refusal('refund_not_found', { refundId });
  return found;
}

async function untilBooked({ database }: Pick<Dependencies, 'database'>, refundId: string): Promise<void> {
  const until = performance.now() + PATIENCE;
  while ((await refunds(database.client).find(refundId))?.state === 'by_hand' && performance.now() < until)
    await sleep(LOOK_EVERY);
}
