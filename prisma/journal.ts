import { z } from 'zod';
import { journalKinds } from '../domain/journal.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Client } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { JournalEntry as JournalRow } from './generated/client.ts';
import { instant, oneOf } from './rows.ts';

const Facts = z.record(z.string(), z.unknown());

/** A journal entry with its place in the order's journal: ids rise in the order in which entries were written. */
export interface NumberedEntry extends JournalEntry {
  readonly number: bigint;
}

/** The statement that appends entries, in this order. */
export function appending(orderId: string, entries: readonly JournalEntry[]): Prisma.Sql {
  const numbered = entries.map((entry, number) => ({ ...entry, number }));
  return Prisma.sql`
    insert into journal (order_id, at, kind, reason, actor, facts)
    select ${orderId}, e.at, e.kind, e.reason, e.actor, e.facts
      from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb)
        as e (number int, at timestamptz, kind text, reason text, actor text, facts jsonb)
     order by e.number`;
}

/** The append-only journal, read and written through `client`. */
export function journal(client: Client) {
  return {
    /** Appends entries, in this order, inside the transaction that does what they tell. */
    async write(orderId: string, entries: readonly JournalEntry[]): Promise<void> {
      if (entries.length > 0) await client.$executeRaw(appending(orderId, entries));
    },

    /** An order's entries after the entry numbered `after`, oldest first. */
    async read(orderId: string, after = 0n): Promise<NumberedEntry[]> {
      const rows = await client.journalEntry.findMany({
        where: { orderId, id: { gt: after } },
        orderBy: { id: 'asc' },
      });
      return rows.map(entryOf);
    },

    /** Entries of several orders after their own last number: one query for all who listen. */
    async readMany(cursors: ReadonlyMap<string, bigint>): Promise<Map<string, NumberedEntry[]>> {
      const OR = [...cursors].map(([orderId, after]) => ({ orderId, id: { gt: after } }));
      const rows =
        OR.length === 0 ? [] : await client.journalEntry.findMany({ where: { OR }, orderBy: { id: 'asc' } });
      return Map.groupBy(
        rows.map((row) => ({ row, entry: entryOf(row) })),
        ({ row }) => row.orderId,
      )
        .entries()
        .reduce(
          (all, [orderId, found]) =>
            all.set(
              orderId,
              found.map(({ entry }) => entry),
            ),
          new Map<string, NumberedEntry[]>(),
        );
    },
  };
}

function entryOf(row: JournalRow): NumberedEntry {
  return {
    number: row.id,
    at: instant(row.at),
    kind: oneOf(journalKinds, row.kind),
    ...(row.reason === null ? {} : { reason: row.reason }),
    actor: oneOf(['buyer', 'staff', 'provider', 'engine', 'service'], row.actor),
    facts: Facts.parse(row.facts),
  };
}
