import type { FastifyRequest } from 'fastify';

/**
 * Whether a form was sent from a page of ours. Browsers send a SameSite=Strict cookie with nothing that another site starts; this check
 * is there for what that does not cover: another port or subdomain of the same site, where somebody else may run pages, and signing in,
 * which needs no cookie (an attacker's form could sign somebody in as the attacker). `Sec-Fetch-Site` can't be set by a page; browsers
 * leave it out over plain HTTP, and then `Origin` says the same. A request with neither comes from no browser that can be trusted.
 */
export function isFromHere({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}
