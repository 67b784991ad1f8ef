import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { SECOND } from '../../domain/duration.ts';
import { keepDataFile, readDataFile, type DataFile } from './data-file.ts';
import { createFaults, seededRandom } from './faults.ts';
import { answerProblem, SandboxProblem } from './problem.ts';
import { emptySnapshot, keepRecords } from './records.ts';
import { debitRoutes } from './routes/debits.ts';
import { controlRoutes } from './routes/controls.ts';
import { pageRoutes } from './routes/pages.ts';
import type { RouteParts } from './routes/parts.ts';
import { refundRoutes } from './routes/refunds.ts';
import { payRoute, sessionListRoute, sessionRoutes } from './routes/sessions.ts';
import { createWebhooks, retryDelaysMs } from './webhooks.ts';

/** How long a caller in the middle of a request may hold up a stop. */
const STOP_WITHIN = 3 * SECOND;

export interface SandboxOptions {
  /** Where payment events are posted. */
  readonly webhookUrl: string;
  /** `whsec_…`, shared with Holdfast. */
  readonly webhookSecret: string;
  /** Where sessions, refunds, clocks and unsent webhooks are kept; without it they end with the process. */
  readonly dataFile?: string;
  /** Where people reach the sandbox; without it, wherever the caller reached it. */
  readonly publicUrl?: string;
  readonly now?: () => Date;
  /** How long an answer takes while the fault `slow` is on: longer than anybody waits. */
  readonly slowMs?: number;
  /** Decides which calls a fault with a rate hits. */
  readonly seed?: number;
  /** Waits after each webhook that was not taken; the last one repeats. */
  readonly retryDelaysMs?: readonly number[];
  /** Off without it. */
  readonly logLevel?: string;
}

/**
 * The sandbox payment provider, ready to listen or to be injected. Webhooks an earlier process left unsent go out when
 * it is ready; closing it ends its attempts and writes the data file. Throws when the data file can't be read.
 */
export async function buildSandbox(options: SandboxOptions): Promise<FastifyInstance> {
  const { now = () => new Date(), slowMs = 15 * SECOND, seed = 1, publicUrl } = options;
  const app = Fastify({
    logger: options.logLevel === undefined ? false : { level: options.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
  });
  const keeping = await openRecords(options, app);
  const { records } = keeping;
  const webhooks = createWebhooks({
    receiver: { url: options.webhookUrl, secret: options.webhookSecret },
    retryDelaysMs: options.retryDelaysMs ?? retryDelaysMs,
    now,
    records,
    log: app.log,
  });
  const faults = createFaults({ slowMs, random: seededRandom(seed) });
  const baseUrlOf = (request: FastifyRequest) =>
    publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`;
  await registerRoutes(app, { sandbox: { records, webhooks, now }, faults, baseUrlOf });
  app.addHook('onReady', async () => webhooks.resume());
  app.addHook('preClose', async () => {
    faults.stop();
    setTimeout(() => app.server.closeAllConnections(), STOP_WITHIN).unref();
  });
  app.addHook('onClose', async () => {
    await webhooks.stop();
    await keeping.file?.flush();
  });
  return app;
}

async function registerRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(() => {
    throw new SandboxProblem(404, 'not_found', 'There is nothing at this address.');
  });
  sessionRoutes(app, parts);
  sessionListRoute(app, parts);
  payRoute(app, parts);
  refundRoutes(app, parts);
  debitRoutes(app, parts);
  controlRoutes(app, parts);
  await app.register((pages) => pageRoutes(pages, parts));
}

async function openRecords({ dataFile }: SandboxOptions, app: FastifyInstance) {
  if (dataFile === undefined)
    return { records: keepRecords(emptySnapshot, () => undefined), file: undefined };
  const records = keepRecords(await readDataFile(dataFile), () => file.changed());
  const file: DataFile = keepDataFile(
    dataFile,
    () => records.snapshot(),
    (error) => app.log.error({ err: error }, 'data file not written'),
  );
  return { records, file };
}
