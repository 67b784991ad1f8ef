import Fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SECOND } from '../../domain/duration.ts';
import { createFaults, faultModes, seededRandom } from '../sandbox/faults.ts';
import type { Faults } from '../sandbox/faults.ts';
import { SandboxProblem, answerProblem } from '../sandbox/problem.ts';
import { goneSignal } from '../sandbox/routes/parts.ts';
import { Answer, ReportRequest, openBureau } from './bureau.ts';
import type { Bureau } from './bureau.ts';

export interface BureauAppOptions {
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly now?: () => Date;
  /** How long an answer takes while the fault `slow` is on. */
  readonly slowMs?: number;
  readonly logLevel?: string;
}

const Path = z.object({ applicationId: z.string().min(1).max(64) });
const Fault = z.strictObject({ mode: z.enum(faultModes), rate: z.number().min(0).max(1).default(1) });

/** The sandbox credit bureau, ready to listen or to be injected. A person or a test lets it answer; nothing does so by itself. */
export async function buildBureau(options: BureauAppOptions): Promise<FastifyInstance> {
  const { webhookUrl, webhookSecret, now = () => new Date(), slowMs = 15 * SECOND } = options;
  const app = Fastify({
    logger: options.logLevel === undefined ? false : { level: options.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  const onTrouble = (why: string) => app.log.warn({ why }, 'report not taken');
  const bureau = openBureau({ webhookUrl, webhookSecret, now, onTrouble });
  const faults = createFaults({ slowMs, random: seededRandom(1) });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(() => {
    throw new SandboxProblem(404, 'not_found', 'There is nothing at this address.');
  });
  requestRoute(app, bureau, faults);
  controlRoutes(app, bureau, faults);
  app.addHook('preClose', async () => faults.stop());
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
function controlRoutes(app: FastifyInstance, bureau: Bureau, faults: Faults): void {
  app.route({ method: 'GET', url: '/healthz', handler: async () => ({ status: 'ok' }) });
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
  app.route({ method: 'GET', url: '/faults', handler: async () => faults.current() });
  app.route({
    method: 'PUT',
    url: '/faults',
    handler: async (request) => {
      const { mode, rate } = Fault.parse(request.body);
      faults.set({ ...faults.current(), mode, rate });
      return faults.current();
    },
  });
}
