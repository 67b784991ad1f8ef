import type { PaymentMethod } from '../order/order.ts';
import { isClosed } from '../order/status.ts';
import type { OrderStatus } from '../order/status.ts';
import type { Policy } from '../policy/schema.ts';
import type { RefusalCode } from '../refusal.ts';
import { outlastsValidity } from '../validity/deadlines.ts';
import { owedOf } from './dues.ts';
import type { DueInstalment } from './dues.ts';

export interface PayingFacts {
  readonly status: OrderStatus;
  readonly instalment: DueInstalment | undefined;
  /** A debit without an answer, or a session through which a payment is under way. */
  readonly isUnderWay: boolean;
}

/** Why an instalment can't be paid by its buyer now; undefined when it can, also before its day. */
export function reasonNotToPay({ status, instalment, isUnderWay }: PayingFacts): RefusalCode | undefined {
  if (!instalment) return 'instalment_not_found';
  if (owedOf(instalment) === 0) return 'instalment_settled';
  if (isClosed(status)) return 'order_not_open';
  return isUnderWay ? 'payment_in_progress' : undefined;
}

/** The methods an instalment can be paid by: those by which money is there at once, in the policy's order. */
export function instalmentMethods(policy: Policy): readonly PaymentMethod[] {
  const others: readonly PaymentMethod[] = ['pay_later', 'instalments', 'cash_on_delivery'];
  return policy.payment.methods.filter(
    (method) => !others.includes(method) && !outlastsValidity(method, policy),
  );
}
