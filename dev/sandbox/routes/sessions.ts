import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { closeSession, openSession, Payment, paySession, sessionWith } from '../sessions.ts';
import { SessionRequest } from '../session.ts';
import { goneSignal, Key, SessionPath, shown, type RouteParts } from './parts.ts';

/** How many sessions are listed where no order is named. */
const LISTED = 100;

const Query = z.object({ orderId: z.string().optional(), idempotencyKey: z.string().optional() });

/** Sessions as Holdfast opens, asks and closes them: each of these can be made to fail (`PUT /faults`). */
export function sessionRoutes(app: FastifyInstance, parts: RouteParts): void {
  const { sandbox, faults } = parts;
  app.route({
    method: 'POST',
    url: '/sessions',
    handler: async (request, reply) => {
      const session = await faults.around('open', goneSignal(reply), () =>
        openSession(
          sandbox,
          Key.parse(request.headers)['idempotency-key'],
          SessionRequest.parse(request.body),
        ),
      );
      return reply.code(201).send(shown(parts, request, session));
    },
  });
  app.route({
    method: 'GET',
    url: '/sessions/:id',
    handler: async (request, reply) =>
      faults.around('ask', goneSignal(reply), () =>
        shown(parts, request, sessionWith(sandbox, SessionPath.parse(request.params).id)),
      ),
  });
  app.route({
    method: 'POST',
    url: '/sessions/:id/close',
    handler: async (request, reply) =>
      faults.around('close', goneSignal(reply), () =>
        shown(parts, request, closeSession(sandbox, SessionPath.parse(request.params).id)),
      ),
  });
}

/** A key finds its session as Holdfast looks for it, and can be made to fail; a list by order is for people and tests, and never is. */
export function sessionListRoute(app: FastifyInstance, parts: RouteParts): void {
  const { records } = parts.sandbox;
  app.route({
    method: 'GET',
    url: '/sessions',
    handler: async (request, reply) => {
      const { idempotencyKey, orderId } = Query.parse(request.query);
      if (idempotencyKey === undefined) {
        const listed = orderId === undefined ? records.newestSessions(LISTED) : records.sessionsOf(orderId);
        return listed.map((session) => shown(parts, request, session));
      }
      return parts.faults.around('find', goneSignal(reply), () => {
        const session = records.sessionByKey(idempotencyKey);
        const isMeant = session && (orderId === undefined || orderId === session.request.orderId);
        return isMeant ? [shown(parts, request, session)] : [];
      });
    },
  });
}

/** Paying, as a person does it. Never faulted. */
export function payRoute(app: FastifyInstance, parts: RouteParts): void {
  app.route({
    method: 'POST',
    url: '/sessions/:id/pay',
    handler: async (request) => {
      const { id } = SessionPath.parse(request.params);
      return shown(parts, request, paySession(parts.sandbox, id, Payment.parse(request.body)));
    },
  });
}
