import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';
import type { RefusalFacts } from '../domain/refusal.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import type { Dependencies } from './dependencies.ts';

type Needs = Pick<Dependencies, 'gateway' | 'log'>;

/**
 * Has orders stand aside for who holds `token` (rules.md 30): their sessions are closed, nobody can pay them, their holds stay.
 * Answers why one of them won't; then none of them does. Throws `EngineUnavailable`; what was asked before ends by itself in a minute.
 */
export async function standAside(
  needs: Needs,
  orders: readonly StoredOrder[],
  token: string,
): Promise<RefusalFacts | undefined> {
  for (const [index, order] of orders.entries()) {
    const refusal = await beginAt(needs, order, token);
    if (!refusal) continue;
    await goOn(needs, orders.slice(0, index), { token, because: refusal.code });
    return refusal;
  }
  return undefined;
}

async function beginAt(
  { gateway }: Needs,
  order: StoredOrder,
  token: string,
): Promise<RefusalFacts | undefined> {
  try {
    const answer = await gateway.request(order, { kind: 'begin_supersede', requestId: randomUUID(), token });
    return answer.accepted ? undefined : answer;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Lets orders that stand aside go on at once: they are not replaced, because of this refusal. Not reached, they do so in a minute. */
export async function goOn(
  { gateway, log }: Needs,
  orders: readonly StoredOrder[],
  { token, because }: { readonly token: string; readonly because: string },
): Promise<void> {
  for (const order of orders)
    await gateway
      .request(order, { kind: 'end_supersede', requestId: randomUUID(), token, because })
      .catch((err: unknown) =>
        log.warn({ err, orderId: order.id }, 'an order that stands aside goes on by itself'),
      );
}

/** Tells the workflows of orders that were replaced to end. Nobody waits for it: not reached, they look by themselves in a minute. */
export function tellReplaced({ gateway, log }: Needs, orders: readonly StoredOrder[]): void {
  for (const order of orders)
    void gateway
      .signalRowChanged(order)
      .catch((err: unknown) =>
        log.warn({ err, orderId: order.id }, 'a replaced order’s workflow ends by itself'),
      );
}
