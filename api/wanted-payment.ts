import { owedOf } from '../domain/credit/dues.ts';
import { instalmentMethods, reasonNotToPay } from '../domain/credit/dues-paying.ts';
import { between } from '../domain/duration.ts';
import type { PaymentMethod } from '../domain/order/order.ts';
import { standsAside } from '../domain/order/standing-aside.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Client } from '../prisma/database.ts';
import { instalmentDebits } from '../prisma/instalment-debits.ts';
import { instalments } from '../prisma/instalments.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { policyVersion } from '../prisma/policies-of-orders.ts';

/** An instalment somebody wants to pay; by the first method it can be paid by where none is named. */
export interface InstalmentChoice {
  readonly number: number;
  readonly method?: PaymentMethod | undefined;
}

/** What a session is to collect: what is due of an order, or what is owed of one instalment. */
export interface WantedPayment {
  readonly amount: number;
  readonly method: PaymentMethod;
  /** Null: the order itself. */
  readonly instalment: number | null;
}

/** What is to be collected at `now`, on the order's clock. Throws `Refusal` where it can't be paid now. */
export async function wantedPayment(
  client: Client,
  order: StoredOrder,
  now: string,
  choice: InstalmentChoice | undefined,
): Promise<WantedPayment> {
  if (choice) return wantedInstalment(client, order, choice);
  const refusal = reasonNotPayable(order, now);
  if (refusal) throw refusal;
  return { amount: order.amountDue, method: order.paymentMethod, instalment: null };
}

/** Why the order can't be paid at `now`, on its own clock; undefined when it can. */
export function reasonNotPayable(order: StoredOrder, now: string): Refusal | undefined {
  const { id: orderId, status, closingSince, deadline, amountDue, supersedingSince } = order;
  if (status === 'payment_processing') return new Refusal('payment_in_progress', { orderId });
  if (status !== 'awaiting_payment' || closingSince !== null)
    return new Refusal('order_not_open', { orderId, status });
  if (standsAside(supersedingSince, now)) return new Refusal('being_superseded', { orderId });
  if (deadline !== null && between(now, deadline) <= 0)
    return new Refusal('deadline_passed', { orderId, deadline });
  return amountDue <= 0 ? new Refusal('nothing_due', { orderId }) : undefined;
}

async function wantedInstalment(
  client: Client,
  order: StoredOrder,
  { number, method: chosen }: InstalmentChoice,
): Promise<WantedPayment> {
  const { id: orderId, status } = order;
  const instalment = await instalments(client).find(orderId, number);
  const isUnderWay = await isBeingPaid(client, orderId, number);
  const reason = reasonNotToPay({ status, instalment, isUnderWay });
  if (reason || !instalment) throw new Refusal(reason ?? 'instalment_not_found', { orderId, number });
  const methods = instalmentMethods(await policyVersion(client, order.policy));
  const method = chosen ?? methods[0];
  if (!method || !methods.includes(method))
    throw new Refusal('method_not_allowed', { method: chosen ?? null });
  return { amount: owedOf(instalment), method, instalment: number };
}

/** Whether money for it is on its way: by debit, or through a session. */
export async function isBeingPaid(client: Client, orderId: string, number: number): Promise<boolean> {
  const asking = await instalmentDebits(client).asking(orderId);
  if (asking.some((debit) => debit.number === number)) return true;
  const sessions = await openSessions(client).ofInstalment(orderId, number);
  return sessions.some(({ state }) => state === 'processing');
}
