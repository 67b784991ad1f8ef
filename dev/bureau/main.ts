import { z } from 'zod';
import { webhookKey } from '../../providers/standard-webhooks.ts';
import { buildBureau } from './app.ts';

const Environment = z.object({
  BUREAU_HOST: z.string().min(1).default('127.0.0.1'),
  BUREAU_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  BUREAU_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000/v1/webhooks/credit/sandbox'),
  CREDIT_SANDBOX_SECRET: z.string().refine(isKey, 'must be whsec_ and base64'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Starts the sandbox credit bureau and stops it cleanly on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const env = Environment.parse(given);
  const app = await buildBureau({
    webhookUrl: env.BUREAU_WEBHOOK_URL,
    webhookSecret: env.CREDIT_SANDBOX_SECRET,
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
  const address = await app.listen({ host: env.BUREAU_HOST, port: env.BUREAU_PORT });
  app.log.info({ address }, 'bureau ready');
}

await main().catch((error: unknown) => {
  const why = error instanceof z.ZodError ? z.prettifyError(error) : error;
  console.error(
    `The sandbox credit bureau can't start.\n${why instanceof Error ? why.message : String(why)}`,
  );
  process.exit(1);
});

function isKey(secret: string): boolean {
  try {
    webhookKey(secret);
    return true;
  } catch {
    return false;
  }
}
