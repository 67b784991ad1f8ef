import { z } from 'zod';
import { OutsideId } from './fields.ts';

/** Who asks; the buyer, where it is left out. */
export const RequestedBy = z.enum(['buyer', 'staff']);

/** More pieces or lines than anybody buys are a slip or an attack. */
export const MOST_PIECES = 1_000_000;
export const MOST_LINES = 200;

/** The whole new list of an order's lines. */
export const WantedLines = z
  .array(z.strictObject({ sku: OutsideId, quantity: z.int().min(1).max(MOST_PIECES) }))
  .min(1, 'must have at least one line; cancel the order instead')
  .max(MOST_LINES);
