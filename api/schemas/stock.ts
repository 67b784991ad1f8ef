import { z } from 'zod';
import { deductingMoments, orderKinds } from '../../domain/order/order.ts';
import { movementKinds } from '../../prisma/stock-ledger.ts';
import { AnsweredInstant, Money } from './fields.ts';

/** Quantities are far below what a sum of them could overflow. */
const MOST = 1_000_000_000;
const Quantity = z.int().min(0).max(MOST);
const Tag = z.string().trim().min(1).max(64);

/** What may be set of a SKU; a field left out stays, null takes it away. */
export const StockSettings = z.strictObject({
  onHand: Quantity.optional(),
  safetyStock: Quantity.optional(),
  deductOn: z.enum(deductingMoments).nullable().optional(),
  kind: z.enum(orderKinds).nullable().optional(),
  tags: z.array(Tag).max(50).optional(),
  price: Money.nullable().optional(),
});

export const StockAdjustment = z.strictObject({
  delta: z
    .int()
    .min(-MOST)
    .max(MOST)
    .refine((delta) => delta !== 0, 'must not be 0'),
  reason: z.string().trim().min(1).max(200),
});

export const Stock = z
  .object({
    sku: z.string(),
    onHand: z.int(),
    held: z.int(),
    safetyStock: z.int(),
    available: z.int(),
    deductOn: z.enum(deductingMoments).optional(),
    kind: z.enum(orderKinds).optional(),
    tags: z.array(z.string()),
    price: Money.optional(),
  })
  .meta({ id: 'Stock' });

export const Movement = z
  .object({
    at: AnsweredInstant,
    orderId: z.string().optional(),
    kind: z.enum(movementKinds),
    quantity: z.int(),
    revision: z.int().optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'StockMovement' });

const Balance = z.object({ onHand: z.int(), held: z.int() });

/** `repaired`: drift was found and the balances were put where the ledger has them. */
export const Reconciliation = z
  .object({
    drift: z.array(z.object({ sku: z.string(), balance: Balance, ledger: Balance })),
    repaired: z.boolean(),
  })
  .meta({ id: 'StockReconciliation' });
