import { asWithdrawn } from '../domain/credit/application.ts';
import type { JournalEntry } from '../domain/journal.ts';
import { creditApplications } from './credit-applications.ts';
import type { Client } from './database.ts';
import { jsonOf, noOffers } from './order-credit.ts';
import type { OrderChanges, StoredOrder } from './orders.ts';

/** What an order that another replaces no longer has of credit: changes of its row, and what its journal tells. */
export interface CreditGivenUp {
  readonly changes: OrderChanges;
  readonly entries: readonly JournalEntry[];
}

/**
 * Takes back what was applied for, approved or offered for an order that another replaces (rules.md 20, 35): it was for that order, and
 * the one that goes on may be applied for anew. What was financed of it is due again. `at` is the order's own now.
 */
export async function giveUpCredit(client: Client, order: StoredOrder, at: string): Promise<CreditGivenUp> {
  const { id, row, credit, financed } = order;
  if (row.creditApplicationId === null) return { changes: {}, entries: [] };
  const applications = creditApplications(client);
  const reason = 'order_closed';
  const withdrawn =
    (await applications.withdraw(id, reason, at)) ??
    (await applications.takeBack(row.creditApplicationId, reason, at));
  const facts = { application: withdrawn?.id, financed };
  return {
    changes: {
      financed: 0,
      creditNext: null,
      creditNextAt: null,
      offers: noOffers,
      offersExpireAt: null,
      ...(withdrawn && credit ? { credit: jsonOf(asWithdrawn(credit)) } : {}),
    },
    entries: withdrawn ? [{ at, kind: 'credit_withdrawn', reason, actor: 'engine', facts }] : [],
  };
}
