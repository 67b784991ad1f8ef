import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Faults } from '../sandbox/faults.ts';
import { SandboxProblem } from '../sandbox/problem.ts';
import { goneSignal } from '../sandbox/routes/parts.ts';
import { openSimulator } from '../sandbox/simulator.ts';
import type { SimulatorOptions } from '../sandbox/simulator.ts';
import { Answer, ReportRequest, openBureau } from './bureau.ts';
import type { Bureau } from './bureau.ts';

const Path = z.object({ applicationId: z.string().min(1).max(64) });

/** The sandbox credit bureau, ready to listen or to be injected. A person or a test lets it answer; nothing does so by itself. */
export async function buildBureau(options: SimulatorOptions): Promise<FastifyInstance> {
  const { webhookUrl, webhookSecret, now = () => new Date() } = options;
  const { app, faults } = openSimulator(options);
  const onTrouble = (why: string) => app.log.warn({ why }, 'report not taken');
  const bureau = openBureau({ webhookUrl, webhookSecret, now, onTrouble });
  requestRoute(app, bureau, faults);
  controlRoutes(app, bureau);
  app.addHook('onClose', async () => bureau.stop());
  return app;
}

/** What Holdfast calls: it can be made to fail. */
function requestRoute(app: FastifyInstance, bureau: Bureau, faults: Faults): void {
  app.route({
    method: 'POST',
    url: '/reports',
    handler: async (request, reply) => {
      const asked = ReportRequest.parse(request.body);
      await faults.around('open', goneSignal(reply), () => bureau.request(asked));
      return reply.code(202).send({ state: 'requested', applicationId: asked.applicationId });
    },
  });
}

/** What people and tests call: never faulted. */
function controlRoutes(app: FastifyInstance, bureau: Bureau): void {
  app.route({ method: 'GET', url: '/reports', handler: async () => bureau.list() });
  app.route({
    method: 'GET',
    url: '/reports/:applicationId',
    handler: async (request) => {
      const { applicationId } = Path.parse(request.params);
      const found = bureau.find(applicationId);
      if (!found) throw new SandboxProblem(404, 'not_found', 'Nobody has asked about this application.');
      return found;
    },
  });
  app.route({
    method: 'POST',
    url: '/reports/:applicationId/answer',
    handler: async (request) =>
      bureau.answer(Path.parse(request.params).applicationId, Answer.parse(request.body)),
  });
}
