import { z } from 'zod';
import type { Actor } from '../domain/journal.ts';
import type { StandingRecord } from '../domain/standing/standing.ts';
import { standingLevels } from '../domain/validity/standing-level.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import type { Client } from './database.ts';

const Level = z.enum(standingLevels);
const Records = z.array(
  z.object({
    level: Level,
    base: Level,
    staffReason: z.string().nullable(),
    since: z.string().nullable(),
    paidInRow: z.int(),
    locale: z.string().nullable(),
    unpaidCloses: z.int(),
    overdueInstalments: z.int(),
    paidOrders: z.int(),
  }),
);

/** A buyer's stored standing with what was counted for it. */
export interface CountedStanding extends StandingRecord {
  readonly staffReason: string | null;
  readonly since: string | null;
  /** Paid in a row since the last unpaid close or improvement. */
  readonly paidInRow: number;
  readonly locale: string | null;
  /** Paid orders in the window. */
  readonly paidOrders: number;
}

/** A level that changes, and why. `improved`: closes count from `at` on, and the level is the buyer's new base. */
export interface LevelChange {
  readonly customerId: string;
  readonly orderId: string | null;
  readonly from: StandingLevel;
  readonly to: StandingLevel;
  readonly reason: StandingChangeReason;
  readonly actor: Actor;
  readonly at: string;
  readonly facts: Readonly<Record<string, number | string | null>>;
  readonly improved: boolean;
  /** Staff's words; they are kept with the buyer only, and erased with him. */
  readonly staffReason?: string | null;
}

export type StandingChangeReason =
  | 'unpaid_closes'
  | 'overdue_instalments'
  | 'paid_in_a_row'
  | 'taken_up_again'
  | 'blocked_by_staff'
  | 'unblocked_by_staff'
  | 'appeal_granted';

/** Standings, read and written through `client` under the buyer's lock (rules.md 34). */
export function standings(client: Client) {
  return {
    /**
     * The buyer's standing with what counts since `since`, the beginning of the window, without the order `except`; undefined when
     * he is not known.
     */
    async count(
      customerId: string,
      { since, except = null }: { readonly since: string; readonly except?: string | null },
    ): Promise<CountedStanding | undefined> {
      const rows = await client.$queryRaw`
        select c.standing as level, c.standing_base as base, c.standing_reason as "staffReason", c.standing_paid_in_row as "paidInRow", c.locale,
               to_char(c.standing_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since,
               (select count(*)::int from orders o
                 where o.customer_id = c.id and o.unpaid_close and o.id is distinct from ${except}
                   and o.closed_at > greatest(${since}::timestamptz, c.standing_counts_from)) as "unpaidCloses",
               (select count(*)::int from instalments i where i.customer_id = c.id
                   and i.overdue_since > greatest(${since}::timestamptz, c.standing_counts_from)) as "overdueInstalments",
               (select count(*)::int from orders o where o.customer_id = c.id and o.paid_at > ${since}::timestamptz) as "paidOrders"
          from customers c where c.id = ${customerId}`;
      return Records.parse(rows)[0];
    },

    /** One more paid in a row, where it can change something; answers how many, or undefined where it can't: good, blocked. */
    async countPaid(
      customerId: string,
    ): Promise<{ readonly level: StandingLevel; readonly paidInRow: number } | undefined> {
      const rows = await client.$queryRaw`
        update customers set standing_paid_in_row = standing_paid_in_row + 1
         where id = ${customerId} and standing in ('watch', 'restricted')
        returning standing as level, standing_paid_in_row as "paidInRow"`;
      return z.array(z.object({ level: Level, paidInRow: z.int() })).parse(rows)[0];
    },

    /** One less: what was paid went back before anything was sent. */
    async uncountPaid(customerId: string): Promise<void> {
      await client.$executeRaw`
        update customers set standing_paid_in_row = standing_paid_in_row - 1 where id = ${customerId} and standing_paid_in_row > 0`;
    },

    /** An unpaid close ends the row of paid orders. */
    async endRow(customerId: string): Promise<void> {
      await client.$executeRaw`
        update customers set standing_paid_in_row = 0 where id = ${customerId} and standing_paid_in_row > 0`;
    },

    /** Stores a level, and the change of it for whoever is told of changes. */
    async change(change: LevelChange): Promise<void> {
      const { customerId, from, to, at, improved, staffReason = null } = change;
      const anew = improved
        ? { standingBase: to, standingCountsFrom: new Date(at), standingPaidInRow: 0 }
        : {};
      await client.customer.updateMany({
        where: { id: customerId },
        data: { standing: to, standingReason: staffReason, standingSince: new Date(at), ...anew },
      });
      if (from === to) return;
      const { orderId, reason, actor, facts } = change;
      await client.standingChange.create({
        data: { customerId, orderId, at: new Date(at), fromLevel: from, toLevel: to, reason, actor, facts },
      });
    },
  };
}
