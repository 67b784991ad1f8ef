import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';

/** Serves `/readyz`, `/healthz` and `/metrics`; undefined where the port is 0. */
export function serveHealth(
  { host, port }: { host: string; port: number },
  isReady: () => boolean,
): Server | undefined {
  if (port === 0) return undefined;
  collectDefaultMetrics();
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', isReady).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  return server.listen(port, host);
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
