import { Prisma } from './generated/client.ts';
import type { Order as OrderRow } from './generated/client.ts';

/** A column's name in the database: Prisma's name of the field, `placedAt`, is `placed_at` there. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** All columns of the orders' row `source`, under Prisma's names: for raw queries that answer an `OrderRow`. */
export function orderColumns(source: string): Prisma.Sql {
  const fields = Object.values(Prisma.OrderScalarFieldEnum);
  return Prisma.raw(fields.map((field) => `(${source}).${columnOf(field)} as "${field}"`).join(', '));
}

/** A row's fields by their columns, as `jsonb_populate_record` reads them. Amounts are far below 2^53. */
export function jsonByColumn(fields: object): string {
  const byColumn = Object.entries(fields).map(([field, value]) => [columnOf(field), value]);
  return JSON.stringify(Object.fromEntries(byColumn), (_, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
}

export type { OrderRow };
