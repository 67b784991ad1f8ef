import { z } from 'zod';
import type { Client } from './database.ts';
import { creditRules } from './integrity/credit.ts';
import { duesRules } from './integrity/dues.ts';
import { journalRules } from './integrity/journal.ts';
import { lifecycleRules } from './integrity/lifecycle.ts';
import { moneyRules } from './integrity/money.ts';
import { parcelRules } from './integrity/parcels.ts';
import { commonTables } from './integrity/rule.ts';
import type { IntegrityRule } from './integrity/rule.ts';
import { stockRules } from './integrity/stock.ts';
import { waitingRules } from './integrity/waiting.ts';

export type { IntegrityRule } from './integrity/rule.ts';

/** Something that must be true and is not. */
export interface Violation {
  /** The rule's name; `integrityRules` says what it means. */
  readonly rule: string;
  /** The id of the order, SKU, payment … it was seen at. */
  readonly subject: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Everything that must be true of money, stock and orders' lives, each with a name and a sentence. */
export const integrityRules: readonly IntegrityRule[] = [
  ...stockRules,
  ...moneyRules,
  ...lifecycleRules,
  ...waitingRules,
  ...journalRules,
  ...creditRules,
  ...parcelRules,
  ...duesRules,
];

/** More of one kind tell nothing new. */
const MOST_PER_RULE = 50;

const Violations = z.array(
  z.object({ rule: z.string(), subject: z.string(), facts: z.record(z.string(), z.unknown()) }),
);

/** One statement, so that all rules look at one snapshot of a system that goes on working meanwhile. */
const statement = `with ${commonTables}
${integrityRules
  .map(
    ({ rule, find }) =>
      `select '${rule}' as rule, found.subject, found.facts from (${find} limit ${MOST_PER_RULE}) as found`,
  )
  .join('\nunion all\n')}`;

/**
 * Checks every rule on one snapshot of the database, as of `now` (the machine's, ISO UTC; an order's own clock is taken into
 * account). Answers what is wrong, at most fifty violations per rule; an empty list is what should always come.
 */
export async function checkIntegrity(client: Client, now: string): Promise<readonly Violation[]> {
  return Violations.parse(await client.$queryRawUnsafe(statement, now)); // the text is this module's alone
}
