import Fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SECOND } from '../../domain/duration.ts';
import { createFaults, faultModes, seededRandom } from './faults.ts';
import type { Faults } from './faults.ts';
import { SandboxProblem, answerProblem } from './problem.ts';

/** What a simulated outside system is told. */
export interface SimulatorOptions {
  /** Where it posts what it has to tell, and the secret that is signed with. */
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly now?: () => Date;
  /** How long an answer takes while the fault `slow` is on. */
  readonly slowMs?: number;
  readonly logLevel?: string;
}

const Fault = z.strictObject({ mode: z.enum(faultModes), rate: z.number().min(0).max(1).default(1) });

/** An app that says that it is well, and that can be made to fail: what simulators of outside systems begin with. */
export function openSimulator({ slowMs = 15 * SECOND, logLevel }: SimulatorOptions): {
  readonly app: FastifyInstance;
  readonly faults: Faults;
} {
  const app = Fastify({
    logger: logLevel === undefined ? false : { level: logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  const faults = createFaults({ slowMs, random: seededRandom(1) });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(() => {
    throw new SandboxProblem(404, 'not_found', 'There is nothing at this address.');
  });
  app.route({ method: 'GET', url: '/healthz', handler: async () => ({ status: 'ok' }) });
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
  app.addHook('preClose', async () => faults.stop());
  return { app, faults };
}
