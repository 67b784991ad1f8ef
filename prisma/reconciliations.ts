import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DAY, MINUTE, later } from '../domain/duration.ts';
import type { Client } from './database.ts';
import type { Reconciliation as Row } from './generated/client.ts';
import { instant, instantOrNull } from './rows.ts';

/** What a difference needs. All but `by_a_person` can be done again without harm, and are what the system does by itself. */
export const repairs = [
  'tell_again',
  'start_order',
  'reconcile_stock',
  'take_answer',
  'close_session',
  'by_a_person',
] as const;
export type Repair = (typeof repairs)[number];

/** Something two of us and the provider know differently. */
export const Difference = z.object({
  rule: z.string(),
  /** The id of the order, SKU, session … it was seen at. */
  subject: z.string(),
  facts: z.record(z.string(), z.unknown()),
  repair: z.enum(repairs),
  /** Whether that was done. */
  repaired: z.boolean(),
});
export type Difference = z.infer<typeof Difference>;

const Report = z.object({
  differences: z.array(Difference),
  /** Sessions the provider answered for, did not answer for, and that were too many for one run. */
  sessions: z.object({ asked: z.int(), unanswered: z.int(), left: z.int() }),
});
export type ReconciliationReport = z.infer<typeof Report>;

/** One comparison, asked for by a person or by the day. */
export interface Reconciliation {
  readonly id: string;
  readonly repair: boolean;
  readonly requestedAt: string;
  readonly claimedAt: string | null;
  readonly finishedAt: string | null;
  readonly report: ReconciliationReport | null;
}

/** A run that is not finished by then was ended in the middle; it may be done again. */
const LONGEST_RUN = 15 * MINUTE;
/** A little less, so that the time of day does not creep. */
const DAILY = DAY - MINUTE;
/** Reports of a quarter. */
const KEPT = 90 * DAY;

/** Comparisons, asked for and done, read and written through `client`. */
export function reconciliations(client: Client) {
  return {
    /** Asks for one; a worker takes it. */
    async request(repair: boolean, at: string): Promise<Reconciliation> {
      const data = { id: randomUUID(), repair, requestedAt: at };
      return reconciliationOf(await client.reconciliation.create({ data }));
    },

    /** Asks for the day's, where nobody has asked for one since yesterday; repairing. Old reports are forgotten. */
    async requestDaily(at: string): Promise<void> {
      await client.$executeRaw`
        insert into reconciliations (id, repair, requested_at)
        select ${randomUUID()}::uuid, true, ${at}::timestamptz
         where pg_try_advisory_xact_lock(hashtextextended('reconciliation', 0))
           and not exists (select 1 from reconciliations where requested_at > ${later(at, -DAILY)}::timestamptz)`;
      await client.reconciliation.deleteMany({ where: { requestedAt: { lt: later(at, -KEPT) } } });
    },

    /** Takes the oldest that waits, or whose worker is gone; no two workers take the same. */
    async claim(at: string): Promise<Reconciliation | undefined> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        update reconciliations set claimed_at = ${at}::timestamptz where id = (
          select id from reconciliations
           where finished_at is null and (claimed_at is null or claimed_at < ${later(at, -LONGEST_RUN)}::timestamptz)
           order by requested_at limit 1 for update skip locked)
        returning id::text`;
      const [claimed] = rows;
      return claimed && this.find(claimed.id);
    },

    async finish(id: string, report: ReconciliationReport, at: string): Promise<void> {
      const data = { finishedAt: at, report: JSON.parse(JSON.stringify(report)) };
      await client.reconciliation.updateMany({ where: { id, finishedAt: null }, data });
    },

    async find(id: string): Promise<Reconciliation | undefined> {
      const row = await client.reconciliation.findUnique({ where: { id } });
      return row ? reconciliationOf(row) : undefined;
    },

    /** The one finished last. */
    async last(): Promise<Reconciliation | undefined> {
      const where = { finishedAt: { not: null } };
      const row = await client.reconciliation.findFirst({ where, orderBy: { finishedAt: 'desc' } });
      return row ? reconciliationOf(row) : undefined;
    },
  };
}

function reconciliationOf({ id, repair, requestedAt, claimedAt, finishedAt, report }: Row): Reconciliation {
  return {
    id,
    repair,
    requestedAt: instant(requestedAt),
    claimedAt: instantOrNull(claimedAt),
    finishedAt: instantOrNull(finishedAt),
    report: report === null ? null : Report.parse(report),
  };
}
