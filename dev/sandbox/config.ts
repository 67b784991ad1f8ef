import { z } from 'zod';
import { WebhookSecret } from './webhook-secret.ts';

const Environment = z.object({
  SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65535).default(3001),
  SANDBOX_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000/v1/webhooks/payments/sandbox'),
  SANDBOX_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SANDBOX_DATA_FILE: z.string().min(1).optional(),
  PAYMENT_SANDBOX_SECRET: WebhookSecret,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export interface SandboxConfig {
  readonly host: string;
  readonly port: number;
  readonly webhookUrl: string;
  readonly publicUrl: string | undefined;
  readonly dataFile: string | undefined;
  readonly webhookSecret: string;
  readonly logLevel: string;
}

/** The sandbox's settings. Throws with every variable that is missing or wrong, one a line. An empty variable counts as absent. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): SandboxConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The sandbox payment provider can't start.\n${lines.join('\n')}`);
  }
  const { data } = parsed;
  return {
    host: data.SANDBOX_HOST,
    port: data.SANDBOX_PORT,
    webhookUrl: data.SANDBOX_WEBHOOK_URL,
    publicUrl: data.SANDBOX_PUBLIC_URL,
    dataFile: data.SANDBOX_DATA_FILE,
    webhookSecret: data.PAYMENT_SANDBOX_SECRET,
    logLevel: data.LOG_LEVEL,
  };
}
