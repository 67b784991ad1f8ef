import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageHeaders } from '../../console/page-headers.ts';
import { renderLinkNotFoundPage } from '../../console/pay/pay-page.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';

/** Sends a page with the headers that keep it to itself. */
export function sendPage(
  reply: FastifyReply,
  {
    status = 200,
    paymentOrigins = [],
    page,
  }: { status?: number; paymentOrigins?: readonly string[]; page: string },
): FastifyReply {
  return reply
    .code(status)
    .headers(pageHeaders({ formTargets: paymentOrigins }))
    .send(page);
}

/** The page for links we did not sign, or that name nothing any more. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = wordingLocale(languageOf(request) ?? 'en');
  return sendPage(reply, { status: 404, page: renderLinkNotFoundPage({ locale }) });
}

/** What the visitor asks for: `?lang=`, else what the browser prefers. */
export function languageOf({ query, headers }: FastifyRequest): string | undefined {
  const lang = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined;
  return typeof lang === 'string' ? lang : headers['accept-language']?.split(/[,;]/, 1)[0];
}
