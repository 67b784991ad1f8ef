import { z } from 'zod';
import type { JournalEntry } from '../domain/journal.ts';
import type { Client } from './database.ts';
import { Prisma } from './generated/client.ts';
import { appending } from './journal.ts';
import { columnOf, jsonByColumn, orderColumns } from './order-columns.ts';
import type { OrderRow } from './order-columns.ts';
import { Fenced, orderOf } from './orders.ts';
import type { LaterChanges, StoredOrder } from './orders.ts';
import { paymentNewsOf } from './unapplied-events.ts';
import type { PaymentNews } from './unapplied-events.ts';

/** What a step of an order knows once buyer and order are locked. */
export interface StepBeginning {
  readonly order: StoredOrder;
  /** Payment events that no step has applied, in the order in which they were stored. */
  readonly news: readonly PaymentNews[];
  /** Whether a provider session may still bring money. */
  readonly liveSessions: boolean;
  /** Whether somebody is still to call about the order. */
  readonly unfinishedCalls: boolean;
}

/** What an order's agenda needs to know besides its row. */
export interface StepEnding {
  /** Since when a message of the order waits to be sent; null when none does. */
  readonly undeliveredSince: string | null;
  /** Whether a session could still be paid by somebody who has its page: open, and not past its time at the provider. */
  readonly payableSessions: boolean;
}

/** What a step has left to write when its work is done. */
export interface StepWrites {
  /** The order as it is in the database. */
  readonly written: StoredOrder;
  readonly changes: LaterChanges;
  readonly entries: readonly JournalEntry[];
}

type Begun = OrderRow & { news: unknown; liveSessions: boolean; unfinishedCalls: boolean };

const begunColumns = orderColumns('b.order_row');
const News = z.array(z.unknown());
const Ended = z.tuple([
  z.object({ changed: z.int(), undeliveredSince: z.date().nullable(), payableSessions: z.boolean() }),
]);

/**
 * Locks the buyer, then the order (rules.md 1), and reads what every step needs, in one round trip. Undefined where there is no such
 * order. Only inside a transaction.
 */
export async function beginStep(client: Client, orderId: string): Promise<StepBeginning | undefined> {
  const [found] = await client.$queryRaw<Begun[]>`
    select ${begunColumns}, b.news, b.live_sessions as "liveSessions", b.unfinished_calls as "unfinishedCalls"
      from begin_step(${orderId}) b`;
  if (!found) return undefined;
  const { news, liveSessions, unfinishedCalls, ...row } = found;
  return { order: orderOf(row), news: News.parse(news).map(paymentNewsOf), liveSessions, unfinishedCalls };
}

/**
 * Writes what the step has left to write, order and journal, and reads what the agenda needs, in one round trip. The order is written by
 * compare-and-set on its version: throws `Fenced` when that has moved on.
 */
export async function endStep(client: Client, writes: StepWrites, now: string): Promise<StepEnding> {
  const { written, entries } = writes;
  const [ended] = Ended.parse(
    await client.$queryRaw`
      with changed as (${changing(writes)}), told as (${entries.length === 0 ? Prisma.sql`select 1` : appending(written.id, entries)})
      select (select count(*)::int from changed) as changed,
             (select min(coalesce(claimed_at + interval '1 minute', retry_at, at)) from messages
               where order_id = ${written.id} and state = 'queued') as "undeliveredSince",
             exists (select from payment_sessions where order_id = ${written.id} and instalment is null and state in ('opening', 'open', 'failed')
                        and expires_at > ${now}::timestamptz) as "payableSessions"`,
  );
  if (ended.changed === 0) throw new Fenced(`order ${written.id} is no longer at version ${written.version}`);
  return {
    undeliveredSince: ended.undeliveredSince?.toISOString() ?? null,
    payableSessions: ended.payableSessions,
  };
}

function changing({ written: { id, version }, changes }: StepWrites): Prisma.Sql {
  const columns = Object.keys(changes).map(columnOf);
  if (columns.length === 0) return Prisma.sql`select 1`;
  const assignments = Prisma.raw(columns.map((column) => `${column} = x.${column}`).join(', '));
  return Prisma.sql`
    update orders o set ${assignments}, version = ${version + 1}::int from jsonb_populate_record(null::orders, ${jsonByColumn(changes)}::jsonb) x
     where o.id = ${id} and o.version = ${version}::int returning 1`;
}
