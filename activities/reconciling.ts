import { checkIntegrity } from '../prisma/integrity.ts';
import type { Violation } from '../prisma/integrity.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Difference, ReconciliationReport, Repair } from '../prisma/reconciliations.ts';
import { paymentEvents } from '../prisma/payment-events.ts';
import { stockLedger } from '../prisma/stock-ledger.ts';
import { compareSessions } from './comparing-sessions.ts';
import type { Dependencies } from './dependencies.ts';

export interface Reconciling {
  readonly id: string;
  readonly repair: boolean;
  /** The machine's now: providers and rows are compared, no order's time passes. */
  readonly now: string;
  /** The process stops: throws, and the comparison is done again by another. */
  readonly signal?: AbortSignal;
}

/** What of the integrity rules can be put right without a person: all of it is done again by the ordinary way. */
const safe: Readonly<Record<string, Exclude<Repair, 'by_a_person'>>> = {
  events_are_applied: 'tell_again',
  orders_are_started: 'start_order',
  stock_balance_is_ledger: 'reconcile_stock',
};

/**
 * Compares what the providers know with our sessions, and events, payments, orders, refunds and ledger with each other (the integrity
 * rules). Answers every difference with the repair it needs; with `repair` those that are safe are put right. What is left for a
 * person is one alert.
 */
export async function reconcile(
  dependencies: Dependencies,
  { id, repair, now, signal }: Reconciling,
): Promise<ReconciliationReport> {
  const { client } = dependencies.database;
  const compared = await compareSessions({ dependencies, repair, now, signal });
  const differences: Difference[] = [...compared.differences];
  for (const violation of await checkIntegrity(client, now))
    differences.push(await ofViolation(dependencies, violation, repair, now));
  const left = differences.filter(({ repaired }) => !repaired).length;
  if (left > 0)
    await raiseAlert(client, {
      key: `reconciliation/${id}`,
      kind: 'reconciliation',
      subject: id,
      facts: { differences: differences.length, left },
      at: now,
    });
  return { differences, sessions: compared.sessions };
}

async function ofViolation(
  dependencies: Dependencies,
  violation: Violation,
  wanted: boolean,
  now: string,
): Promise<Difference> {
  const repair = safe[violation.rule] ?? 'by_a_person';
  const repaired =
    wanted && repair !== 'by_a_person' && (await putRight(dependencies, violation, repair, now));
  return { ...violation, repair, repaired };
}

/** Puts one violation right; one that can't be now is left, and told. */
async function putRight(
  dependencies: Dependencies,
  violation: Violation,
  repair: Exclude<Repair, 'by_a_person'>,
  now: string,
): Promise<boolean> {
  try {
    await repairs[repair]?.(dependencies, violation, now);
    return true;
  } catch (error) {
    const { rule, subject } = violation;
    dependencies.log.warn({ rule, subject, error: String(error) }, 'not repaired');
    return false;
  }
}

type PutRight = (dependencies: Dependencies, violation: Violation, now: string) => Promise<void>;

const repairs: Readonly<Partial<Record<Repair, PutRight>>> = {
  /** The subject is `<provider>/<event id>`; the id may hold slashes too. */
  async tell_again({ companions, database }, { subject, facts }, now) {
    const [provider = '', ...rest] = subject.split('/');
    const event = { provider, eventId: rest.join('/'), orderId: String(facts['order']) };
    await companions.tellOfPayment(event.orderId, event);
    await paymentEvents(database.client).markTold([event], now);
  },
  start_order: ({ companions }, { subject }) => companions.startOrder(subject),
  async reconcile_stock({ database }, { subject }, now) {
    await database.transaction((client) => stockLedger(client).repair([subject], now));
  },
};
