import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
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
  const { id } = step.order();
  const facts = { provider: event.provider, amount: event.amount, currency: event.currency };
  await raiseAlert(step.client, {
    key: `${kind}/${event.provider}/${event.eventId}`,
    kind,
    subject: id,
    facts,
    at: step.now,
  });
  step.tell({ kind: 'alert', reason: kind, facts });
}
