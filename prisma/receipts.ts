import { writtenChannels } from '../domain/messages/message.ts';
import { later } from '../domain/duration.ts';
import type { Client } from './database.ts';
import { orders } from './orders.ts';
import { oneOf } from './rows.ts';
import { recordUndelivered } from './undelivered.ts';

/** What a provider says became of a message. */
export interface Receipt {
  readonly messageId: string;
  readonly outcome: 'delivered' | 'failed';
  readonly why?: string;
}

/**
 * Applies a provider's receipt, with the message's buyer and order locked (rules.md 1), on the order's own clock: `now` is the
 * machine's. A repeat changes nothing. Answers false where the channel has no such message. Inside a transaction.
 */
export async function applyReceipt(
  client: Client,
  { messageId, outcome, why = 'refused' }: Receipt,
  { channel, now }: { readonly channel: string; readonly now: string },
): Promise<boolean> {
  const message = await client.message.findFirst({ where: { id: messageId, channel } });
  const order = message?.orderId ? await orders(client).lock(message.orderId) : undefined;
  if (!message || !order) return false;
  const at = later(now, order.clockOffsetMs);
  if (outcome === 'delivered') {
    await client.message.updateMany({
      where: { id: messageId, deliveredAt: null },
      data: { deliveredAt: new Date(at) },
    });
    return true;
  }
  const { id, customerId, contactId, purpose, to } = message;
  const undelivered = {
    id,
    customerId,
    contactId,
    purpose,
    to,
    orderId: order.id,
    channel: oneOf(writtenChannels, message.channel),
  };
  await recordUndelivered(client, undelivered, { at, why, actor: 'provider' });
  return true;
}
