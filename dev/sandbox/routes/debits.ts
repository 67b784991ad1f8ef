import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DebitRequest, describeDebit } from '../debit.ts';
import { debit } from '../debits.ts';
import { goneSignal, Key, type RouteParts } from './parts.ts';

const Query = z.object({ orderId: z.string() });

/** Debits of bound cards as Holdfast asks for them (can be made to fail) and as tests look at them (never fails). */
export function debitRoutes(app: FastifyInstance, { sandbox, faults }: RouteParts): void {
  app.route({
    method: 'POST',
    url: '/debits',
    handler: async (request, reply) => {
      const made = await faults.around('debit', goneSignal(reply), () =>
        debit(sandbox, Key.parse(request.headers)['idempotency-key'], DebitRequest.parse(request.body)),
      );
      return reply.code(201).send(describeDebit(made));
    },
  });
  app.route({
    method: 'GET',
    url: '/debits',
    handler: async (request) =>
      sandbox.records.debitsOf(Query.parse(request.query).orderId).map(describeDebit),
  });
}
