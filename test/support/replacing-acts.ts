import { constantFrom, integer, nat, record } from 'fast-check';
import { lines, method, named, small, times } from './act-parts.ts';

/** What happens to an order in the same moment in which another is to replace it. */
export const meanwhiles = ['nothing', 'paid', 'processing', 'cancelled', 'applied', 'changed'] as const;
export type Meanwhile = (typeof meanwhiles)[number];

/** What may happen to orders that others replace (rules.md 30, 31). */
export type ReplacingAct =
  | {
      act: 'supersede';
      order: number;
      lines: { sku: number; quantity: number }[];
      method: string;
      meanwhile: Meanwhile;
      times: number;
    }
  | { act: 'merge'; order: number; parts: number; meanwhile: Meanwhile; times: number }
  /** Somebody has it stand aside, and is never heard of again. */
  | { act: 'aside'; order: number; back: boolean };

const meanwhile = constantFrom('nothing' as const, 'nothing' as const, 'nothing' as const, ...meanwhiles);

export const replacingActs = [
  [3, record({ act: named('supersede'), order: small, lines, method, meanwhile, times })],
  [3, record({ act: named('merge'), order: small, parts: integer({ min: 2, max: 3 }), meanwhile, times })],
  [0.7, record({ act: named('aside'), order: small, back: nat({ max: 1 }).map(Boolean) })],
] as const;
