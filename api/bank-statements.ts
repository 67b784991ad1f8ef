import { referencesIn } from '../domain/payment/reference.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { orders } from '../prisma/orders.ts';
import { paymentReferences } from '../prisma/payment-references.ts';
import { paymentEvents } from '../prisma/payment-events.ts';
import { BANK } from '../providers/payment/bank/provider.ts';
import type { Statement, StatementLine, StatementProblem } from '../providers/payment/bank/statement.ts';
import type { Caller } from './auth.ts';
import { receiveBankEvent } from './bank-events.ts';
import type { Dependencies } from './dependencies.ts';

/** What became of a statement, by its lines. */
export interface ImportedStatement {
  /** Lines that are an order's money now. */
  readonly matched: number;
  /** Incoming money that names no order; each is an alert. */
  readonly unmatched: number;
  /** Lines that were imported before. */
  readonly duplicates: number;
  /** Money that left the account, or nothing at all. */
  readonly skipped: number;
  readonly errors: readonly StatementProblem[];
  readonly unmatchedRows: readonly { readonly row: number; readonly why: string }[];
}

type Needs = Pick<Dependencies, 'database' | 'gateway' | 'toldEvents' | 'now'>;
type Outcome =
  'matched' | 'duplicates' | 'skipped' | { readonly unmatched: string } | { readonly error: string };

/**
 * Takes a bank statement in: a line that names an order by its reference becomes a payment event of the provider `bank`, which goes the
 * way of every event (stored once, its order's workflow told, applied by the rules of money). Importing a line again changes
 * nothing. A caller bound to a shop matches that shop's orders only.
 */
export async function importStatement(
  needs: Needs,
  caller: Pick<Caller, 'shop'>,
  { lines, problems }: Statement,
): Promise<ImportedStatement> {
  const wanted = lines.flatMap(({ text }) => referencesIn(text));
  const orderIds = await paymentReferences(needs.database.client).ordersOf(wanted);
  const counts = { matched: 0, duplicates: 0, skipped: 0 };
  const errors = [...problems];
  const unmatchedRows: { row: number; why: string }[] = [];
  for (const line of lines) {
    const outcome = await takeLine(needs, caller, line, orderIds);
    if (typeof outcome === 'string') counts[outcome] += 1;
    else if ('error' in outcome) errors.push({ row: line.row, message: outcome.error });
    else unmatchedRows.push({ row: line.row, why: outcome.unmatched });
  }
  await needs.toldEvents.idle(); // who imports it again at once finds all of it
  errors.sort((one, other) => one.row - other.row);
  return { ...counts, unmatched: unmatchedRows.length, errors, unmatchedRows };
}

async function takeLine(
  needs: Needs,
  { shop }: Pick<Caller, 'shop'>,
  line: StatementLine,
  orderIds: ReadonlyMap<string, string>,
): Promise<Outcome> {
  const { transactionId: id, bookedAt: at, amount, currency } = line;
  if (amount <= 0) return 'skipped';
  const { client } = needs.database;
  const known = await paymentEvents(client).told({ provider: BANK, eventId: id });
  if (known && (known.amount !== amount || known.currency !== currency))
    return {
      error: `transaction ${id} was imported before with another amount: ${known.amount} ${known.currency}`,
    };
  if (known && known.signalledAt !== null) return 'duplicates';
  const found = [...new Set(referencesIn(line.text).flatMap((reference) => orderIds.get(reference) ?? []))];
  const [orderId, another] = known ? [known.orderId] : found;
  if (orderId === undefined) return unmatched(needs, line, 'no reference of an order');
  if (another !== undefined) return unmatched(needs, line, 'references of several orders');
  const order = await orders(client).find(orderId);
  if (shop !== undefined && order?.shop !== shop) return unmatched(needs, line, 'an order of another shop');
  const event = {
    id,
    type: 'payment.succeeded',
    at,
    orderId,
    amount,
    currency,
    method: 'bank_transfer',
  } as const;
  await receiveBankEvent(needs, event, needs.now());
  return known ? 'duplicates' : 'matched';
}

/** Staff are told once per transaction. What the payer wrote stays out of it: it may name a person. */
async function unmatched(needs: Needs, line: StatementLine, why: string): Promise<Outcome> {
  const { transactionId, amount, currency, bookedAt } = line;
  await raiseAlert(needs.database.client, {
    key: `unmatched_transfer/${transactionId}`,
    kind: 'unmatched_transfer',
    subject: transactionId,
    facts: { amount, currency, bookedAt, why },
    at: needs.now(),
  });
  return { unmatched: why };
}
