import type { WatchedInstalment } from '../domain/credit/dues-agenda.ts';
import type { Client } from './database.ts';
import { instalmentDebits } from './instalment-debits.ts';
import type { InstalmentDebit } from './instalment-debits.ts';
import { instalments } from './instalments.ts';
import { openSessions } from './open-sessions.ts';

/** Before every order: a session that was never asked about is asked about now. */
const BEGINNING = '1970-01-01T00:00:00.000Z';

/** The stage of an instalment's reminder in the record of reminders, where caps and gaps of other orders count it. */
export function stageOf(number: number, stage: string): string {
  return `instalment_${number}_${stage}`;
}

/** The instalment a stage is of. */
export function numberIn(stage: string): number | undefined {
  const [, number] = /^instalment_(\d+)_/.exec(stage) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** An order's instalments at `now` with what hangs on them: debits without an end, sessions that can still be paid, what was said. */
export async function watchedInstalments(
  client: Client,
  orderId: string,
  now: string,
): Promise<readonly WatchedInstalment[]> {
  const rows = await instalments(client).ofOrder(orderId);
  const asking = await instalmentDebits(client).asking(orderId);
  const sessions = await openSessions(client).payableOfInstalments(orderId, now);
  const decided = await client.reminder.findMany({
    where: { orderId, stage: { startsWith: 'instalment_' } },
    select: { stage: true },
  });
  return rows.map((instalment) => {
    const { number } = instalment;
    const debit = asking.find((one) => one.number === number);
    const session = sessions.find((one) => one.instalment === number);
    const prefix = stageOf(number, '');
    return {
      instalment,
      asking: debit ? askingOf(debit) : null,
      sessionAskedAt: session ? (session.askedAt ?? BEGINNING) : null,
      decided: decided.flatMap(({ stage }) => (stage.startsWith(prefix) ? [stage.slice(prefix.length)] : [])),
    };
  });
}

function askingOf({ id: debitId, begunAt, askedAt }: InstalmentDebit): WatchedInstalment['asking'] {
  return { debitId, begunAt, askedAt: askedAt ?? begunAt };
}
