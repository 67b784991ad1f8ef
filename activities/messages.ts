import type { Emphasis, MessageData, MessagePurpose, WrittenChannel } from '../domain/messages/message.ts';
import { smsLength } from '../domain/messages/sms-length.ts';
import type { Buyer } from '../prisma/buyers.ts';
import type { CallContact } from '../prisma/call-contacts.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import type { NewMessage } from '../prisma/message-queue.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { shortLinks } from '../prisma/short-links.ts';
import { messageLinks } from './message-links.ts';
import type { MessageLinks } from './message-links.ts';
import type { OrderStep } from './order-step.ts';
import { destinationOf, reachableOn } from './reach.ts';
import { wordingFor } from './wording.ts';
import type { Wording } from './wording.ts';

/** What a message says besides what its order says. */
export interface MessageWish {
  readonly purpose: MessagePurpose;
  /** Tells messages of one purpose apart: a reminder's stage, a refund's id. */
  readonly stage?: string;
  readonly emphasis?: Emphasis;
  readonly persona?: string;
  readonly channels: readonly WrittenChannel[];
  readonly extras?: Partial<MessageData>;
  /** Whom it goes to instead of the buyer. */
  readonly recipient?: Recipient;
  /** When it may go out; at once where it is left out. */
  readonly at?: string;
}

/** Somebody the buyer named on the phone: his consents are for this one message. */
export interface Recipient extends Buyer {
  readonly contactId: string;
}

/** Service messages go out by mail and to the in-app inbox, at any hour (rules.md 26). */
export const serviceChannels: readonly WrittenChannel[] = ['email', 'in_app'];

/** Queues a message on each channel on which the buyer can be reached; answers the channels. Part of the step's transaction. */
export async function queueMessages(step: OrderStep, wish: MessageWish): Promise<readonly WrittenChannel[]> {
  const order = step.order();
  const buyer = wish.recipient ?? (await step.buyer());
  const open = reachableOn(step.dependencies, buyer);
  const channels = wish.channels.filter((channel) => open.includes(channel));
  const wording = await wordingFor(step, { ...wish, locale: buyer.locale });
  const telling = { order, buyer, wish, wording };
  const queued = await Promise.all(channels.map((channel) => messageFor(step, telling, channel)));
  await messageQueue(step.client).add(queued.map(({ message }) => message));
  await shortLinks(step.client).add(
    queued.flatMap(({ links }) => links.short),
    step.now,
  );
  return channels;
}

/**
 * Queues a message to somebody the buyer named, on the channels on which he gave an address: one message, asked for on the phone, so
 * there is no consent to look up and nothing to stop.
 */
export async function queueContactMessage(
  step: OrderStep,
  contact: CallContact,
  wish: Omit<MessageWish, 'recipient'>,
): Promise<readonly WrittenChannel[]> {
  const buyer = await step.buyer();
  const recipient: Recipient = {
    ...buyer,
    id: contact.id,
    name: contact.name,
    phone: contact.phone,
    email: contact.email,
    locale: contact.locale ?? buyer.locale,
    consents: { sms: true, email: true, push: false, in_app: false, call: false },
    devices: 0,
    badAddresses: new Map(),
    contactId: contact.id,
  };
  return queueMessages(step, { ...wish, recipient });
}

/** One thing to tell one buyer, whatever the channel. */
interface Telling {
  readonly order: StoredOrder;
  readonly buyer: Buyer;
  readonly wish: MessageWish;
  readonly wording: Wording;
}

async function messageFor(
  step: OrderStep,
  telling: Telling,
  channel: WrittenChannel,
): Promise<{ readonly message: NewMessage; readonly links: MessageLinks }> {
  const { order, buyer, wish, wording } = telling;
  const { purpose, stage, emphasis, persona } = wish;
  const via = [purpose, stage ?? order.version, channel].join('/');
  const links = messageLinks(step.dependencies.links, { order, now: step.now, purpose, channel, via });
  const { subject, text, html, template } = await wording({
    purpose,
    channel,
    locale: buyer.locale,
    data: dataOf(step, telling, links),
    ...(stage === undefined ? {} : { stage }),
    ...(emphasis === undefined ? {} : { emphasis }),
    ...(persona === undefined ? {} : { persona }),
  });
  const message: NewMessage = {
    id: `${order.id}/${via}`,
    orderId: order.id,
    customerId: order.customerId,
    contactId: wish.recipient?.contactId ?? null,
    purpose,
    stage: stage ?? null,
    channel,
    to: destinationOf(step.dependencies, buyer, channel) ?? '',
    locale: buyer.locale,
    at: wish.at ?? step.now,
    subject: subject ?? null,
    body: text,
    html: html ?? null,
    template,
    parts: channel === 'sms' ? smsLength(text).parts : null,
  };
  return { message, links };
}

function dataOf(step: OrderStep, { order, buyer, wish }: Telling, links: MessageLinks): MessageData {
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
    payUrl: links.payUrl,
    ...(wish.recipient ? {} : { stopUrl: links.stopUrl }),
    ...(closedReason === null ? {} : { closedReason }),
    ...wish.extras,
  };
}
