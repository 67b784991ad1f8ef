import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE, SECOND } from '../domain/duration.ts';
import type { Companions, Log } from '../activities/dependencies.ts';
import { creditReports } from '../prisma/credit-reports.ts';
import type { Database } from '../prisma/database.ts';
import type { NewsKey } from '../prisma/news.ts';
import { instalmentPlans } from '../prisma/instalment-plans.ts';
import { orders } from '../prisma/orders.ts';
import { parcelUpdates } from '../prisma/parcel-updates.ts';
import { paymentEvents } from '../prisma/payment-events.ts';
import { relayWork } from '../prisma/relay-work.ts';
import type { UnstartedOrder, WaitingEvent, WaitingNews } from '../prisma/relay-work.ts';
import { keepHouse } from './housekeeping.ts';

export interface RelayParts {
  readonly database: Database;
  readonly companions: Companions;
  readonly log: Log;
  /** The machine's now, ISO UTC. */
  readonly now: () => string;
}

/** A pass that may end in the middle: when the process stops. */
type Pass = RelayParts & { readonly signal: AbortSignal };

const never = new AbortController().signal;

/** How often the relay looks (rules.md 12). */
const EVERY = 10 * SECOND;

/** Few at a time: the rows are locked meanwhile, and an engine that comes back with all of a sale to start must not choke on it. */
const AT_ONCE = 5;

/** One duty takes at most so long in a pass, so that the others have their turn. */
const LONGEST = MINUTE;

/** While a sale is on, starts leave the machine to it: 20 a second, as the API's own do (api/order-starter.ts). */
const PAUSE_IN_A_SALE = (AT_ONCE * SECOND) / 20;

/**
 * One pass of the relay: whatever a crash or an absent engine left undone is done now, from the rows. Starts orders, tells workflows
 * of payment events, starts refunds and what closed orders still have to say, beats its heart, and raises alerts. An engine
 * that is away ends the part it is needed for until the next pass.
 */
export async function relayOnce(given: RelayParts, signal = never): Promise<void> {
  const parts = { ...given, signal };
  await attempt(parts, 'starting orders', () => startOrders(parts));
  await attempt(parts, 'telling of payments', () => tellOfPayments(parts));
  await attempt(parts, 'telling of credit', () => tellOfCredit(parts));
  await attempt(parts, 'telling of parcels', () => tellOfParcels(parts));
  await attempt(parts, 'starting refunds', () => startRefunds(parts));
  await attempt(parts, 'watching instalments', () => watchInstalments(parts));
  await attempt(parts, 'speaking for closed orders', () => speakForClosedOrders(parts));
  await attempt(parts, 'housekeeping', () => keepHouse(parts));
}

/** Runs the relay until `signal` is aborted; settles when the pass under way is done. */
export async function runRelay(parts: RelayParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await relayOnce(parts, signal);
    await pause({ signal }, EVERY);
  }
}

async function pause({ signal }: Pick<Pass, 'signal'>, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {}); // stopped in the middle of it
}

async function startOrders(parts: Pass): Promise<void> {
  const { database, companions, now } = parts;
  await pageByPage<UnstartedOrder>(parts, async (after) => {
    const page = await database.transaction(async (client) => {
      const orders = await relayWork(client, now()).unstartedOrders(AT_ONCE, after);
      await eachOf(parts, 'starting an order', orders, ({ id }) => companions.startOrder(id));
      return orders;
    });
    if (page.length > 0 && (await relayWork(database.client, now()).isSaleOn()))
      await pause(parts, PAUSE_IN_A_SALE);
    return page;
  });
}

async function tellOfPayments(parts: Pass): Promise<void> {
  const { database, companions, now } = parts;
  await pageByPage<WaitingEvent>(parts, (after) =>
    database.transaction(async (client) => {
      const events = await relayWork(client, now()).waitingEvents(AT_ONCE, after);
      const told = await eachOf(parts, 'telling of a payment', events, (event) =>
        companions.tellOfPayment(event.orderId, event),
      );
      await paymentEvents(client).markTold(told, now());
      return events;
    }),
  );
}

async function tellOfCredit(parts: RelayParts): Promise<void> {
  const { database, companions, now } = parts;
  const reports = await relayWork(database.client, now()).waitingNews('credit_reports', AT_ONCE);
  await tellNews(parts, reports, (id, report) => companions.tellOfCredit(id, report), creditReports);
}

async function tellOfParcels(parts: RelayParts): Promise<void> {
  const { database, companions, now } = parts;
  const updates = await relayWork(database.client, now()).waitingNews('parcel_updates', AT_ONCE);
  await tellNews(parts, updates, (id, update) => companions.tellOfParcel(id, update), parcelUpdates);
}

/** An order that is over has nobody who would apply what was told of it, so it is settled here. */
async function tellNews(
  parts: RelayParts,
  waiting: readonly WaitingNews[],
  tell: (orderId: string, news: NewsKey) => Promise<void>,
  news: typeof creditReports | typeof parcelUpdates,
): Promise<void> {
  const { database, now } = parts;
  const told = await eachOf(parts, 'telling news', waiting, async (one) => {
    if (!one.isOver) return tell(one.orderId, one);
    await database.transaction(async (client) => {
      await orders(client).lock(one.orderId);
      await news(client).settleLate(one.orderId, now());
    });
  });
  for (const one of told) await news(database.client).markSignalled(one, now());
}

async function startRefunds(parts: RelayParts): Promise<void> {
  const { database, companions, now } = parts;
  const refunds = await relayWork(database.client, now()).unstartedRefunds(AT_ONCE);
  await eachOf(parts, 'starting a refund', refunds, (refund) => companions.startRefund(refund));
}

async function watchInstalments(parts: RelayParts): Promise<void> {
  const { database, companions, now } = parts;
  const plans = await instalmentPlans(database.client).unstarted(now(), AT_ONCE);
  await eachOf(parts, 'watching instalments', plans, (orderId) => companions.watchInstalments(orderId));
}

/** Takes page after page until one is not full, or it has taken long enough: the next pass goes on from the oldest. */
async function pageByPage<Item>(
  { signal }: Pass,
  takePage: (after: Item | undefined) => Promise<readonly Item[]>,
): Promise<void> {
  const until = performance.now() + LONGEST;
  let after: Item | undefined;
  do {
    const page = await takePage(after);
    if (page.length < AT_ONCE) return;
    after = page.at(-1);
  } while (performance.now() < until && !signal.aborted);
}

/**
 * Does `work` for all of a page at once and answers those for which it succeeded. One that fails is told of and keeps nobody else
 * waiting; when it fails for all of them the engine is away, and that ends the duty until the next pass.
 */
async function eachOf<Item>(
  { log }: RelayParts,
  what: string,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<readonly Item[]> {
  const done = await Promise.allSettled(items.map(work));
  const failed = done.filter((one) => one.status === 'rejected');
  if (failed.length > 0 && failed.length === items.length) throw failed[0]?.reason;
  for (const { reason } of failed)
    log.warn({ what, error: String(reason) }, 'the relay tries again in its next pass');
  return items.filter((_, index) => done[index]?.status === 'fulfilled');
}

async function speakForClosedOrders({ database, companions, now }: RelayParts): Promise<void> {
  for (const orderId of await relayWork(database.client, now()).silentOrders(AT_ONCE))
    await companions.startWinBack(orderId);
}

async function attempt({ log }: RelayParts, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ what, error: String(error) }, 'the relay tries again in its next pass');
  }
}
