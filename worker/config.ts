import { z } from 'zod';
import { PayloadKeys } from '../providers/engine/payload-keys.ts';
import { paymentSettings } from '../providers/payment/settings.ts';
import { EncryptionKey } from '../providers/vault.ts';
import { channelSettings } from './channel-settings.ts';

const Environment = z.object({
  DATABASE_URL: z.url(),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  PUBLIC_URL: z.url().default('http://127.0.0.1:3000'),
  LINK_SECRET: z.string().min(16),
  CUSTOMER_ID_SECRET: z.string().min(16),
  PAYLOAD_KEYS: PayloadKeys,
  ...paymentSettings,
  DOCUMENT_KEY: EncryptionKey.optional(),
  CREDIT_SANDBOX_URL: z.url().optional(),
  CREDIT_SANDBOX_SECRET: z.string().startsWith('whsec_').optional(),
  CREDIT_BUREAU_URL: z.url().optional(),
  CREDIT_BUREAU_KEY: z.string().min(1).optional(),
  CREDIT_BUREAU_SECRET: z.string().startsWith('whsec_').optional(),
  LOGISTICS_SANDBOX_URL: z.url().optional(),
  LOGISTICS_SANDBOX_SECRET: z.string().startsWith('whsec_').optional(),
  LOGISTICS_URL: z.url().optional(),
  LOGISTICS_KEY: z.string().min(1).optional(),
  LOGISTICS_SECRET: z.string().startsWith('whsec_').optional(),
  SMTP_URL: z.url().default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z.string().default('Holdfast <no-reply@holdfast.example>'),
  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  ...channelSettings,
});

export type WorkerConfig = z.infer<typeof Environment>;

/** The worker's settings, read once. Throws a list of what is missing or wrong, by name. */
export function readConfig(environment: NodeJS.ProcessEnv): WorkerConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The worker's environment is not right: ${wrong.join('; ')}`);
}
