import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { describeRefund, RefundFailure, RefundRequest } from '../refund.ts';
import { failRefund, refund } from '../refunds.ts';
import { goneSignal, type RouteParts } from './parts.ts';

const Query = z.object({ orderId: z.string() });
const Params = z.object({ id: z.string() });

/** Refunds as Holdfast asks for them (can be made to fail), and as tests look at them and let them come back (never fails). */
export function refundRoutes(app: FastifyInstance, { sandbox, faults }: RouteParts): void {
  app.route({
    method: 'POST',
    url: '/refunds',
    handler: async (request, reply) => {
      const made = await faults.around('refund', goneSignal(reply), () =>
        refund(sandbox, RefundRequest.parse(request.body)),
      );
      return reply.code(201).send(describeRefund(made));
    },
  });
  app.route({
    method: 'POST',
    url: '/refunds/:id/fail',
    handler: async (request) =>
      describeRefund(
        failRefund(sandbox, Params.parse(request.params).id, RefundFailure.parse(request.body ?? {})),
      ),
  });
  app.route({
    method: 'GET',
    url: '/refunds',
    handler: async (request) =>
      sandbox.records.refundsOf(Query.parse(request.query).orderId).map(describeRefund),
  });
}
