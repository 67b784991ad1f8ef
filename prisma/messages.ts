import { messagePurposes, writtenChannels } from '../domain/messages/message.ts';
import type { MessagePurpose } from '../domain/messages/message.ts';
import type { Client } from './database.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { instant, instantOrNull, oneOf } from './rows.ts';

export const messageStates = ['queued', 'sent', 'failed', 'skipped'] as const;
export type MessageState = (typeof messageStates)[number];

/** A message planned for, or sent to, a buyer. */
export interface StoredMessage {
  readonly id: string;
  readonly orderId: string | null;
  readonly customerId: string;
  readonly purpose: MessagePurpose;
  readonly stage: string | null;
  readonly channel: (typeof writtenChannels)[number];
  readonly to: string;
  readonly locale: string;
  readonly subject: string | null;
  readonly body: string;
  readonly state: MessageState;
  readonly at: string;
  readonly sentAt: string | null;
  readonly error: string | null;
  /** Parts an SMS is billed in. */
  readonly parts: number | null;
  /** The shop's template it was worded with, `<name>@<version>`. */
  readonly template: string | null;
  /** When the provider said that it has arrived. */
  readonly deliveredAt: string | null;
  /** When the buyer read it in the inbox. */
  readonly readAt: string | null;
}

/** A part of an order's messages. */
export interface MessagePage {
  readonly after?: { readonly at: string; readonly id: string } | undefined;
  readonly limit?: number;
}

/** Messages, read through `client`; message-queue.ts sends them. */
export function messages(client: Client) {
  return {
    /** Messages of an order, oldest first: all, or at most `limit` from behind `after` on. */
    async ofOrder(orderId: string, { after, limit }: MessagePage = {}): Promise<StoredMessage[]> {
      const behind = after && [{ at: { gt: after.at } }, { at: after.at, id: { gt: after.id } }];
      const rows = await client.message.findMany({
        where: { orderId, ...(behind ? { OR: behind } : {}) },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        ...(limit === undefined ? {} : { take: limit }),
      });
      return rows.map(messageOf);
    },
  };
}

/** A message's row in domain words. */
export function messageOf(row: MessageRow): StoredMessage {
  const { id, orderId, customerId, stage, to, locale, subject, body, error, parts, template } = row;
  return {
    id,
    orderId,
    customerId,
    stage,
    to,
    locale,
    subject,
    body,
    error,
    parts,
    template,
    purpose: oneOf(messagePurposes, row.purpose),
    channel: oneOf(writtenChannels, row.channel),
    state: oneOf(messageStates, row.state),
    at: instant(row.at),
    sentAt: instantOrNull(row.sentAt),
    deliveredAt: instantOrNull(row.deliveredAt),
    readAt: instantOrNull(row.readAt),
  };
}
