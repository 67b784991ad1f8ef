import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { payPageHeaders } from '../../console/pay/pay-headers.ts';
import { renderLinkNotFoundPage } from '../../console/pay/pay-page.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';

/** Renders a page with a nonce of its own and the headers that keep it to itself. */
export function sendPage(
  reply: FastifyReply,
  {
    status = 200,
    paymentOrigins,
    render,
  }: { status?: number; paymentOrigins: readonly string[]; render: (nonce: string) => string },
): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply.code(status).headers(payPageHeaders({ nonce, paymentOrigins })).send(render(nonce));
}

/** The page for links we did not sign, or that name nothing any more. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = wordingLocale(languageOf(request) ?? 'en');
  return sendPage(reply, {
    status: 404,
    paymentOrigins: [],
    render: (nonce) => renderLinkNotFoundPage({ locale, nonce }),
  });
}

/** What the visitor asks for: `?lang=`, else what the browser prefers. */
export function languageOf({ query, headers }: FastifyRequest): string | undefined {
  const lang = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined;
  return typeof lang === 'string' ? lang : headers['accept-language']?.split(/[,;]/, 1)[0];
}
