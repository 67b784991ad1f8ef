import { z } from 'zod';
import { messagePurposes, writtenChannels } from '../domain/messages/message.ts';
import type { MessagePurpose, WrittenChannel } from '../domain/messages/message.ts';
import { MINUTE, later } from '../domain/duration.ts';
import type { Client } from './database.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { instant, oneOf } from './rows.ts';

/** A rendered message to one address. */
export interface QueuedMessage {
  /** Fixed by what it is for (`<order>/<purpose>/<stage>/<channel>`): queued twice, it is there once. */
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly purpose: MessagePurpose;
  readonly stage: string | null;
  readonly channel: WrittenChannel;
  readonly to: string;
  readonly contactId: string | null;
  readonly locale: string;
  readonly subject: string | null;
  readonly body: string;
  readonly html: string | null;
  readonly at: string;
  readonly attempts: number;
  /** It has its place in the channel's pace, and its turn has come when it may be tried again. */
  readonly paced: boolean;
}

/** A message as it is queued. */
export interface NewMessage extends Omit<QueuedMessage, 'attempts' | 'paced'> {
  /** Parts an SMS is billed in. */
  readonly parts: number | null;
  /** The shop's template it was worded with; null for the built-in words. */
  readonly template: string | null;
}

/** A sender that has not come back after this long died while handing over. */
export const HANDING_OVER = MINUTE;

const Waiting = z.tuple([z.object({ since: z.date().nullable() })]);

/** Messages on their way out, read and written through `client`. */
export function messageQueue(client: Client) {
  return {
    /** Queues messages. What goes to the in-app inbox is there with its row: nobody outside has to be told. */
    async add(messages: readonly NewMessage[]): Promise<void> {
      if (messages.length === 0) return;
      const rows = messages.map((message, number) => {
        const inApp = message.channel === 'in_app';
        return { ...message, number, state: inApp ? 'sent' : 'queued', sentAt: inApp ? message.at : null };
      });
      await client.$executeRaw`
        insert into messages (id, order_id, customer_id, purpose, stage, channel, "to", contact_id, locale, subject, body, html, state, at,
                              sent_at, parts, template)
        select id, "orderId", "customerId", purpose, stage, channel, "to", "contactId", locale, subject, body, html, state, at,
               "sentAt", parts, template
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as m (number int, id text, "orderId" text, "customerId" text, purpose text, stage text, channel text, "to" text,
                  "contactId" uuid, locale text, subject text, body text, html text, state text, at timestamptz,
                  "sentAt" timestamptz, parts int, template text)
         order by number
        on conflict do nothing`;
    },

    /** Since when a message of the order waits to be sent, on the order's clock; null when none does. */
    async waitingSince(orderId: string): Promise<string | null> {
      const rows = await client.$queryRaw`
        select min(coalesce(claimed_at + interval '1 minute', retry_at, at)) as since
          from messages where order_id = ${orderId} and state = 'queued'`;
      return Waiting.parse(rows)[0].since?.toISOString() ?? null;
    },

    /** The order's messages that may be sent at `now`, and those whose sender died on the way. */
    async due(
      orderId: string,
      now: string,
    ): Promise<{ readonly ready: QueuedMessage[]; readonly lost: QueuedMessage[] }> {
      const rows = await client.message.findMany({
        where: { orderId, state: 'queued' },
        orderBy: [{ at: 'asc' }, { seq: 'asc' }],
      });
      const isReady = ({ claimedAt, retryAt, at }: MessageRow) =>
        !claimedAt && (retryAt ?? at) <= new Date(now);
      const isLost = ({ claimedAt }: MessageRow) =>
        claimedAt && claimedAt <= new Date(later(now, -HANDING_OVER));
      return { ready: rows.filter(isReady).map(messageOf), lost: rows.filter(isLost).map(messageOf) };
    },

    /** Takes a message to hand it over; false when another sender has it. */
    async claim(id: string, at: string): Promise<boolean> {
      const { count } = await client.message.updateMany({
        where: { id, state: 'queued', claimedAt: null },
        data: { claimedAt: new Date(at) },
      });
      return count === 1;
    },

    async markSent(id: string, at: string, reference: string | undefined): Promise<void> {
      await client.message.updateMany({
        where: { id, state: 'queued' },
        data: { state: 'sent', sentAt: new Date(at), reference: reference ?? null },
      });
    },

    async markFailed(id: string, error: string): Promise<void> {
      await client.message.updateMany({ where: { id, state: 'queued' }, data: { state: 'failed', error } });
    },

    /** Lets a message wait for its turn at `turn`; the place in the channel's pace is its own. */
    async waitForTurn(id: string, turn: string): Promise<void> {
      await client.message.updateMany({
        where: { id, state: 'queued', claimedAt: null },
        data: { paced: true, retryAt: new Date(turn) },
      });
    },

    /** Gives a message back, to be tried again at `retryAt`. */
    async putBack(id: string, error: string, retryAt: string): Promise<void> {
      await client.message.updateMany({
        where: { id, state: 'queued' },
        data: {
          claimedAt: null,
          retryAt: new Date(retryAt),
          error,
          paced: false,
          attempts: { increment: 1 },
        },
      });
    },

    async skip(id: string, error: string): Promise<void> {
      await client.message.updateMany({ where: { id, state: 'queued' }, data: { state: 'skipped', error } });
    },

    /** Whether the order's buyer was told this already, or is about to be. */
    async isTold(orderId: string, purpose: MessagePurpose): Promise<boolean> {
      return (await client.message.count({ where: { orderId, purpose } })) > 0;
    },

    /** Skips what is queued about an order that asks to pay it, and is not being handed over: another order goes on for it. */
    async skipOfOrder(orderId: string, why: string): Promise<void> {
      const purpose = { in: ['reminder', 'win_back', 'deadline_notice', 'problem'] };
      await client.message.updateMany({
        where: { orderId, purpose, state: 'queued', claimedAt: null },
        data: { state: 'skipped', error: why },
      });
    },

    /** Skips every reminder and win-back of a buyer that is queued and not being handed over: he has just paid (rules.md 25). */
    async skipReminders(customerId: string, why: string): Promise<void> {
      await client.message.updateMany({
        where: { customerId, purpose: { in: ['reminder', 'win_back'] }, state: 'queued', claimedAt: null },
        data: { state: 'skipped', error: why },
      });
    },
  };
}

function messageOf(row: MessageRow): QueuedMessage {
  const { id, customerId, contactId, stage, to, locale, subject, body, html, attempts, paced } = row;
  if (row.orderId === null) throw new Error(`message ${id} belongs to no order`);
  return {
    id,
    customerId,
    contactId,
    stage,
    to,
    locale,
    subject,
    body,
    html,
    attempts,
    paced,
    orderId: row.orderId,
    purpose: oneOf(messagePurposes, row.purpose),
    channel: oneOf(writtenChannels, row.channel),
    at: instant(row.at),
  };
}
