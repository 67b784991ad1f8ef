import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../domain/duration.ts';
import type { Companions, Log } from '../activities/dependencies.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Database } from '../prisma/database.ts';
import { relayWork } from '../prisma/relay-work.ts';

export interface RelayParts {
  readonly database: Database;
  readonly companions: Companions;
  readonly log: Log;
  /** The machine's now, ISO UTC. */
  readonly now: () => string;
}

/** How often the relay looks (rules.md 12). */
const EVERY = 10 * SECOND;

/** Few at a time: the rows are locked meanwhile, and a start takes some milliseconds. */
const AT_ONCE = 20;

/** More rounds than this in one pass would keep the other duties waiting. */
const MOST_ROUNDS = 50;

/**
 * One pass of the relay: whatever a crash or an absent engine left undone is done now, from the rows. Starts orders, tells workflows
 * of payment events, starts refunds and what closed orders still have to say, beats its heart, and raises alerts. An engine
 * that is away ends the part it is needed for until the next pass.
 */
export async function relayOnce(parts: RelayParts): Promise<void> {
  await attempt(parts, 'starting orders', () => startOrders(parts));
  await attempt(parts, 'telling of payments', () => tellOfPayments(parts));
  await attempt(parts, 'starting refunds', () => startRefunds(parts));
  await attempt(parts, 'speaking for closed orders', () => speakForClosedOrders(parts));
  await attempt(parts, 'housekeeping', () => keepHouse(parts));
}

/** Runs the relay until `signal` is aborted; settles when the pass under way is done. */
export async function runRelay(parts: RelayParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await relayOnce(parts);
    await sleep(EVERY, undefined, { signal }).catch(() => {});
  }
}

async function startOrders({ database, companions, now }: RelayParts): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const started = await database.transaction(async (client) => {
      const orderIds = await relayWork(client, now()).unstartedOrders(AT_ONCE);
      const starts = await Promise.allSettled(orderIds.map((orderId) => companions.startOrder(orderId)));
      const failed = starts.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason; // the rows stay as they are: the next pass tries again
      return orderIds.length;
    });
    if (started < AT_ONCE) return;
    await sleep(SECOND); // their first steps mark them started; what the pass can't do the next one does
  }
}

async function tellOfPayments({ database, companions, now }: RelayParts): Promise<void> {
  await database.transaction(async (client) => {
    const work = relayWork(client, now());
    for (const event of await work.waitingEvents(AT_ONCE)) {
      await companions.tellOfPayment(event.orderId, event);
      await work.markTold(event);
    }
  });
}

async function startRefunds({ database, companions, now }: RelayParts): Promise<void> {
  const refunds = await relayWork(database.client, now()).unstartedRefunds(AT_ONCE);
  for (const refund of refunds) await companions.startRefund(refund);
}

async function speakForClosedOrders({ database, companions, now }: RelayParts): Promise<void> {
  for (const orderId of await relayWork(database.client, now()).silentOrders(AT_ONCE))
    await companions.startWinBack(orderId);
}

async function keepHouse({ database: { client }, now }: RelayParts): Promise<void> {
  const at = now();
  const work = relayWork(client, at);
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

async function attempt({ log }: RelayParts, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ what, error: String(error) }, 'the relay tries again in its next pass');
  }
}
