import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';

/** Serves `/readyz`, `/healthz` and `/metrics`; undefined where the port is 0. */
export function serveHealth(
  { host, port }: { host: string; port: number },
  isReady: () => boolean,
): Server | undefined {
  if (port === 0) return undefined;
  collectDefaultMetrics();
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, type, body } = await answer(request.url ?? '/', isReady);
    response.writeHead(status, { 'content-type': type }).end(body);
  };
  return createServer((request, response) => void respond(request, response)).listen(port, host);
}

async function answer(url: string, isReady: () => boolean) {
  const plain = 'text/plain; charset=utf-8';
  if (url === '/healthz') return { status: 200, type: plain, body: 'ok' };
  if (url === '/readyz')
    return isReady()
      ? { status: 200, type: plain, body: 'ready' }
      : { status: 503, type: plain, body: 'not ready' };
  if (url === '/metrics') return { status: 200, type: register.contentType, body: await register.metrics() };
  return { status: 404, type: plain, body: 'not found' };
}
