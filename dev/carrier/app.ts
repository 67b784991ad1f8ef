import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Faults } from '../sandbox/faults.ts';
import { contentSecurityPolicy } from '../sandbox/pages/style.ts';
import { goneSignal } from '../sandbox/routes/parts.ts';
import { openSimulator } from '../sandbox/simulator.ts';
import type { SimulatorOptions } from '../sandbox/simulator.ts';
import { noParcelPage, parcelsPage } from './page.ts';
import { Move, Subscription, openParcels } from './parcels.ts';
import type { Parcels } from './parcels.ts';

const Path = z.object({ orderId: z.string().min(1).max(64) });
/** A form sends what was left empty as empty text. */
const Form = z.record(z.string(), z.string());

/** The sandbox carrier, ready to listen or to be injected. A person or a test moves its parcels; nothing does so by itself. */
export async function buildCarrier(options: SimulatorOptions): Promise<FastifyInstance> {
  const { webhookUrl: url, webhookSecret: secret, now = () => new Date() } = options;
  const { app, faults } = openSimulator(options);
  const onTrouble = (why: string) => app.log.warn({ why }, 'update not taken');
  const parcels = openParcels({ receiver: { url, secret }, now, onTrouble });
  await app.register(formbody);
  subscriptionRoute(app, parcels, faults);
  controlRoutes(app, parcels);
  pageRoutes(app, parcels, faults);
  app.addHook('onClose', async () => parcels.stop());
  return app;
}

/** What Holdfast calls: it can be made to fail. */
function subscriptionRoute(app: FastifyInstance, parcels: Parcels, faults: Faults): void {
  app.route({
    method: 'POST',
    url: '/subscriptions',
    handler: async (request, reply) => {
      const asked = Subscription.parse(request.body);
      await faults.around('open', goneSignal(reply), () => parcels.subscribe(asked));
      return reply.code(201).send({ state: 'subscribed', orderId: asked.orderId });
    },
  });
}

/** What tests and people call: never faulted. */
function controlRoutes(app: FastifyInstance, parcels: Parcels): void {
  app.route({ method: 'GET', url: '/parcels', handler: async () => parcels.list() });
  app.route({
    method: 'POST',
    url: '/parcels/:orderId/move',
    handler: async (request) => parcels.move(Path.parse(request.params).orderId, Move.parse(request.body)),
  });
}

/** The page on which a person moves parcels: plain HTML and forms, no script. */
function pageRoutes(app: FastifyInstance, parcels: Parcels, faults: Faults): void {
  app.route({
    method: 'GET',
    url: '/',
    handler: async (_request, reply) =>
      answerPage(reply, 200, parcelsPage(parcels.list(), faults.current().mode)),
  });
  app.route({
    method: 'POST',
    url: '/parcels/:orderId',
    handler: async (request, reply) => {
      const { orderId } = Path.parse(request.params);
      if (!parcels.find(orderId)) return answerPage(reply, 404, noParcelPage());
      const chosen = Object.entries(Form.parse(request.body)).filter(([, value]) => value !== '');
      parcels.move(orderId, Move.parse(Object.fromEntries(chosen)));
      return reply.redirect('/', 303);
    },
  });
}

function answerPage(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(text);
}
