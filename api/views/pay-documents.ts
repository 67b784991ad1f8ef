import type { PayDocuments } from '../../console/pay/pay-credit-view.ts';
import { isUndecided } from '../../domain/credit/application.ts';
import { isOpen } from '../../domain/order/status.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { reasonNotPayable } from '../wanted-payment.ts';

/** Documents about the newest application of an order. */
export interface DocumentFacts {
  readonly order: StoredOrder;
  readonly policy: Policy;
  readonly now: string;
  /** The kind of each that has come. */
  readonly received: readonly string[];
  /** Whether documents can be kept safe here. */
  readonly canKeep: boolean;
}

/** What a buyer without a shop's own kinds may send. */
const ANY_KIND = 'other';

/** What the buyer may send and what has come; nothing where he has applied for nothing. */
export function payDocuments({ order, policy, received }: DocumentFacts): PayDocuments | undefined {
  const { credit, offers = [] } = order;
  if (!credit) return undefined;
  const { kinds, most, maxBytes } = policy.credit.documents;
  const offered = offers.map(({ terms }) => terms).find(({ kind }) => kind === 'documents');
  const wanted = offered?.kind === 'documents' ? offered.kinds : kinds;
  const byKind = Map.groupBy(received, (kind) => kind);
  return {
    kinds: wanted.length === 0 ? [ANY_KIND] : wanted,
    received: [...byKind].map(([kind, all]) => ({ kind, count: all.length })),
    left: Math.max(0, most - received.length),
    maxBytes,
  };
}

/** Whether documents would be taken now: while it is decided, or where an offer asks for them. */
export function takesDocuments({ order, now, canKeep }: Omit<DocumentFacts, 'policy' | 'received'>): boolean {
  const { credit, offers = [], status } = order;
  if (!canKeep || !credit || !isOpen(status)) return false;
  if (isUndecided(credit.state)) return true;
  return offers.some(({ kind }) => kind === 'documents') && reasonNotPayable(order, now) === undefined;
}
