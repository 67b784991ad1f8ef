import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR, MINUTE, SECOND, later } from '../domain/duration.ts';
import { payablePurposes } from '../domain/messages/message.ts';
import { isClosed } from '../domain/order/status.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { buyerOf } from '../prisma/buyers.ts';
import { callContacts } from '../prisma/call-contacts.ts';
import { channelPace } from '../prisma/channel-pace.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import type { QueuedMessage } from '../prisma/message-queue.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { recordUndelivered } from '../prisma/undelivered.ts';
import type { DeliveryAnswer, MessageChannel, OutgoingMessage } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';
import { payUrlOf } from './message-links.ts';
import type { StepInput } from './order-step.ts';
import { destinationOf } from './reach.ts';
import { reasonNotToHandOver, reasonNotToRemindOfInstalment } from './reminder-on-its-way.ts';

const RETRY_EVERY = MINUTE;
const MOST_ATTEMPTS = 60;

/** A turn that comes this soon is waited for here; a later one becomes a due time (rules.md 5). */
const SOON = 1.5 * SECOND;

/** Delivery of what is queued: calls to the outside, one order at a time and its channels side by side. */
export function messageDelivery(dependencies: Dependencies) {
  return {
    /**
     * Hands over every message of the order that is due, no faster than its channel's pace. The order and the buyer are read again
     * right before each: a reminder for an order that is no longer to be paid, or to a buyer who has said no since, is skipped. What a
     * sender that died may have handed over is repeated only where the channel takes an id once. Answers since when what is left
     * waits, null when nothing is left.
     */
    async deliverMessages({ orderId, now }: StepInput): Promise<{ readonly waitingSince: string | null }> {
      const queue = messageQueue(dependencies.database.client);
      const { ready, lost } = await queue.due(orderId, now);
      const again = await Promise.all(lost.map((message) => takeBack(dependencies, message, now)));
      await Promise.all([...ready, ...again.flat()].map((message) => handOver(dependencies, message, now)));
      return { waitingSince: await queue.waitingSince(orderId) };
    },
  };
}

/** A message whose sender died: once more, or never. */
async function takeBack(
  { database, channels }: Dependencies,
  message: QueuedMessage,
  now: string,
): Promise<readonly QueuedMessage[]> {
  const queue = messageQueue(database.client);
  if (!channels.get(message.channel)?.honoursKey) {
    await queue.markFailed(message.id, 'the sender died while handing it over; not repeated');
    return [];
  }
  await queue.putBack(message.id, 'the sender died while handing it over', now);
  return [{ ...message, attempts: message.attempts + 1, paced: false }];
}

async function handOver(dependencies: Dependencies, message: QueuedMessage, now: string): Promise<void> {
  const queue = messageQueue(dependencies.database.client);
  const channel = dependencies.channels.get(message.channel);
  if (!channel) return queue.markFailed(message.id, `no channel ${message.channel} is set up`);
  const wait = await turnOf(dependencies, channel, message);
  if (wait > SOON) return queue.waitForTurn(message.id, later(now, wait));
  if (wait > 0) await sleep(wait);
  if (await queue.claim(message.id, now)) await deliver(dependencies, channel, message, now);
}

/** In how many milliseconds the channel's pace lets the message go. */
async function turnOf(
  { database }: Dependencies,
  { channel, perSecond }: MessageChannel,
  { paced }: QueuedMessage,
): Promise<number> {
  return paced || perSecond === undefined ? 0 : channelPace(database.client).takeTurn(channel, perSecond);
}

async function deliver(
  dependencies: Dependencies,
  channel: MessageChannel,
  message: QueuedMessage,
  now: string,
): Promise<void> {
  const queue = messageQueue(dependencies.database.client);
  const order = await orders(dependencies.database.client).find(message.orderId);
  const reason = order ? await reasonToSkip(dependencies, message, order, now) : 'order_gone';
  if (!order || reason) return queue.skip(message.id, reason ?? 'order_gone');
  const answer = await answerOf(channel, outgoing(dependencies, message, order, now));
  switch (answer.state) {
    case 'sent':
      return queue.markSent(message.id, now, answer.reference);
    case 'failed':
      return undeliverable(dependencies, message, now, answer.why);
    case 'trouble':
      return message.attempts + 1 >= MOST_ATTEMPTS
        ? giveUp(dependencies, message, now, answer.why)
        : queue.putBack(message.id, answer.why, later(now, RETRY_EVERY));
    default:
      return answer satisfies never;
  }
}

