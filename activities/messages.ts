import { later, MINUTE } from '../domain/duration.ts';
import type { Emphasis, MessageData, MessagePurpose, WrittenChannel } from '../domain/messages/message.ts';
import { renderMessage } from '../domain/messages/render-message.ts';
import { buyerOf } from '../prisma/buyers.ts';
import type { Buyer } from '../prisma/buyers.ts';
import { journal } from '../prisma/journal.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import type { QueuedMessage } from '../prisma/message-queue.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import type { Dependencies } from './dependencies.ts';
import type { OrderStep, StepInput } from './order-step.ts';

/** What a message says besides what its order says. */
export interface MessageWish {
  readonly purpose: MessagePurpose;
  /** Tells messages of one purpose apart: a reminder's stage, a refund's id. */
  readonly stage?: string;
  readonly emphasis?: Emphasis;
  readonly persona?: string;
  readonly channels: readonly WrittenChannel[];
  readonly extras?: Partial<MessageData>;
}

/** Service messages go out by mail and to the in-app inbox, at any hour (rules.md 26). */
export const serviceChannels: readonly WrittenChannel[] = ['email', 'in_app'];

/** Queues a message on each channel on which the buyer can be reached; answers the channels. Part of the step's transaction. */
export async function queueMessages(step: OrderStep, wish: MessageWish): Promise<readonly WrittenChannel[]> {
  const order = step.order();
  const buyer = await buyerOf(step.client, order);
  const reachable = wish.channels.filter(
    (channel) => addressOf(buyer, channel) !== undefined && buyer.consents[channel],
  );
  await messageQueue(step.client).add(
    await Promise.all(reachable.map((channel) => messageFor(step, order, buyer, wish, channel))),
  );
  return reachable;
}

/** Where a buyer is reached on a channel; undefined when he can't be. The in-app inbox is his id. */
export function addressOf(buyer: Buyer, channel: WrittenChannel): string | undefined {
  switch (channel) {
    case 'email':
      return buyer.email ?? undefined;
    case 'sms':
      return buyer.phone ?? undefined;
    case 'in_app':
      return buyer.id;
    case 'push':
      return undefined; // no subscription is stored yet: a buyer has none until he gives one
    default:
      return channel satisfies never;
  }
}

async function messageFor(
  step: OrderStep,
  order: StoredOrder,
  buyer: Buyer,
  wish: MessageWish,
  channel: WrittenChannel,
): Promise<Omit<QueuedMessage, 'attempts'>> {
  const { purpose, stage, emphasis, persona } = wish;
  const { subject, text, html } = await renderMessage({
    purpose,
    channel,
    locale: buyer.locale,
    data: dataOf(step, order, buyer, wish, channel),
    ...(stage === undefined ? {} : { stage }),
    ...(emphasis === undefined ? {} : { emphasis }),
    ...(persona === undefined ? {} : { persona }),
  });
  return {
    id: [order.id, purpose, stage ?? order.version, channel].join('/'),
    orderId: order.id,
    customerId: buyer.id,
    purpose,
    stage: stage ?? null,
    channel,
    to: addressOf(buyer, channel) ?? '',
    locale: buyer.locale,
    at: step.now,
    subject: subject ?? null,
    body: text,
    html: html ?? null,
  };
}

function dataOf(
  step: OrderStep,
  order: StoredOrder,
  buyer: Buyer,
  wish: MessageWish,
  channel: WrittenChannel,
): MessageData {
  const { links } = step.dependencies;
  const { currency, goods, discount, shippingFee, total, amountDue, amountPaid, deadline, closedReason } =
    order;
  return {
    orderNumber: order.id,
    ...(buyer.name === null ? {} : { buyerName: buyer.name }),
    currency,
    goods,
    discount,
    shippingFee,
    total,
    amountDue,
    amountPaid,
    deadline,
    lines: order.lines.map(({ sku, name, quantity, unitPrice }) => ({
      name: name ?? sku,
      quantity,
      unitPrice,
    })),
    timeZone: buyer.timeZone ?? step.policy.calendar.timeZone,
    now: step.now,
    payUrl: links.payUrl(order.id),
    stopUrl: links.stopUrl(order.id, channel),
    ...(closedReason === null ? {} : { closedReason }),
    ...wish.extras,
  };
}

const RETRY_EVERY = MINUTE;
const MOST_ATTEMPTS = 60;

/** Delivery of what is queued: calls to the outside, one order at a time. */
export function messageDelivery(dependencies: Dependencies) {
  return {
    /**
     * Hands over every message of the order that is due. The order and the buyer are read again right before each: a
     * reminder for an order that is no longer to be paid, or to a buyer who has said no since, is skipped. A message whose
     * sender died on the way is not sent again. Answers since when what is left waits, null when nothing is left.
     */
    async deliverMessages({ orderId, now }: StepInput): Promise<{ readonly waitingSince: string | null }> {
      const { client } = dependencies.database;
      const queue = messageQueue(client);
      const { ready, lost } = await queue.due(orderId, now);
      for (const message of lost)
        await queue.markFailed(message.id, 'the sender died while handing it over; not repeated');
      for (const message of ready)
        if (await queue.claim(message.id, now)) await deliver(dependencies, message, now);
      return { waitingSince: await queue.waitingSince(orderId) };
    },
  };
}

async function deliver(dependencies: Dependencies, message: QueuedMessage, now: string): Promise<void> {
  const { client } = dependencies.database;
  const queue = messageQueue(client);
  const reason = await reasonToSkip(dependencies, message);
  if (reason) return queue.skip(message.id, reason);
  const channel = dependencies.channels.get(message.channel);
  if (!channel) return queue.markFailed(message.id, `no channel ${message.channel} is set up`);
  try {
    const answer = await channel.deliver(outgoing(dependencies, message));
    if (answer.state === 'failed') return await undeliverable(dependencies, message, now, answer.why);
    await queue.markSent(message.id, now, answer.reference);
  } catch (error) {
    if (message.attempts + 1 >= MOST_ATTEMPTS)
      return undeliverable(dependencies, message, now, String(error));
    await queue.putBack(message.id, String(error), later(now, RETRY_EVERY));
  }
}

function outgoing(
  { links }: Dependencies,
  { id, to, locale, subject, body, html, orderId, channel }: QueuedMessage,
) {
  return {
    id,
    to,
    locale,
    text: body,
    unsubscribeUrl: links.stopUrl(orderId, channel),
    ...(subject === null ? {} : { subject }),
    ...(html === null ? {} : { html }),
  };
}

async function reasonToSkip({ database }: Dependencies, message: QueuedMessage): Promise<string | undefined> {
  const order = await orders(database.client).find(message.orderId);
  if (!order) return 'order_gone';
  const buyer = await buyerOf(database.client, order);
  if (addressOf(buyer, message.channel) !== message.to) return 'address_changed';
  if (!buyer.consents[message.channel]) return 'no_consent';
  return message.purpose === 'reminder' && order.status !== 'awaiting_payment'
    ? 'not_awaiting_payment'
    : undefined;
}

async function undeliverable(
  { database }: Dependencies,
  message: QueuedMessage,
  at: string,
  why: string,
): Promise<void> {
  await database.transaction(async (client) => {
    await messageQueue(client).markFailed(message.id, why);
    const facts = { message: message.id, channel: message.channel, purpose: message.purpose };
    await journal(client).write(message.orderId, [
      { at, kind: 'message_failed', reason: 'refused', actor: 'service', facts },
    ]);
  });
}
