import { randomUUID } from 'node:crypto';
import { decidePlacing } from '../../domain/placing/decide.ts';
import type { Placing, PlacingDecision } from '../../domain/placing/placing.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Database } from '../../prisma/database.ts';
import { placeOrders } from '../../prisma/placing.ts';
import { StatementRefused } from '../../prisma/statement-refused.ts';
import type { PlacingEntry, PlacingKey, PlacingOutcome } from '../../prisma/placing.ts';
import { placingTerms } from '../../prisma/placing-terms.ts';
import type { BatchTerms } from '../../prisma/placing-terms.ts';
import { RequestRefusal } from '../problems.ts';
import { orderView } from '../views/order.ts';
import { workflowNames } from './workflow-names.ts';

/** A request to place an order, with its idempotency key where one came, and who waits for what becomes of it. */
export interface Waiting {
  readonly request: PlacingRequest;
  readonly key: PlacingKey | undefined;
  readonly settle: (result: Settled) => void;
}

export type Settled =
  | { readonly outcome: Exclude<PlacingOutcome, { outcome: 'placed' }> }
  | { readonly placed: Placing; readonly answer: ReturnType<typeof orderView> }
  | { readonly error: unknown };

interface Decided extends Waiting {
  readonly entry: PlacingEntry<ReturnType<typeof orderView>>;
}

export interface PlaceBatch {
  readonly database: Pick<Database, 'client'>;
  readonly now: () => string;
}

/**
 * Places a batch: reads what it is decided on, decides, places what is not refused in one statement. A statement the
 * database refuses is run again one by one, so that nobody pays for another's poison (rules.md 2). Never throws.
 */
export async function placeBatch(parts: PlaceBatch, batch: readonly Waiting[]): Promise<void> {
  try {
    const terms = await termsFor(parts, batch);
    const now = parts.now();
    await placeDecided(
      parts,
      batch.flatMap((waiting) => decide(waiting, terms, now) ?? []),
      now,
    );
  } catch (error) {
    for (const { settle } of batch) settle({ error });
  }
}

async function placeDecided(parts: PlaceBatch, decided: readonly Decided[], now: string): Promise<void> {
  if (decided.length === 0) return;
  try {
    const entries = decided.map(({ entry }) => entry);
    const outcomes = await placeOrders(parts.database.client, entries, now);
    for (const [index, one] of decided.entries()) settleOne(one, outcomes[index]);
  } catch (error) {
    if (!(error instanceof StatementRefused) || decided.length === 1) {
      if (error instanceof StatementRefused && error.workflowIdTaken) return decideAgain(decided);
      for (const { settle } of decided) settle({ error });
      return;
    }
    for (const one of decided) await placeDecided(parts, [one], now);
  }
}

function decideAgain(decided: readonly Decided[]): void {
  for (const { settle } of decided) settle({ outcome: { outcome: 'stale' } });
}

function settleOne({ entry, settle }: Decided, outcome: PlacingOutcome | undefined): void {
  if (!outcome) return settle({ error: new Error('place_orders left an entry out') });
  if (outcome.outcome !== 'placed') return settle({ outcome });
  if (!('placing' in entry)) return settle({ error: new Error('place_orders placed what was refused') });
  const { possibleDuplicateOf } = outcome;
  const { answer } = entry;
  settle({
    placed: entry.placing,
    answer: possibleDuplicateOf === undefined ? answer : { ...answer, possibleDuplicateOf },
  });
}

interface Terms extends BatchTerms {
  readonly workflowIdOf: (orderId: string) => string;
}

async function termsFor(
  { database: { client } }: Pick<PlaceBatch, 'database'>,
  batch: readonly Pick<Waiting, 'request'>[],
): Promise<Terms> {
  const ids = batch.flatMap(({ request }) => request.orderId ?? []);
  const [terms, workflowIdOf] = await Promise.all([
    placingTerms(client, namedIn(batch)),
    workflowNames(client, ids),
  ]);
  return { ...terms, workflowIdOf };
}

function namedIn(batch: readonly Pick<Waiting, 'request'>[]) {
  const skus = new Set<string>();
  const customers = new Set<string>();
  const shops = new Set<string>();
  for (const { request } of batch) {
    for (const { sku } of request.lines) skus.add(sku);
    customers.add(request.customer.id);
    shops.add(request.shop);
  }
  return { skus: [...skus], customers: [...customers], shops: [...shops] };
}

/** Decides one request by itself, on what is read now: for an order that is placed alone. Throws where there is no such shop. */
export async function decideAlone(
  { database }: Pick<PlaceBatch, 'database'>,
  request: PlacingRequest,
  now: string,
): Promise<PlacingDecision> {
  const decision = decisionOn(request, await termsFor({ database }, [{ request }]), now);
  if (!decision) throw unknownShop();
  return decision;
}

function decisionOn(request: PlacingRequest, terms: Terms, now: string): PlacingDecision | undefined {
  const shop = terms.shops.get(request.shop);
  const standing = terms.standings.get(request.customer.id) ?? 'good';
  return (
    shop &&
    decidePlacing({
      request,
      terms: { shop, policy: shop.policy, stock: terms.stock, standing },
      now,
      newId: randomUUID,
      workflowIdOf: terms.workflowIdOf,
    })
  );
}

/** What goes to the database; undefined when the request is settled already. */
function decide(waiting: Waiting, terms: Terms, now: string): Decided | undefined {
  const { request, key } = waiting;
  const decision = decisionOn(request, terms, now);
  if (!decision) return refuse(waiting, unknownShop());
  if (decision.placing)
    return {
      ...waiting,
      entry: { placing: decision.placing, key, answer: orderView(decision.placing.order) },
    };
  if (key) return { ...waiting, entry: { refused: decision.refused, key } }; // its key remembers the refusal
  return refuse(waiting, new Refusal(decision.refused.code, decision.refused.facts));
}

function refuse({ settle }: Waiting, error: Error): undefined {
  settle({ error });
}

function unknownShop(): RequestRefusal {
  const errors = [{ field: 'shop', in: 'body', message: 'is no shop there is' } as const];
  return new RequestRefusal('invalid_request', { errors });
}
