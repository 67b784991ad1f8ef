import { z } from 'zod';
import type { Client } from './database.ts';
import type { StockMovement as MovementRow } from './generated/client.ts';
import { instant, integer, oneOf } from './rows.ts';

export const movementKinds = ['hold', 'release', 'commit', 'adjust', 'restock'] as const;

/** One row of the ledger. `adjust` is signed; the other kinds say by their name which way they go. */
export interface Movement {
  readonly number: bigint;
  readonly at: string;
  readonly orderId: string | null;
  readonly kind: (typeof movementKinds)[number];
  readonly quantity: number;
  readonly revision: number | null;
  readonly reason: string | null;
}

/** Where a SKU's balance and its ledger disagree. */
export interface Drift {
  readonly sku: string;
  readonly balance: { readonly onHand: number; readonly held: number };
  readonly ledger: { readonly onHand: number; readonly held: number };
}

const DriftRows = z.array(
  z.object({
    sku: z.string(),
    on_hand: z.coerce.number(),
    held: z.coerce.number(),
    ledger_on_hand: z.coerce.number(),
    ledger_held: z.coerce.number(),
  }),
);

/** The ledger of all stock movements, read through `client`. */
export function stockLedger(client: Client) {
  return {
    /** At most `limit` of a SKU's movements in this order, after the one numbered `after`; from the first where there is none. */
    async read(
      sku: string,
      { after, order, limit }: { after: bigint | undefined; order: 'oldest' | 'newest'; limit: number },
    ): Promise<Movement[]> {
      const isNewest = order === 'newest';
      const rows = await client.stockMovement.findMany({
        where: { sku, ...(after === undefined ? {} : { id: isNewest ? { lt: after } : { gt: after } }) },
        orderBy: { id: isNewest ? 'desc' : 'asc' },
        take: limit,
      });
      return rows.map(movementOf);
    },

    /** Every SKU whose balance is not what its ledger adds up to. One statement, so one snapshot of both. */
    async drift(): Promise<Drift[]> {
      const rows = await client.$queryRaw`
        select s.sku, s.on_hand, s.held, coalesce(l.on_hand, 0) as ledger_on_hand, coalesce(l.held, 0) as ledger_held
          from stock s left join (
            select sku,
                   sum(case kind when 'adjust' then quantity when 'restock' then quantity when 'commit' then -quantity else 0 end) as on_hand,
                   sum(case kind when 'hold' then quantity when 'release' then -quantity when 'commit' then -quantity else 0 end) as held
              from stock_ledger group by sku) l using (sku)
         where s.on_hand <> coalesce(l.on_hand, 0) or s.held <> coalesce(l.held, 0)
         order by s.sku`;
      return DriftRows.parse(rows).map(driftOf);
    },

    /** Locks the drifted SKUs and puts their balances where the ledger has them; answers what was wrong under the lock. */
    async repair(skus: readonly string[], at: string): Promise<Drift[]> {
      await client.$queryRaw`select 1 from stock where sku = any(${[...skus]}) order by sku for update`;
      const found = (await this.drift()).filter(({ sku }) => skus.includes(sku));
      for (const { sku, ledger } of found)
        await client.stock.update({
          where: { sku },
          data: {
            onHand: ledger.onHand,
            held: Math.max(0, ledger.held),
            version: { increment: 1 },
            updatedAt: new Date(at),
          },
        });
      return found;
    },
  };
}

function driftOf(row: z.infer<typeof DriftRows>[number]): Drift {
  return {
    sku: row.sku,
    balance: { onHand: row.on_hand, held: row.held },
    ledger: { onHand: row.ledger_on_hand, held: row.ledger_held },
  };
}

function movementOf(row: MovementRow): Movement {
  return {
    number: row.id,
    at: instant(row.at),
    orderId: row.orderId,
    kind: oneOf(movementKinds, row.kind),
    quantity: integer(row.quantity),
    revision: row.revision,
    reason: row.reason,
  };
}
