import { failureKind } from '../domain/messages/failures.ts';
import type { FailureKind } from '../domain/messages/failures.ts';
import type { WrittenChannel } from '../domain/messages/message.ts';
import { isTerminal } from '../domain/order/status.ts';
import type { Actor } from '../domain/journal.ts';
import { raiseAlert } from './alerts-to-staff.ts';
import { buyerOf, channelsOf } from './buyers.ts';
import { customers } from './customers.ts';
import type { Client } from './database.ts';
import { journal } from './journal.ts';
import { orders } from './orders.ts';

/** A message that could not be delivered. */
export interface UndeliveredMessage {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  /** Set where it went to somebody else: then it says nothing of the buyer's own channels. */
  readonly contactId: string | null;
  readonly channel: WrittenChannel;
  readonly purpose: string;
  readonly to: string;
}

export interface Failure {
  readonly at: string;
  /** Begins with a word of domain/messages/failures.ts; codes, nobody's address. */
  readonly why: string;
  readonly actor: Actor;
}

const LONGEST_WHY = 300;

/**
 * Records that a message failed for good, once, and takes the channel away where that follows: a bad address counts no more until
 * it changes, a reader who stopped has withdrawn the consent. It is journalled, and staff are told when no way outside the shop
 * is left to reach the buyer of an order that goes on. Inside a transaction; answers whether it was news.
 */
export async function recordUndelivered(
  client: Client,
  message: UndeliveredMessage,
  { at, why, actor }: Failure,
): Promise<boolean> {
  const { count } = await client.message.updateMany({
    where: { id: message.id, state: { in: ['queued', 'sent'] } },
    data: { state: 'failed', error: why.slice(0, LONGEST_WHY) },
  });
  if (count === 0) return false;
  const kind = failureKind(why);
  const took = message.contactId === null && (await takeChannelAway(client, message, kind, at));
  const facts = {
    message: message.id,
    channel: message.channel,
    purpose: message.purpose,
    channelLost: took,
  };
  await journal(client).write(message.orderId, [{ at, kind: 'message_failed', reason: kind, actor, facts }]);
  if (took) await alertIfUnreachable(client, message, kind, at);
  return true;
}

/** Whether the buyer can't be written to on the channel from now on. */
async function takeChannelAway(
  client: Client,
  { id, customerId, channel, to }: UndeliveredMessage,
  kind: FailureKind,
  at: string,
): Promise<boolean> {
  switch (kind) {
    case 'bad_address': {
      const columns = { address: to, reason: kind, messageId: id, at };
      const where = { customerId_channel: { customerId, channel } };
      await client.badAddress.upsert({ where, create: { customerId, channel, ...columns }, update: columns });
      return true;
    }
    case 'stopped':
      await customers(client).withdrawConsent(customerId, channel);
      return true;
    case 'no_device':
      return true; // the subscriptions went when their push services said so
    case 'refused':
      return false;
    default:
      return kind satisfies never;
  }
}

async function alertIfUnreachable(
  client: Client,
  { id, orderId, channel }: UndeliveredMessage,
  reason: FailureKind,
  at: string,
): Promise<void> {
  const order = await orders(client).find(orderId);
  if (!order || isTerminal(order.status)) return;
  const buyer = await buyerOf(client, order);
  const outside = channelsOf(buyer).filter((left) => left !== 'in_app');
  const mayBeCalled = buyer.consents.call && buyer.phone !== null;
  if (outside.length > 0 || mayBeCalled) return;
  const facts = { orderId, channel, reason };
  await raiseAlert(client, {
    key: `buyer_unreachable/${occasionOf(id)}`,
    kind: 'buyer_unreachable',
    subject: orderId,
    facts,
    at,
  });
}

/** A message's id without its channel: what fails on several channels at once is one thing to tell. */
function occasionOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}
