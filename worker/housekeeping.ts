import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Database } from '../prisma/database.ts';
import { housekeeping } from '../prisma/housekeeping.ts';

/** Beats the relay's heart, forgets what nobody asks for any more, and tells staff of what does not go on by itself. */
export async function keepHouse({
  database: { client },
  now,
}: {
  readonly database: Database;
  /** The machine's now, ISO UTC. */
  readonly now: () => string;
}): Promise<void> {
  const at = now();
  const work = housekeeping(client, at);
  await work.beat('relay');
  await work.forgetOldAnswers();
  for (const { provider, eventId, orderId } of await work.unmatchedEvents()) {
    const key = `unmatched_event/${provider}/${eventId}`;
    await raiseAlert(client, {
      key,
      kind: 'unmatched_event',
      subject: orderId,
      facts: { provider, event: eventId },
      at,
    });
  }
  const { orders, anyClosed } = await work.overdue();
  if (orders === 0 || anyClosed) return;
  const hour = at.slice(0, 13);
  await raiseAlert(client, {
    key: `no_closings/${hour}`,
    kind: 'no_closings',
    subject: hour,
    facts: { overdue: orders },
    at,
  });
}
