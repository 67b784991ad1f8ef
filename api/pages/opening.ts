import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { linkOpenings } from '../../prisma/link-openings.ts';
import { nowOf } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Visit } from './visit.ts';

/** What a link in a message says of itself: `reminder/first/email`. */
const Via = z.object({ via: z.string().regex(/^[\w/.:-]{1,200}$/) });

/**
 * Remembers the first time the page was opened by way of a link, for the reports. The page never waits for it, and does not fail with it.
 * What a browser fetches ahead of its user is no opening.
 */
export function rememberOpening(
  { database, log, now }: Dependencies,
  { order, payer }: Pick<Visit, 'order' | 'payer'>,
  { method, query, headers }: FastifyRequest,
): void {
  const purpose = headers['sec-purpose'] ?? headers['purpose'];
  if (method !== 'GET' || String(purpose ?? '').includes('prefetch')) return;
  const openings = linkOpenings(database.client);
  const at = nowOf(order, now());
  const recorded =
    payer === 'friend'
      ? openings.recordFriend(order.id, at)
      : openings.record(order.id, Via.safeParse(query).data?.via, at);
  recorded.catch((err: unknown) => log.warn({ err, orderId: order.id }, 'an opened link was not recorded'));
}
