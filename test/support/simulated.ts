import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import type { SimulatorOptions } from '../../dev/sandbox/simulator.ts';
import { WEBHOOK_SECRET } from './shop.ts';
import { listenTo } from './webhook-listener.ts';

/** A simulated outside system that listens on a free port, and who takes its webhooks. Both end with the test. */
export async function simulated(build: (options: SimulatorOptions) => Promise<FastifyInstance>) {
  const listener = await listenTo();
  onTestFinished(() => listener.close());
  const app = await build({ webhookUrl: listener.url, webhookSecret: WEBHOOK_SECRET, slowMs: 60_000 });
  onTestFinished(() => app.close());
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const send = (method: string, path: string, body: object) =>
    fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { url, listener, send };
}
