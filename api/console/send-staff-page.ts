import type { FastifyReply } from 'fastify';
import { pageHeaders } from '../../console/page-headers.ts';

/**
 * Sends a page of the console. Its own pages may learn where somebody came from, nobody else: with no referrer at all browsers send
 * `Origin: null` with forms, and same-site.ts could not tell whose they are.
 */
export function sendStaffPage(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .headers(pageHeaders({ referrer: 'same-origin' }))
    .send(page);
}
