import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemAnswer } from './answers.ts';
import type { Method, Route } from './route.ts';
import { send } from './serve-route.ts';

type Addresses = readonly { readonly pattern: RegExp; readonly methods: readonly string[] }[];

/** What no route takes: 404, or 405 with `Allow` where the address is known; OPTIONS answers `Allow` alone. */
export function answerUnknownRoutes(app: FastifyInstance, routes: readonly Route[]): void {
  const addresses = addressesOf(routes);
  app.setNotFoundHandler(async (request, reply) => answerUnknown(addresses, request, reply));
}

function answerUnknown(
  addresses: Addresses,
  { method, url }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const path = url.split('?', 1)[0] ?? url;
  const methods = addresses.find(({ pattern }) => pattern.test(path))?.methods;
  if (!methods) return send(reply, problemAnswer('not_found'));
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') return send(reply, { status: 204, headers: { allow }, body: undefined });
  return send(reply, problemAnswer('http_method_not_allowed', { headers: { allow } }));
}

function addressesOf(routes: readonly Route[]): Addresses {
  const byUrl = Map.groupBy(routes, ({ url }) => url);
  return [...byUrl].map(([url, group]) => ({
    pattern: new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]+')}$`),
    methods: group.flatMap(({ method, produces }) => withHead(method, produces === undefined)),
  }));
}

function withHead(method: Method, hasHead: boolean): readonly string[] {
  return method === 'GET' && hasHead ? ['GET', 'HEAD'] : [method];
}
