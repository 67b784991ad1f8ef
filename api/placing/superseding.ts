import { createHash, randomUUID } from 'node:crypto';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { isOpen } from '../../domain/order/status.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RefusalFacts } from '../../domain/refusal.ts';
import type { PlacingKey } from '../../prisma/placing.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Caller } from '../auth.ts';
import type { Dependencies } from '../dependencies.ts';
import { visibleOrder } from '../order-access.ts';
import { statusOf } from '../problems.ts';
import { goOn, standAside, tellReplaced } from '../standing-aside.ts';
import { decideAlone } from './place-batch.ts';
import type { Placed, PlacedInstead } from './placing.ts';

type Needs = Pick<Dependencies, 'database' | 'gateway' | 'placing' | 'log' | 'now'>;

interface Wish {
  readonly request: PlacingRequest;
  readonly key: PlacingKey | undefined;
  /** The order it replaces. */
  readonly supersedes: string;
}

/** How often an order that went on meanwhile is asked to stand aside again. */
const MOST_TRIES = 3;

/**
 * Places an order instead of an older one of the same buyer and shop (rules.md 30). The older one stands aside first; where the new
 * one is refused, it goes on as if nothing had been. A key that was used before is answered as before. Throws `Refusal`, and
 * `EngineUnavailable`: then nothing is placed.
 */
export async function placeSuperseding(needs: Needs, caller: Caller, wish: Wish): Promise<Placed> {
  const { key, request } = wish;
  const answered = key && (await needs.placing.answered(key));
  if (answered) return answered;
  const old = await orderToReplace(needs, caller, wish);
  if ('code' in old) return refuse(needs, old, key);
  const { refused } = await decideAlone(needs, request, needs.now());
  if (refused) return refuse(needs, refused, key); // the older order need not even know
  const token = tokenOf(key);
  for (let tries = 1; ; tries += 1) {
    const refusal = await standAside(needs, [old], token);
    if (refusal) return refuse(needs, refusal, key);
    const placed = await placeOrGoOn(needs, wish, old, token);
    if (!('notGivenWay' in placed)) return placed;
    const { notGivenWay: why, facts } = placed;
    if (why === 'lapsed' && tries < MOST_TRIES) continue;
    const code = why === 'lapsed' ? 'being_superseded' : why;
    await goOn(needs, [old], { token, because: code });
    return refuse(needs, { code, facts }, key);
  }
}

/** The older order, or why it can't be replaced whatever its workflow says. */
async function orderToReplace(
  needs: Needs,
  caller: Caller,
  { request, supersedes: orderId }: Wish,
): Promise<StoredOrder | RefusalFacts> {
  try {
    const old = await visibleOrder(needs, caller, orderId);
    if (old.customerId !== request.customer.id || old.shop !== request.shop)
      return { code: 'supersede_mismatch', facts: { field: 'supersedes', orderId } };
    if (old.status === 'payment_processing') return { code: 'payment_in_progress', facts: { orderId } };
    return isOpen(old.status) ? old : { code: 'order_not_open', facts: { orderId, status: old.status } };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Whoever asks with one key is one asker: asked twice at once, the older order stands aside for both. */
function tokenOf(key: PlacingKey | undefined): string {
  if (!key) return randomUUID();
  const { apiKeyId, key: name, requestHash } = key;
  return createHash('sha256')
    .update(JSON.stringify([apiKeyId, name, requestHash]))
    .digest('base64url');
}

/** A refusal of 5xx is not the key's answer (rules.md 10). */
async function refuse(
  { placing }: Needs,
  refused: RefusalFacts,
  key: PlacingKey | undefined,
): Promise<Placed> {
  if (statusOf(refused.code) >= 500) throw new Refusal(refused.code, refused.facts);
  return placing.refuse(refused, key);
}

async function placeOrGoOn(
  needs: Needs,
  { request, key }: Wish,
  old: StoredOrder,
  token: string,
): Promise<PlacedInstead> {
  try {
    const placed = await needs.placing.placeInstead(request, key, { orderId: old.id, token });
    if ('order' in placed && !placed.replayed) tellReplaced(needs, [old]);
    return placed;
  } catch (error) {
    await goOn(needs, [old], { token, because: error instanceof Refusal ? error.code : 'not_placed' });
    throw error;
  }
}
