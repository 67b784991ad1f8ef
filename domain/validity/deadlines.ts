import { MINUTE, durationMs, later, latest } from '../duration.ts';
import type { OrderChannel, PaymentMethod } from '../order/order.ts';
import type { Policy } from '../policy/schema.ts';

/** What switching back from a slow method leaves at least, so that nobody is closed by choosing how to pay (rules.md 18). */
const LEFT_AFTER_SWITCHING_BACK = 10 * MINUTE;

/** The time told to the buyer, and the later one at which the stock really goes back. ISO UTC. */
export interface Deadlines {
  readonly deadline: string;
  readonly releaseAt: string;
}

type DeadlinePolicy = Pick<Policy, 'grace' | 'methodDue' | 'neverClosed'>;

export interface PlacedOrder {
  readonly placedAt: string;
  /** As `validityOf` has it, in milliseconds. */
  readonly validityMs: number;
  readonly method?: PaymentMethod | null | undefined;
  readonly channel: OrderChannel;
  readonly policy: DeadlinePolicy;
}

/**
 * Deadline and release time of a new order; null where nothing is ever closed by us (cash on delivery, distribution
 * platforms). A slow method is not closed before its own due date (rules.md 18). Release is the policy's grace later.
 */
export function deadlinesOf({
  placedAt,
  validityMs,
  method,
  channel,
  policy,
}: PlacedOrder): Deadlines | null {
  if (isNeverClosed({ method, channel, policy })) return null;
  return withGrace(latest(later(placedAt, validityMs), dueDate(placedAt, method, policy)), policy);
}

export interface MethodChange {
  readonly now: string;
  readonly placedAt: string;
  readonly from: PaymentMethod | null | undefined;
  readonly to: PaymentMethod;
  readonly channel: OrderChannel;
  /** The deadline it has now; null while nothing is closed by us. */
  readonly deadline: string | null;
  /** The deadline the order would have if it had never had a slow method, extensions included. */
  readonly ordinaryDeadline: string;
  readonly policy: DeadlinePolicy;
}

/**
 * Deadline and release time after the buyer chose another method (rules.md 18): a slow one lasts at least to its due date;
 * leaving a slow or never closed one restores the ordinary deadline, at least 10 min ahead; else the deadline stays as it is, those
 * 10 min included.
 */
export function deadlinesAfterMethodChange(change: MethodChange): Deadlines | null {
  const { now, placedAt, from, to, channel, ordinaryDeadline, deadline, policy } = change;
  if (isNeverClosed({ method: to, channel, policy })) return null;
  const current = deadline ?? ordinaryDeadline;
  if (isSlow(to, policy)) return withGrace(latest(current, dueDate(placedAt, to, policy)), policy);
  const leavesSlow = from !== null && from !== undefined && outlastsValidity(from, policy);
  if (!leavesSlow) return withGrace(current, policy);
  return withGrace(latest(ordinaryDeadline, later(now, LEFT_AFTER_SWITCHING_BACK)), policy);
}

/** A told deadline with its release time, the policy's grace later. */
export function withGrace(deadline: string, policy: Pick<Policy, 'grace'>): Deadlines {
  return { deadline: later(deadline, 0), releaseAt: later(deadline, durationMs(policy.grace)) };
}

/** Whether an order paid like this, or sold through this channel, is never closed for non-payment by us. */
export function isNeverClosed(order: {
  readonly method?: PaymentMethod | null | undefined;
  readonly channel: OrderChannel;
  readonly policy: Pick<Policy, 'neverClosed'>;
}): boolean {
  const { methods, channels } = order.policy.neverClosed;
  return channels.includes(order.channel) || methods.some((method) => method === order.method);
}

/** Whether the method has a due date of its own. */
export function isSlow(method: PaymentMethod, policy: Pick<Policy, 'methodDue'>): boolean {
  return policy.methodDue[method] !== undefined;
}

/** Whether the method can keep an order open past its validity: slow ones, and those that are never closed. */
export function outlastsValidity(
  method: PaymentMethod,
  policy: Pick<Policy, 'methodDue' | 'neverClosed'>,
): boolean {
  return isSlow(method, policy) || policy.neverClosed.methods.includes(method);
}

function dueDate(
  placedAt: string,
  method: PaymentMethod | null | undefined,
  policy: Pick<Policy, 'methodDue'>,
): string {
  const due = method ? policy.methodDue[method] : undefined;
  return due === undefined ? placedAt : later(placedAt, durationMs(due));
}