/**
 * What the channel says; trouble that may pass as an answer too. Nothing but the channel's own trouble gives a message back: one that was
 * handed over and could not be recorded stays claimed, as if its sender had died.
 */
async function answerOf(
  channel: MessageChannel,
  message: OutgoingMessage,
): Promise<DeliveryAnswer | { readonly state: 'trouble'; readonly why: string }> {
  try {
    return await channel.deliver(message);
  } catch (error) {
    return { state: 'trouble', why: String(error) };
  }
}

function outgoing(
  { links }: Dependencies,
  message: QueuedMessage,
  order: StoredOrder,
  now: string,
): OutgoingMessage {
  const { id, to, contactId, locale, subject, body, html, orderId, channel, purpose } = message;
  return {
    id,
    to,
    locale,
    text: body,
    ...(contactId === null ? { unsubscribeUrl: links.stopUrl(orderId, channel) } : {}),
    ...(subject === null ? {} : { subject }),
    ...(html === null ? {} : { html }),
    ...(payablePurposes.includes(purpose) && contactId === null
      ? { url: payUrlOf(links, order, now, id.slice(orderId.length + 1)) }
      : {}),
  };
}

async function reasonToSkip(
  dependencies: Dependencies,
  message: QueuedMessage,
  order: StoredOrder,
  now: string,
): Promise<string | undefined> {
  const { client } = dependencies.database;
  if (message.contactId !== null && order.status !== 'awaiting_payment') return 'not_awaiting_payment';
  if (message.contactId !== null)
    return (await isContact(dependencies, message)) ? undefined : 'contact_gone';
  const buyer = await buyerOf(client, order);
  if (buyer.badAddresses.get(message.channel) === message.to) return 'bad_address';
  if (destinationOf(dependencies, buyer, message.channel) !== message.to) return 'address_changed';
  if (!buyer.consents[message.channel]) return 'no_consent';
  if (message.purpose === 'win_back' && !isClosed(order.status)) return 'not_closed';
  if (message.purpose === 'instalment')
    return reasonNotToRemindOfInstalment(client, { order, buyer, message, now });
  return message.purpose === 'reminder'
    ? reasonNotToHandOver(client, { order, buyer, message, now })
    : undefined;
}

/** Whether the somebody it goes to is still known under that address: erasing the buyer takes him along. */
async function isContact({ database }: Dependencies, { contactId, to }: QueuedMessage): Promise<boolean> {
  const contact = contactId === null ? undefined : await callContacts(database.client).find(contactId);
  return contact !== undefined && [contact.phone, contact.email].includes(to);
}

async function undeliverable(
  { database }: Dependencies,
  message: QueuedMessage,
  at: string,
  why: string,
): Promise<void> {
  await database.transaction(async (client) => {
    await orders(client).lock(message.orderId);
    await recordUndelivered(client, message, { at, why, actor: 'service' });
  });
}

/** A channel that took nothing for an hour is something for staff. */
async function giveUp(
  dependencies: Dependencies,
  message: QueuedMessage,
  at: string,
  why: string,
): Promise<void> {
  const { channel } = message;
  await undeliverable(dependencies, message, at, `refused: given up after ${MOST_ATTEMPTS} attempts: ${why}`);
  await raiseAlert(dependencies.database.client, {
    key: `channel_down/${channel}/${Math.floor(Date.parse(at) / HOUR)}`,
    kind: 'channel_down',
    subject: channel,
    facts: { channel, attempts: MOST_ATTEMPTS, why: why.slice(0, 300) },
    at,
  });
}
