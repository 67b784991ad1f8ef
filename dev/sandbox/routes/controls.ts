import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FaultSetting } from '../faults.ts';
import type { RouteParts } from './parts.ts';

const ClockPath = z.object({ orderId: z.string().min(1).max(128) });
const Clock = z.strictObject({ offsetMs: z.int().nonnegative() });

/** Faults, an order's clock (rules.md 8) and health. Never faulted. */
export function controlRoutes(app: FastifyInstance, { sandbox, faults }: RouteParts): void {
  app.route({ method: 'GET', url: '/healthz', handler: async () => ({ status: 'ok' }) });
  app.route({ method: 'GET', url: '/faults', handler: async () => faults.current() });
  app.route({
    method: 'PUT',
    url: '/faults',
    handler: async (request) => {
      faults.set(FaultSetting.parse(request.body));
      return faults.current();
    },
  });
  app.route({
    method: 'PUT',
    url: '/clocks/:orderId',
    handler: async (request) => {
      const { orderId } = ClockPath.parse(request.params);
      const { offsetMs } = Clock.parse(request.body);
      sandbox.records.saveOffset(orderId, offsetMs);
      return { orderId, offsetMs };
    },
  });
}
