import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Dependencies } from './dependencies.ts';
import type { Route } from './route.ts';

type Origins = Pick<Dependencies, 'temporalUiOrigins'>;

/** Whether a page of the Temporal UI asks, as its browser says. */
export function comesFromTemporalUi(
  { headers: { origin } }: Pick<FastifyRequest, 'headers'>,
  { temporalUiOrigins }: Origins,
): boolean {
  return origin !== undefined && temporalUiOrigins.includes(origin);
}

/** What its pages send: our key, or what a gateway before us takes for one, may come as a header or as a cookie. */
const ALLOWED = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'authorization, authorization-extras, content-type, x-namespace',
  'access-control-max-age': '600',
} as const;

/** Tells browsers that pages of the Temporal UI, and no others, may call `routes` and read what they answer (CORS). */
export function letTemporalUiCall(scope: FastifyInstance, routes: readonly Route[], origins: Origins): void {
  scope.addHook('onRequest', (request, reply, done) => {
    reply.header('vary', 'origin');
    if (comesFromTemporalUi(request, origins))
      reply.headers({
        'access-control-allow-origin': request.headers.origin,
        'access-control-allow-credentials': 'true',
      });
    done();
  });
  for (const { url, method } of routes)
    scope.options(url, async (request, reply) => {
      const headers = comesFromTemporalUi(request, origins) ? ALLOWED : {};
      return reply
        .code(204)
        .headers({ allow: `${method}, OPTIONS`, ...headers })
        .send();
    });
}
