import { between } from '../duration.ts';
import { LARGEST_AMOUNT } from '../money.ts';
import type { Policy } from '../policy/schema.ts';
import type { RefusalFacts } from '../refusal.ts';
import type { Order, OrderLine } from './order.ts';
import { untouched } from './untouched.ts';

/** What the parts of a merged order must have in common, in the words of the order (rules.md 31). */
const inCommon = ['customerId', 'shop', 'currency', 'deductOn', 'channel', 'hold'] as const;

/** Why these orders can't be merged whatever happens to them next, or undefined when they are alike enough. */
export function reasonNotToMerge(parts: readonly Order[]): RefusalFacts | undefined {
  const [first] = parts;
  const field = inCommon.find((name) => parts.some((part) => part[name] !== first?.[name]));
  const orderIds = parts.map(({ id }) => id);
  return field && { code: 'merge_mismatch', facts: { field: 'orderIds', differs: field, orderIds } };
}

/** The part whose deadline comes first: kind, deadline and way of paying are its (rules.md 31). */
export function earliestOf<P extends Order>(parts: readonly P[]): P {
  return first(parts, (a, b) => byDeadline(a, b) || byPlacing(a, b));
}

/** The part that was placed last: the policy, and where the goods go, are its. */
export function newestOf<P extends Order>(parts: readonly P[]): P {
  return first(parts, (a, b) => byPlacing(b, a));
}

/** What a merged order is besides what its parts say. */
export interface Merging {
  readonly id: string;
  readonly workflowId: string;
  readonly now: string;
  /** The newest part's policy. */
  readonly policy: Pick<Policy, 'shipping'>;
}

/**
 * The order that several become (rules.md 31): all their lines, their discounts, the shortest time. Shipping costs what the parts
 * cost together, and nothing from `shipping.freeFrom` on (goods less discount). Nothing is paid on it yet: what was paid on the
 * parts is moved to it. Refuses what is too large for one order.
 */
export function mergedOrder(
  parts: readonly Order[],
  { id, workflowId, now, policy }: Merging,
): Order | { readonly refused: RefusalFacts } {
  const earliest = earliestOf(parts);
  const goods = sumOf(parts, 'goods');
  const discount = sumOf(parts, 'discount');
  const { freeFrom } = policy.shipping;
  const shippingFee = freeFrom !== null && goods - discount >= freeFrom ? 0 : sumOf(parts, 'shippingFee');
  const total = goods - discount + shippingFee;
  if (Math.max(goods, total) > LARGEST_AMOUNT) return { refused: { code: 'amount_too_large' } };
  return {
    ...earliest,
    id,
    workflowId,
    goods,
    discount,
    shippingFee,
    total,
    amountDue: total,
    placedAt: now,
    lines: joined(parts),
    policy: newestOf(parts).policy,
    remindersSent: most(parts, 'remindersSent'),
    extensionsUsed: most(parts, 'extensionsUsed'),
    clockOffsetMs: most(parts, 'clockOffsetMs'),
    ...untouched,
    status: 'awaiting_payment',
    paymentState: 'none',
  };
}

/** Lines of the same SKU at the same price are one. */
function joined(parts: readonly Order[]): readonly OrderLine[] {
  const lines = new Map<string, OrderLine>();
  for (const line of parts.flatMap((part) => part.lines)) {
    const key = `${line.unitPrice} ${line.sku}`;
    const known = lines.get(key);
    lines.set(key, known ? { ...known, quantity: known.quantity + line.quantity } : line);
  }
  return [...lines.values()];
}

function sumOf(parts: readonly Order[], amount: 'goods' | 'discount' | 'shippingFee'): number {
  return parts.reduce((sum, part) => sum + part[amount], 0);
}

function most(parts: readonly Order[], count: 'remindersSent' | 'extensionsUsed' | 'clockOffsetMs'): number {
  return Math.max(...parts.map((part) => part[count]));
}

function first<P extends Order>(parts: readonly P[], byPlace: (a: P, b: P) => number): P {
  const [found] = parts.toSorted(byPlace);
  if (!found) throw new Error('a merged order has parts');
  return found;
}

/** An order that nobody closes has no deadline, and comes last. */
function byDeadline(a: Order, b: Order): number {
  if (a.deadline === null || b.deadline === null)
    return Number(a.deadline === null) - Number(b.deadline === null);
  return between(b.deadline, a.deadline);
}

function byPlacing(a: Order, b: Order): number {
  return between(b.placedAt, a.placedAt) || (a.id < b.id ? -1 : 1);
}
