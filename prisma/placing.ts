import { createHash } from 'node:crypto';
import { z } from 'zod';
import { between } from '../domain/duration.ts';
import { placingRefusals } from '../domain/placing/placing.ts';
import type { Placing } from '../domain/placing/placing.ts';
import type { RefusalFacts } from '../domain/refusal.ts';
import type { Client } from './database.ts';
import { KEPT_FOR } from './idempotency.ts';
import type { KeyedRequest } from './idempotency.ts';
import { marksOfEntries } from './person-marks.ts';
import { instant } from './rows.ts';
import { refusedStatement } from './statement-refused.ts';

/** An idempotency key with the id its row gets if it is new. */
export interface PlacingKey extends KeyedRequest {
  readonly id: string;
}

/** One request of a batch: an order to place, or a refusal that its key has to remember. */
export type PlacingEntry<Answered extends object = object> =
  | {
      readonly placing: Placing;
      readonly key: PlacingKey | undefined;
      /** What the key answers from now on, if it is placed. */
      readonly answer: Answered;
    }
  | { readonly refused: RefusalFacts; readonly key: PlacingKey };

const Facts = z.record(z.string(), z.unknown());
const Refused = z.object({
  outcome: z.literal('refused'),
  code: z.enum(placingRefusals),
  facts: Facts.optional(),
});
const Replayed = z.object({
  outcome: z.literal('replayed'),
  answer: z.union([z.object({ outcome: z.literal('placed'), answer: Facts }), Refused]),
});
const Outcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('placed'), possibleDuplicateOf: z.string().optional() }),
  Refused,
  Replayed,
  z.object({ outcome: z.enum(['stale', 'key_reused', 'in_progress']) }),
]);
const Answer = z.tuple([z.object({ outcomes: z.array(Outcome) })]);

/**
 * What became of a request. `stale`: the buyer's standing has changed, decide again. `replayed`: what its key was answered
 * before. `in_progress`: an earlier request of the same batch has the key, ask again.
 */
export type PlacingOutcome = z.infer<typeof Outcome>;

/**
 * Places a batch in one transaction, all or nothing per order, in the order of the batch; all its orders are placed at
 * `now`. Throws `StatementRefused` when it is certain that nothing was placed (rules.md 2), and whatever else went wrong.
 */
export async function placeOrders(
  client: Client,
  batch: readonly PlacingEntry[],
  now: string,
): Promise<readonly PlacingOutcome[]> {
  const argument = JSON.stringify(argumentOf(batch, now));
  const marks = marksOfEntries(batch.map((entry) => ('placing' in entry ? entry.placing.marks : [])));
  const query =
    marks.length === 0
      ? client.$queryRaw`select place_orders(${argument}::jsonb) as outcomes`
      : client.$queryRaw`select place_orders_of_persons(${argument}::jsonb, ${JSON.stringify(marks)}::jsonb) as outcomes`;
  const rows = await query.catch((error: unknown) => {
    throw refusedStatement(error) ?? error;
  });
  return Answer.parse(rows)[0].outcomes;
}

/** What a request's key was answered before, if it was used within the days it is kept; nothing is placed. */
export async function answerOfKey(
  client: Client,
  { apiKeyId, key, requestHash }: PlacingKey,
  now: string,
): Promise<Exclude<PlacingOutcome, { outcome: 'placed' }> | undefined> {
  const row = await client.idempotencyKey.findUnique({ where: { apiKeyId_key: { apiKeyId, key } } });
  if (!row || between(instant(row.createdAt), now) > KEPT_FOR) return undefined;
  if (row.requestHash !== requestHash) return { outcome: 'key_reused' };
  if (row.state !== 'done') return { outcome: 'in_progress' };
  return Replayed.parse({ outcome: 'replayed', answer: row.answer });
}

/** What `place_orders` takes; its columns and meaning stand there. */
function argumentOf(batch: readonly PlacingEntry[], now: string) {
  const skus = indexed();
  const customers = indexed();
  const demand: Record<'entry' | 'sku' | 'quantity', number[]> & { flash: boolean[] } = {
    entry: [],
    sku: [],
    quantity: [],
    flash: [],
  };
  const entries = batch.map((entry, index) => {
    const key = keyColumns(entry.key);
    if ('refused' in entry) return { ...key, refused: entry.refused };
    const { placing } = entry;
    const limited = placing.flash.share < 1 ? new Set(placing.flash.demand.map(({ sku }) => sku)) : undefined;
    for (const { sku, quantity } of placing.demand) {
      demand.entry.push(index + 1);
      demand.sku.push(skus.of(sku));
      demand.quantity.push(quantity);
      demand.flash.push(limited?.has(sku) ?? false);
    }
    const answer = entry.key && { answer: entry.answer };
    return {
      ...key,
      ...answer,
      ...limitsOf(placing),
      buyer: customers.of(placing.order.customerId),
      ...rowOf(placing),
    };
  });
  return { now, skus: skus.all, customers: customers.all, entries, demand };
}

/** What finds orders of the same lines. */
export function hashOfLines(print: string): string {
  return createHash('sha256').update(print).digest('base64url');
}

/** Counts from 1, as SQL does. */
function indexed() {
  const places = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    of(name: string): number {
      const known = places.get(name);
      if (known !== undefined) return known;
      places.set(name, all.push(name));
      return all.length;
    },
  };
}

function keyColumns(key: PlacingKey | undefined) {
  return key && { key_id: key.id, api_key_id: key.apiKeyId, key: key.key, request_hash: key.requestHash };
}

function limitsOf({
  suppliedId,
  standing,
  countsAsOpen,
  maxOpen,
  holds,
  commits,
  flash,
  duplicateSince,
}: Placing) {
  return {
    supplied_id: suppliedId,
    standing,
    counts: countsAsOpen,
    max_open: maxOpen,
    holds,
    commits,
    share: flash.share,
    duplicate_since: duplicateSince,
  };
}

function rowOf({ order, customer, journal, ...placing }: Placing) {
  return {
    id: order.id,
    workflow_id: order.workflowId,
    shop: order.shop,
    customer_id: order.customerId,
    status: order.status,
    kind: order.kind,
    channel: order.channel,
    payment_method: order.paymentMethod,
    payment_state: order.paymentState,
    deduct_on: order.deductOn,
    hold: order.hold,
    currency: order.currency,
    lines: order.lines,
    lines_hash: hashOfLines(placing.linesPrint),
    goods: order.goods,
    discount: order.discount,
    shipping_fee: order.shippingFee,
    total: order.total,
    deadline: order.deadline,
    release_at: order.releaseAt,
    plain_deadline: placing.plainDeadline,
    policy_name: order.policy.name,
    policy_version: order.policy.version,
    arm: order.policy.arm,
    paid_at: placing.paidAt,
    watch_until: placing.watchUntil,
    contact: placing.contact,
    source: placing.source,
    metadata: placing.metadata,
    customer: customerColumns(customer),
    journal: journal.map(({ kind, reason, actor, facts }) => ({ kind, reason, actor, facts })),
  };
}

/** A buyer nobody knew yet; e-mail and in-app are allowed unless he said otherwise (rules.md 26). */
function customerColumns({ id, name, phone, email, locale, consents = {} }: Placing['customer']) {
  return {
    id,
    name,
    phone,
    email,
    locale,
    consent_sms: consents.sms ?? false,
    consent_email: consents.email ?? true,
    consent_push: consents.push ?? false,
    consent_in_app: consents.in_app ?? true,
    consent_call: consents.call ?? false,
  };
}
