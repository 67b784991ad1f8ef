import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SimulatorOptions } from './simulator.ts';
import { WebhookSecret } from './webhook-secret.ts';

const Environment = z.object({
  SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535),
  SIMULATOR_WEBHOOK_URL: z.url({ protocol: /^https?$/ }),
  SIMULATOR_SECRET: WebhookSecret,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Runs a simulator as a process of its own: starts it as the environment says, and stops it cleanly on SIGTERM or SIGINT. */
export async function runSimulator(
  what: string,
  build: (options: SimulatorOptions) => FastifyInstance | Promise<FastifyInstance>,
): Promise<void> {
  try {
    await listen(what, build);
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error;
    console.error(`The ${what} can't start.\n${why instanceof Error ? why.message : String(why)}`);
    process.exit(1);
  }
}

async function listen(what: string, build: Parameters<typeof runSimulator>[1]): Promise<void> {
  const env = Environment.parse(process.env);
  const app = await build({
    webhookUrl: env.SIMULATOR_WEBHOOK_URL,
    webhookSecret: env.SIMULATOR_SECRET,
    logLevel: env.LOG_LEVEL,
  });
  const stop = () => {
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const address = await app.listen({ host: env.SIMULATOR_HOST, port: env.SIMULATOR_PORT });
  app.log.info({ address }, `${what} ready`);
}
