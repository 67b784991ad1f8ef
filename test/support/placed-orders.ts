import { randomUUID } from 'node:crypto';
import { ensureDefaults } from '../../prisma/defaults.ts';
import { openDatabase } from '../../prisma/database.ts';
import type { Database } from '../../prisma/database.ts';
import { placeOrders } from '../../prisma/placing.ts';
import type { PlacingEntry, PlacingKey, PlacingOutcome } from '../../prisma/placing.ts';
import type { Placing } from '../../domain/placing/placing.ts';
import { PATIENCE, freshDatabase } from './postgres.ts';
import type { PlacingRequest, PlacingTerms } from '../../domain/placing/request.ts';
import { PLACED_AT, aLine, aPlacing, aPlacingRequest, placingTerms, someStock } from './placings.ts';

/** A migrated database with shop and policy `default`; close it with `drop`. */
export async function aDatabase(
  connections = 4,
): Promise<{ database: Database; url: string; drop: () => Promise<void> }> {
  const fresh = await freshDatabase();
  const database = openDatabase({ url: fresh.url, connections, patience: PATIENCE });
  await ensureDefaults(database);
  return { database, url: fresh.url, drop: () => database.close().then(() => fresh.drop()) };
}

/** Puts `onHand` pieces of a SKU in stock, with their row in the ledger. */
export async function stockUp(
  { client }: Database,
  sku: string,
  onHand: number,
  columns: object = {},
): Promise<void> {
  const movement = { sku, kind: 'adjust', quantity: onHand, step: 'set', at: new Date(0) };
  await client.$transaction([
    client.stock.create({ data: { sku, onHand, ...columns } }),
    client.stockMovement.create({ data: movement }),
  ]);
}

/** A batch's entry without a key, or with one. */
export function entryOf(placing: Placing, key?: Partial<PlacingKey>): PlacingEntry {
  return { placing, key: key && aKey(key), answer: { id: placing.order.id } };
}

export function aKey(changes: Partial<PlacingKey> = {}): PlacingKey {
  return { id: randomUUID(), apiKeyId: 'shop', key: 'k', requestHash: 'h', ...changes };
}

/** Places a batch and answers the outcomes. */
export function place(
  { client }: Database,
  entries: readonly PlacingEntry[],
  now = PLACED_AT,
): Promise<readonly PlacingOutcome[]> {
  return placeOrders(client, entries, now);
}

/** How an outcome is called: `placed`, or the refusal's code. */
export function nameOf(outcome: PlacingOutcome): string {
  return outcome.outcome === 'refused' ? outcome.code : outcome.outcome;
}

/** A SKU's balance beside what its ledger and its open orders add up to: the three must agree. */
export async function balanceOf({ client }: Database, sku: string) {
  const { onHand, held } = await client.stock.findUniqueOrThrow({ where: { sku } });
  const moves = await client.stockMovement.findMany({ where: { sku } });
  const sum = (kinds: readonly string[]) =>
    moves
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((total, { quantity }) => total + Number(quantity), 0);
  return {
    onHand: Number(onHand),
    held: Number(held),
    ledger: {
      onHand: sum(['adjust', 'restock']) - sum(['commit']),
      held: sum(['hold']) - sum(['release']) - sum(['commit']),
    },
  };
}

let counter = 0;

/** A name nobody else in this process has. */
export function unique(name: string): string {
  counter += 1;
  return `${name}-${counter}`;
}

/** Terms with these SKUs in stock's books. */
export function termsOf(...skus: readonly string[]): PlacingTerms {
  return placingTerms({ stock: Object.fromEntries(skus.map((sku) => [sku, someStock()])) });
}

/** A placing of `quantity` of `sku`, by a buyer and under an id of its own unless said otherwise. */
export function wants(
  sku: string,
  quantity = 1,
  changes: Partial<PlacingRequest> = {},
  terms = termsOf(sku),
): Placing {
  const request = aPlacingRequest({
    orderId: unique('order'),
    customer: { id: unique('buyer') },
    lines: [aLine(sku, quantity)],
    ...changes,
  });
  return aPlacing(request, terms);
}

/** A new SKU with `onHand` pieces. */
export async function newSku(database: Database, onHand: number, columns: object = {}): Promise<string> {
  const sku = unique('SKU');
  await stockUp(database, sku, onHand, columns);
  return sku;
}
