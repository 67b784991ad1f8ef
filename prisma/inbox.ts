import { z } from 'zod';
import { messagePurposes } from '../domain/messages/message.ts';
import type { MessagePurpose } from '../domain/messages/message.ts';
import type { Client } from './database.ts';

/** One message in a buyer's in-app inbox. */
export interface InboxMessage {
  /** Rises in the order in which the inbox filled. */
  readonly number: bigint;
  readonly id: string;
  readonly orderId: string;
  readonly purpose: MessagePurpose;
  readonly stage: string | null;
  readonly locale: string;
  readonly subject: string | null;
  readonly body: string;
  readonly at: string;
  readonly readAt: string | null;
}

/** Whose inbox, seen with a key that is bound to one shop or to none. */
export interface InboxOf {
  readonly customerId: string;
  readonly shop: string | undefined;
}

const Rows = z.array(
  z.object({
    number: z.bigint(),
    customerId: z.string(),
    id: z.string(),
    orderId: z.string(),
    purpose: z.enum(messagePurposes),
    stage: z.string().nullable(),
    locale: z.string(),
    subject: z.string().nullable(),
    body: z.string(),
    at: z.date().transform((at) => at.toISOString()),
    readAt: z
      .date()
      .nullable()
      .transform((at) => at?.toISOString() ?? null),
  }),
);

/** Everything above any number of a row. */
const END = 2n ** 62n;

/** Buyers' in-app inboxes, read and written through `client`: the messages' own rows. */
export function inbox(client: Client) {
  return {
    /** Newest first, from before the message numbered `before`. */
    async list(
      { customerId, shop }: InboxOf,
      {
        before = END,
        limit,
        unread = false,
      }: {
        readonly before?: bigint | undefined;
        readonly limit: number;
        readonly unread?: boolean | undefined;
      },
    ): Promise<InboxMessage[]> {
      return Rows.parse(
        await client.$queryRaw`
          select m.seq as number, m.customer_id as "customerId", m.id, m.order_id as "orderId", m.purpose, m.stage, m.locale, m.subject,
                 m.body, m.at, m.read_at as "readAt"
            from messages m join orders o on o.id = m.order_id
           where m.customer_id = ${customerId} and m.channel = 'in_app' and m.state = 'sent' and m.seq < ${before}
             and (${shop ?? null}::text is null or o.shop = ${shop ?? null}) and not (${unread} and m.read_at is not null)
           order by m.seq desc limit ${limit}`,
      );
    },

    /** Marks a message as read, and answers it; read before stays as it was. Undefined when the inbox has no such message. */
    async markRead(
      { customerId, shop }: InboxOf,
      id: string,
      now: string,
    ): Promise<InboxMessage | undefined> {
      const rows = Rows.parse(
        await client.$queryRaw`
          update messages m set read_at = coalesce(m.read_at, greatest(m.at, ${now}::timestamptz))
            from orders o
           where m.id = ${id} and m.customer_id = ${customerId} and m.channel = 'in_app' and m.state = 'sent' and o.id = m.order_id
             and (${shop ?? null}::text is null or o.shop = ${shop ?? null})
          returning m.seq as number, m.customer_id as "customerId", m.id, m.order_id as "orderId", m.purpose, m.stage, m.locale,
                    m.subject, m.body, m.at, m.read_at as "readAt"`,
      );
      return rows[0];
    },

    /** The number of the newest message of an inbox; 0 for an empty one. */
    async newest(customerId: string): Promise<bigint> {
      const row = await client.message.findFirst({
        where: { customerId, channel: 'in_app' },
        orderBy: { seq: 'desc' },
        select: { seq: true },
      });
      return row?.seq ?? 0n;
    },

    /** The messages of several inboxes after a number each, oldest first: one query for all who listen. By buyer. */
    async readMany(
      cursors: readonly (InboxOf & { readonly after: bigint })[],
    ): Promise<readonly (InboxMessage & { readonly customerId: string; readonly shop: string })[]> {
      if (cursors.length === 0) return [];
      const wanted = JSON.stringify(
        cursors.map(({ customerId, shop, after }) => ({
          customerId,
          shop: shop ?? null,
          after: String(after),
        })),
      );
      return WithShop.parse(
        await client.$queryRaw`
          select distinct m.seq as number, m.customer_id as "customerId", o.shop, m.id, m.order_id as "orderId", m.purpose, m.stage,
                 m.locale, m.subject, m.body, m.at, m.read_at as "readAt"
            from jsonb_to_recordset(${wanted}::jsonb) as w("customerId" text, shop text, after bigint)
            join messages m on m.customer_id = w."customerId" and m.channel = 'in_app' and m.state = 'sent' and m.seq > w.after
            join orders o on o.id = m.order_id and (w.shop is null or o.shop = w.shop)
           order by m.seq`,
      );
    },
  };
}

const WithShop = z.array(Rows.element.extend({ shop: z.string() }));
