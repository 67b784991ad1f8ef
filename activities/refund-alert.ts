import type { Refund } from '../prisma/refunds.ts';
import { alertStaff } from './alert-staff.ts';
import type { OrderStep } from './order-step.ts';

/** Brings a refund that has not arrived to a person, once per refund; `more` says what becomes of it now. */
export async function alertAboutRefund(
  step: OrderStep,
  { id, amount, currency }: Refund,
  why: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const facts = { refund: id, amount, currency, why, ...more };
  await alertStaff(step, { kind: 'refund_failed', facts, key: `refund_failed/${id}` });
}
