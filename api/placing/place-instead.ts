import type { Placing } from '../../domain/placing/placing.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RefusalFacts } from '../../domain/refusal.ts';
import type { Database } from '../../prisma/database.ts';
import { placeOrders } from '../../prisma/placing.ts';
import type { PlacingKey } from '../../prisma/placing.ts';
import { placeSuperseding } from '../../prisma/superseding.ts';
import type { ReasonNotToGiveWay } from '../../prisma/giving-way.ts';
import { orderView } from '../views/order.ts';
import { decideAlone } from './place-batch.ts';
import type { Settled } from './place-batch.ts';

/** The order that is to go, and the token it stands aside for. */
export interface Replaced {
  readonly orderId: string;
  readonly token: string;
}

export interface PlaceInstead {
  readonly database: Database;
  readonly now: () => string;
}

/** What became of it; `not_given_way`: the older order could not be replaced, and nothing has changed. */
export type SettledInstead =
  Settled | { readonly notGivenWay: ReasonNotToGiveWay; readonly facts: Readonly<Record<string, unknown>> };

/** Decides and places one order instead of another, in a transaction of their own (rules.md 30). */
export async function placeInstead(
  parts: PlaceInstead,
  { request, key, replaced }: { request: PlacingRequest; key: PlacingKey | undefined; replaced: Replaced },
): Promise<SettledInstead> {
  const now = parts.now();
  const { placing, refused } = await decideAlone(parts, request, now);
  if (refused) return rememberRefusal(parts, refused, key);
  const superseding = { ...replaced, placing, key, answerOf: orderView };
  const outcome = await placeSuperseding(parts.database, superseding, now);
  if (outcome.outcome === 'not_given_way') {
    const { why, status } = outcome;
    return { notGivenWay: why, facts: { orderId: replaced.orderId, status } };
  }
  if (outcome.outcome === 'refused') return rememberRefusal(parts, outcome, key);
  if (outcome.outcome !== 'placed') return { outcome };
  const { order, possibleDuplicateOf } = outcome;
  const answer = orderView(order);
  const placed: Placing = { ...placing, order };
  return { placed, answer: possibleDuplicateOf === undefined ? answer : { ...answer, possibleDuplicateOf } };
}

/** Refuses, and has the key answer so from now on; answered before, that answer counts. */
export async function rememberRefusal(
  { database, now }: PlaceInstead,
  {
    code,
    facts = {},
  }: { readonly code: RefusalFacts['code']; readonly facts?: RefusalFacts['facts'] | undefined },
  key: PlacingKey | undefined,
): Promise<Settled> {
  if (!key) return { error: new Refusal(code, facts) };
  const [outcome] = await placeOrders(database.client, [{ refused: { code, facts }, key }], now());
  if (!outcome || outcome.outcome === 'placed') throw new Error('a refusal was placed');
  return { outcome };
}
