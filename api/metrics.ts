import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, Registry } from 'prom-client';
import type { JournalFeed } from './journal-feed.ts';

/** Seconds; from a cached read to what an engine under load takes. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface ApiMetrics {
  readonly registry: Registry;
  /** Measures every request of the app. */
  readonly observe: (app: FastifyInstance) => void;
}

/** What Prometheus is told of this process; `main.ts` adds the process's own figures. */
export function apiMetrics(feed: Pick<JournalFeed, 'size'>): ApiMetrics {
  const registry = new Registry();
  const registers = [registry];
  const labelNames = ['method', 'route', 'status'] as const;
  const durations = new Histogram({
    name: 'holdfast_http_request_seconds',
    help: 'How long requests took',
    labelNames,
    buckets: BUCKETS,
    registers,
  });
  const listeners = new Gauge({
    name: 'holdfast_journal_listeners',
    help: 'Open streams of journal entries',
    registers,
  });
  return {
    registry,
    observe(app) {
      app.addHook('onResponse', (request, reply, done) => {
        const route = request.routeOptions.url ?? 'unknown';
        durations.observe(
          { method: request.method, route, status: reply.statusCode },
          reply.elapsedTime / 1000,
        );
        listeners.set(feed.size());
        done();
      });
    },
  };
}
