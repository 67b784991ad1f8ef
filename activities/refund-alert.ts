import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Refund } from '../prisma/refunds.ts';
import type { OrderStep } from './order-step.ts';

/** Brings a refund that has not arrived to a person, once per refund; `more` says what becomes of it now. */
export async function alertAboutRefund(
  step: OrderStep,
  { id, orderId, amount, currency }: Refund,
  why: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const facts = { refund: id, amount, currency, why, ...more };
  await raiseAlert(step.client, {
    key: `refund_failed/${id}`,
    kind: 'refund_failed',
    subject: orderId,
    facts,
    at: step.now,
  });
  step.tell({ kind: 'alert', reason: 'refund_failed', facts });
}
