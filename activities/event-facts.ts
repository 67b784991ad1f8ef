import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import { alertStaff } from './alert-staff.ts';
import type { OrderStep } from './order-step.ts';

/** What the journal says of an event. */
export function factsOf({ provider, sessionId, amount, currency, occurredAt, failureCode }: UnappliedEvent) {
  return {
    provider,
    session: sessionId ?? null,
    amount,
    currency,
    occurredAt,
    ...(failureCode ? { failureCode } : {}),
  };
}

/** Tells staff about an event, once per event and kind. */
export async function alertAbout(step: OrderStep, event: UnappliedEvent, kind: string): Promise<void> {
  const facts = { provider: event.provider, amount: event.amount, currency: event.currency };
  await alertStaff(step, { kind, facts, key: `${kind}/${event.provider}/${event.eventId}` });
}
