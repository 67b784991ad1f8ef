import { setTimeout as wait } from 'node:timers/promises';
import { SECOND, later } from '../../domain/duration.ts';
import { orders } from '../../prisma/orders.ts';
import { newsOfLastSession } from '../../prisma/session-news.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Onward, Visit } from './visit.ts';

/** A provider's word takes about as long as the buyer's way back; nobody waits longer than this before an empty page. */
const AT_LEAST = 0.3 * SECOND;
const AT_MOST = 2 * SECOND;
const LOOK_EVERY = 0.1 * SECOND;
/** What the provider told before that was about an earlier try: a session that failed can be paid again. */
const FRESH = 10 * SECOND;

/**
 * Where a visitor who comes back from the provider's page goes: to the page, once what the provider has told of his payment is applied.
 * A page that asked again for money that was just paid would be paid twice. With no word in time the page says so.
 */
export async function comingBack({ database, now }: Dependencies, { order, payer }: Visit): Promise<Onward> {
  const { client } = database;
  const since = later(now(), -FRESH);
  for (const began = performance.now(); ; await wait(LOOK_EVERY)) {
    const current = await orders(client).find(order.id);
    const waited = performance.now() - began;
    const { told, applied, isInstalment } = await newsOfLastSession(client, {
      orderId: order.id,
      payer,
      since,
    });
    if (current?.status !== 'awaiting_payment' && !isInstalment) return { back: undefined };
    if (told && applied && waited >= AT_LEAST) return { back: undefined };
    if (waited >= AT_MOST) return { back: 'returned' };
  }
}
