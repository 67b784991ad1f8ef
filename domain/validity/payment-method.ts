import type { OrderKind, PaymentMethod } from '../order/order.ts';
import type { Policy } from '../policy/schema.ts';
import { outlastsValidity } from './deadlines.ts';
import type { StandingLevel } from './standing-level.ts';

/**
 * Whether an order of this kind, of a buyer of this standing, may be paid by this method (rules.md 18): the shop takes it;
 * the kind does, where `payment.methodsByKind` names it; and a buyer who is not in good standing may not choose one that
 * keeps the order open past its validity (bank transfer, cash on delivery).
 */
export function methodAllowed(
  kind: OrderKind,
  standing: StandingLevel,
  method: PaymentMethod,
  policy: Pick<Policy, 'payment' | 'methodDue' | 'neverClosed'>,
): boolean {
  const ofKind = policy.payment.methodsByKind[kind];
  if (!policy.payment.methods.includes(method)) return false;
  if (ofKind && !ofKind.includes(method)) return false;
  return standing === 'good' || !outlastsValidity(method, policy);
}
