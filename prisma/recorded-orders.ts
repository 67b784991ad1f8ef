import { z } from 'zod';
import { emphases, writtenChannels } from '../domain/messages/message.ts';
import { deductingMoments, orderKinds, paymentMethods } from '../domain/order/order.ts';
import type { Database } from './database.ts';

const Instant = z.date().transform((at) => at.toISOString());
const Text = z.string();

const Rows = z.array(
  z.object({
    id: Text,
    customerId: Text,
    kind: z.enum(orderKinds),
    method: z.enum(paymentMethods),
    lines: z.array(z.object({ sku: Text, quantity: z.int(), unitPrice: z.int() })),
    discount: z.number(),
    shippingFee: z.number(),
    source: z.record(Text, Text),
    placedAt: Instant,
    paidAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    cancelReason: Text.nullable(),
    paidBefore: z.int(),
    channels: z.array(z.enum(writtenChannels)),
    callable: z.boolean(),
    openedAt: Instant.nullable(),
    failures: z.array(z.object({ at: z.iso.datetime({ offset: true }), code: Text.nullable() })),
    reminders: z.array(
      z.object({
        at: z.iso.datetime({ offset: true }),
        channels: z.array(Text),
        emphasis: z.enum(emphases).nullable().catch(null),
      }),
    ),
  }),
);

/** A past order and what its buyer did about it. Nothing in it but the ids names a person. */
export type RecordedOrder = z.output<typeof Rows>[number];

/** Goods as they were when a stretch began, and what came in or went out during it beside orders. */
export interface RecordedGoods {
  readonly sku: string;
  /** What could be sold then, safety stock included. */
  readonly free: number;
  readonly safetyStock: number;
  readonly deductOn: 'order' | 'payment' | null;
  readonly tags: readonly string[];
  readonly adjustments: readonly { readonly at: string; readonly by: number }[];
}

const Goods = z.array(
  z.object({
    sku: Text,
    free: z.number(),
    safetyStock: z.number(),
    deductOn: z.enum(deductingMoments).nullable(),
    tags: z.array(Text),
    adjustments: z.array(z.object({ at: z.iso.datetime({ offset: true }), by: z.number() })),
  }),
);

export interface RecordedStretch {
  readonly shop: string;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

const Newest = z.tuple([z.object({ at: Instant.nullable() })]);

/** Past orders, read in transactions that can't write. */
export function recordedOrders(database: Pick<Database, 'transaction'>) {
  const read = <T>(
    schema: z.ZodType<T>,
    query: (client: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<unknown>,
  ) =>
    database.transaction(async (client) => {
      await client.$executeRaw`set transaction read only`;
      return schema.parse(await query(client));
    });
  return {
    /** When the newest order of a shop was placed. */
    newest: async (shop: string) =>
      (
        await read(
          Newest,
          (client) => client.$queryRaw`select max(placed_at) as at from orders where shop = ${shop}`,
        )
      )[0].at,

    /**
     * The newest orders of a stretch that were to be paid online at once and are decided, oldest first: no cash on delivery, distribution
     * platforms, credit, nothing due, and none that another replaced or that staff or want of stock ended.
     */
    decided: ({ shop, from, to, limit }: RecordedStretch) =>
      read(
        Rows,
        (client) => client.$queryRaw`
          select * from (
            select o.id, o.customer_id as "customerId", o.kind, o.payment_method as method, o.lines, o.discount::float8 as discount,
                   o.shipping_fee::float8 as "shippingFee", o.placed_at as "placedAt", o.paid_at as "paidAt", o.closed_at as "closedAt",
                   jsonb_strip_nulls(jsonb_build_object('region', o.source ->> 'region', 'device', o.source ->> 'device', 'landingPath', o.source ->> 'landingPath')) as source,
                   case when o.closed_reason = 'cancelled_by_buyer'
                        then coalesce((select j.reason from journal j where j.order_id = o.id and j.kind = 'cancelled' order by j.id desc limit 1), 'other') end as "cancelReason",
                   (select count(*)::int from orders e where e.customer_id = o.customer_id and e.shop = o.shop and e.paid_at < ${from}::timestamptz) as "paidBefore",
                   array_remove(array[case when c.phone is not null and c.consent_sms then 'sms' end, case when c.email is not null and c.consent_email then 'email' end,
                     case when c.consent_push and exists (select from push_subscriptions p where p.customer_id = c.id) then 'push' end,
                     case when c.consent_in_app then 'in_app' end], null) as channels,
                   c.phone is not null and c.consent_call as callable,
                   (select min(l.at) from link_openings l where l.order_id = o.id and l.via = 'link') as "openedAt",
                   coalesce((select jsonb_agg(jsonb_build_object('at', e.occurred_at, 'code', e.failure_code) order by e.seq)
                               from payment_events e where e.order_id = o.id and e.type = 'payment.failed'), '[]') as failures,
                   coalesce((select jsonb_agg(jsonb_build_object('at', r.decided_at, 'channels', r.channels, 'emphasis', r.emphasis) order by r.decided_at, r.stage)
                               from reminders r where r.order_id = o.id and r.outcome = 'sent' and r.stage <> 'win_back'
                                and not starts_with(r.stage, 'instalment_')), '[]') as reminders
              from orders o join customers c on c.id = o.customer_id
             where o.shop = ${shop} and o.placed_at >= ${from}::timestamptz and o.placed_at < ${to}::timestamptz and o.total > 0
               and o.channel <> 'distribution' and o.payment_method <> 'cash_on_delivery' and o.credit_application_id is null
               and o.status not in ('rejected', 'merged') and o.superseded_by is null and (o.paid_at is not null or o.closed_at is not null)
               and (o.paid_at is not null or o.closed_reason in ('deadline_passed', 'cancelled_by_buyer'))
             order by o.placed_at desc, o.id limit ${limit}) as newest
           order by "placedAt", id`,
      ),

    /** The goods that the orders of a stretch are of. What older orders held when it began counts as gone. */
    goods: ({ shop, from, to }: RecordedStretch): Promise<RecordedGoods[]> =>
      read(
        Goods,
        (client) => client.$queryRaw`
          select s.sku, s.safety_stock::float8 as "safetyStock", s.deduct_on as "deductOn", s.tags,
                 coalesce((select sum(case l.kind when 'adjust' then l.quantity when 'restock' then l.quantity when 'release' then l.quantity
                                                  when 'hold' then -l.quantity else 0 end) from stock_ledger l
                            where l.sku = s.sku and l.at < ${from}::timestamptz), 0)::float8 as free,
                 coalesce((select jsonb_agg(jsonb_build_object('at', l.at, 'by', l.quantity) order by l.id) from stock_ledger l
                            where l.sku = s.sku and l.kind = 'adjust' and l.at >= ${from}::timestamptz and l.at < ${to}::timestamptz), '[]') as adjustments
            from stock s
           where s.sku in (select line ->> 'sku' from orders o cross join jsonb_array_elements(o.lines) as line
                            where o.shop = ${shop} and o.placed_at >= ${from}::timestamptz and o.placed_at < ${to}::timestamptz)
           order by s.sku`,
      ),
  };
}
