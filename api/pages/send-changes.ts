import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { lastEventNumber } from '../event-feed.ts';

const Seen = z.object({ seen: z.string() });

/** Says to an open page when its order has changed since the version that it shows (`?seen=`), and nothing of how. */
export function sendChanges(
  { pageFeed }: Pick<Dependencies, 'pageFeed'>,
  orderId: string,
  { headers, query }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const last = headers['last-event-id'];
  const seen = typeof last === 'string' ? last : Seen.safeParse(query).data?.seen;
  return reply
    .headers({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    .send(pageFeed.listen(orderId, lastEventNumber(seen) ?? 0n));
}
