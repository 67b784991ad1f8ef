import { reasonNotToMerge } from '../domain/order/merged-order.ts';
import { isOpen } from '../domain/order/status.ts';
import { Refusal } from '../domain/refusal.ts';
import { mergeOrders } from '../prisma/merging.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { workflowIds } from '../workflows/contract.ts';
import type { Caller } from './auth.ts';
import type { Dependencies } from './dependencies.ts';
import { EngineUnavailable } from './engine/order-gateway.ts';
import { visibleOrder } from './order-access.ts';
import { goOn, standAside, tellReplaced } from './standing-aside.ts';

type Needs = Pick<Dependencies, 'database' | 'gateway' | 'log' | 'now'>;

/** Orders to merge. `requestId` is the idempotency row's, and the merged order's id: asked again it is merged once. */
export interface MergeRequest {
  readonly orderIds: readonly string[];
  readonly requestId: string;
}

/** How often orders that went on meanwhile are asked to stand aside again. */
const MOST_TRIES = 3;

/**
 * Makes one order of several unpaid ones of a buyer (rules.md 31): all stand aside, in the order of their ids, then one transaction
 * makes the third order. Throws `Refusal`, and then every part goes on; `EngineUnavailable`: then nothing is merged.
 */
export async function merge(needs: Needs, caller: Caller, request: MergeRequest): Promise<StoredOrder> {
  const { requestId: token } = request;
  const before = await orders(needs.database.client).find(token);
  if (before) return before;
  const parts = await partsOf(needs, caller, request);
  for (let tries = 1; ; tries += 1) {
    const refusal = await standAside(needs, parts, token);
    if (refusal) throw new Refusal(refusal.code, refusal.facts);
    const outcome = await mergeOrGoOn(needs, parts, token);
    if ('merged' in outcome) return outcome.merged;
    if (outcome.code === 'lapsed' && tries < MOST_TRIES) continue;
    const code = outcome.code === 'lapsed' ? 'being_superseded' : outcome.code;
    await goOn(needs, parts, { token, because: code });
    throw new Refusal(code, outcome.facts);
  }
}

/** The orders by id, all of them open, and alike enough to be one. */
async function partsOf(needs: Needs, caller: Caller, { orderIds }: MergeRequest): Promise<StoredOrder[]> {
  const parts: StoredOrder[] = [];
  for (const id of orderIds.toSorted()) parts.push(await visibleOrder(needs, caller, id));
  for (const { id: orderId, status } of parts) {
    if (status === 'payment_processing') throw new Refusal('payment_in_progress', { orderId });
    if (!isOpen(status)) throw new Refusal('order_not_open', { orderId, status });
  }
  const refusal = reasonNotToMerge(parts);
  if (refusal) throw new Refusal(refusal.code, refusal.facts);
  return parts;
}

async function mergeOrGoOn(needs: Needs, parts: readonly StoredOrder[], token: string) {
  try {
    const wish = {
      partIds: parts.map(({ id }) => id),
      token,
      id: token,
      workflowId: workflowIds.order(token),
    };
    const outcome = await mergeOrders(needs.database, wish, needs.now());
    if ('refused' in outcome) return outcome.refused;
    if ('notGivenWay' in outcome) return { code: outcome.notGivenWay, facts: outcome.facts };
    startMerged(needs, outcome.merged);
    tellReplaced(needs, parts);
    return outcome;
  } catch (error) {
    await goOn(needs, parts, { token, because: 'not_merged' });
    throw error;
  }
}

/** Nobody waits for it: where the engine is away, the relay starts it (worker/relay.ts). */
function startMerged({ gateway, log }: Needs, order: StoredOrder): void {
  void gateway.startOrder(order).catch((err: unknown) => {
    if (err instanceof EngineUnavailable) return;
    log.error({ err, orderId: order.id }, 'an order could not be started; the relay tries again');
  });
}
