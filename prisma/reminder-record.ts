import { z } from 'zod';
import { DAY, later } from '../domain/duration.ts';
import type { StageDecision } from '../domain/reminders/plan-input.ts';
import type { Client } from './database.ts';
import { instant } from './rows.ts';

/** What was decided about one stage of one order. */
export interface DecidedReminder {
  readonly orderId: string;
  readonly stage: string;
  readonly outcome: 'sent' | 'skipped';
  readonly reason: string | null;
  readonly strategy: string;
  readonly emphasis: string | null;
  readonly segment: string | null;
  readonly channels: readonly string[];
  readonly localDay: string;
  /** The instant it stood for, where it was decided on time; else when it was decided. Gaps and days count from here. */
  readonly dueAt: string;
  readonly decidedAt: string;
}

/** A buyer's dealings as far as reminding needs them. */
export interface BuyingRecord {
  /** Orders of this shop that were ever paid. */
  readonly paidOrders: number;
  /** When orders of the buyer were paid, of the last two days: more than any zone's today. */
  readonly paidLately: readonly string[];
  readonly newestUnpaidOrderId: string | null;
  /** When he was reminded of other orders, of the last two days: more than any gap or local day. */
  readonly remindedOfOthersAt: readonly string[];
}

const Records = z.tuple([
  z.object({
    paidOrders: z.int(),
    paidLately: z.array(z.date()).nullable(),
    newestUnpaidOrderId: z.string().nullable(),
    remindedOfOthersAt: z.array(z.date()).nullable(),
  }),
]);

const History = z.array(
  z.object({ stage: z.string(), dueAt: z.date(), outcome: z.enum(['sent', 'skipped']) }),
);

const Reminded = z.array(z.object({ dueAt: z.date() }));

const LOOK_BACK = 2 * DAY;

/** Reminders as they were decided, and what the decision needs to know; through `client`. */
export function reminderRecord(client: Client) {
  return {
    /** What was decided for this order so far; for a merged one, also for the part that was reminded most (rules.md 31). */
    async history(orderId: string): Promise<StageDecision[]> {
      const rows = History.parse(
        await client.$queryRaw`
        select stage, due_at as "dueAt", outcome from reminders
         where order_id in (${orderId}, (select id from orders where merged_into = ${orderId} order by reminders_sent desc, id limit 1))
         order by decided_at`,
      );
      return rows.map(({ stage, dueAt, outcome }) => ({
        stage,
        at: instant(dueAt),
        outcome,
      }));
    },

    /** Records what was decided about a stage, once. */
    async decide(decision: DecidedReminder): Promise<void> {
      await client.reminder.create({
        data: {
          ...decision,
          channels: [...decision.channels],
          dueAt: new Date(decision.dueAt),
          decidedAt: new Date(decision.decidedAt),
        },
      });
    },

    /** The buyer's record at `now`; `orderId` is the order it is about. Read under the buyer's lock. */
    async buyingRecord(
      { customerId, shop, id: orderId }: { customerId: string; shop: string; id: string },
      now: string,
    ): Promise<BuyingRecord> {
      const since = later(now, -LOOK_BACK);
      const rows = await client.$queryRaw`
        with own as (select id, shop, status, placed_at, paid_at, merged_into, reminders_sent from orders where customer_id = ${customerId})
        select (select count(*)::int from own where shop = ${shop} and paid_at is not null and id <> ${orderId}) as "paidOrders",
               (select array_agg(paid_at) from own where paid_at >= ${since}::timestamptz and id <> ${orderId}) as "paidLately",
               (select id from own where status in ('awaiting_payment', 'payment_processing') order by placed_at desc, id desc limit 1)
                 as "newestUnpaidOrderId",
               (select array_agg(r.due_at) from own o join reminders r on r.order_id = o.id
                 where o.id <> ${orderId} and r.outcome = 'sent' and r.decided_at >= ${since}::timestamptz
                   and o.id is distinct from (select id from own where merged_into = ${orderId} order by reminders_sent desc, id limit 1)) as "remindedOfOthersAt"`;
      const [{ paidOrders, newestUnpaidOrderId, ...times }] = Records.parse(rows);
      return {
        paidOrders,
        newestUnpaidOrderId,
        paidLately: (times.paidLately ?? []).map(instant),
        remindedOfOthersAt: (times.remindedOfOthersAt ?? []).map(instant),
      };
    },

    /** When the buyer was reminded, of any order, in the last two days before `now`. */
    async remindedAt(customerId: string, now: string): Promise<string[]> {
      const since = later(now, -LOOK_BACK);
      const rows = Reminded.parse(
        await client.$queryRaw`
        select r.due_at as "dueAt" from orders o join reminders r on r.order_id = o.id
         where o.customer_id = ${customerId} and r.outcome = 'sent' and r.decided_at >= ${since}::timestamptz`,
      );
      return rows.map(({ dueAt }) => instant(dueAt));
    },

    /** How much of each SKU could be sold now. */
    async availableOf(skus: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const rows = await client.stock.findMany({ where: { sku: { in: [...skus] } } });
      return new Map(
        rows.map(({ sku, onHand, held, safetyStock }) => [sku, Number(onHand - held - safetyStock)]),
      );
    },
  };
}
