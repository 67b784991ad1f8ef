import { expect } from 'vitest';
import { isTerminal } from '../../domain/order/status.ts';
import type { JournalEntry, StockMovement } from '../../prisma/generated/client.ts';
import type { StoredOrder } from '../../prisma/orders.ts';

/** What must hold of orders that replace orders, whatever came before (rules.md 3, 15, 30, 31). */
export function checkReplacing(
  all: readonly StoredOrder[],
  { entries, moves }: { readonly entries: readonly JournalEntry[]; readonly moves: readonly StockMovement[] },
): void {
  for (const order of all) {
    checkEnds(
      order,
      entries.filter(({ orderId }) => orderId === order.id),
    );
    const { id, status, supersededBy, mergedInto } = order;
    const successor = supersededBy ?? mergedInto;
    const say = `order ${id}, ${status}`;
    if (order.supersedingSince)
      expect(status, `${say}: only what waits stands aside`).toBe('awaiting_payment');
    if (!successor) continue;
    expect(
      all.map((other) => other.id),
      `${say}: who goes on for it is there`,
    ).toContain(successor);
    expect(order.amountPaid, `${say}: what was paid has moved, or goes back`).toBeLessThanOrEqual(
      order.total,
    );
    if (mergedInto) checkHandedOver(order, all, moves);
  }
}

/** Not `rejected`: an order that was refused may be placed again under its id. */
const ENDS = ['expired', 'cancelled', 'merged', 'delivered'];

/** An order ends once, and once more for each time it was taken up again. */
function checkEnds({ id, status }: StoredOrder, entries: readonly JournalEntry[]): void {
  const ends = entries.filter(({ kind }) => ENDS.includes(kind)).length;
  const again = entries.filter(({ kind }) => kind === 'taken_up_again').length;
  expect(ends - again, `order ${id}, ${status}: how often it has ended`).toBe(
    isTerminal(status) && status !== 'rejected' ? 1 : 0,
  );
}

/** What a part held was held by the merged order the moment it was let go: in the ledger nobody comes between. */
function checkHandedOver(
  { id, mergedInto, status }: StoredOrder,
  all: readonly StoredOrder[],
  moves: readonly StockMovement[],
): void {
  const together = all.filter((order) => order.mergedInto === mergedInto).map((order) => order.id);
  const released = moves.filter(
    ({ orderId, kind, step }) => orderId === id && kind === 'release' && step === 'merge',
  );
  for (const { sku, id: at } of released) {
    const ofSku = moves.filter((move) => move.sku === sku).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const after = ofSku.slice(ofSku.findIndex((move) => move.id === at) + 1);
    const next = after.find(({ orderId, step }) => !(step === 'merge' && together.includes(orderId ?? '')));
    expect(
      { by: next?.orderId, kind: next?.kind },
      `order ${id}, ${status}: ${sku} goes over without a gap`,
    ).toEqual({
      by: mergedInto,
      kind: 'hold',
    });
  }
}
