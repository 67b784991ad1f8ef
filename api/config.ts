import { z } from 'zod';
import { HOUR } from '../domain/duration.ts';
import { PayloadKeys } from '../providers/engine/payload-keys.ts';
import { paymentSettings } from '../providers/payment/settings.ts';
import type { PaymentSettings } from '../providers/payment/settings.ts';
import { EncryptionKey } from '../providers/vault.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
/** Long enough that nobody guesses it. */
const Secret = z.string().min(16, 'must have at least 16 characters');
const WebhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must be whsec_ and base64');
const HttpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

const Origin = HttpUrl.refine(
  (url) => URL.canParse(url) && new URL(url).origin === url,
  'must be an origin, such as https://ops.example.com',
);

/** Names apart by commas. */
const Names = z.string().transform((text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

const Environment = z.object({
  PORT: Port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.string().regex(/^postgres(?:ql)?:\/\//, 'must be a postgresql address'),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/]+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  PUBLIC_URL: HttpUrl.optional(),
  DEV_MODE: z.enum(['0', '1']).default('0'),
  LINK_SECRET: Secret,
  CUSTOMER_ID_SECRET: Secret,
  PAYLOAD_KEYS: PayloadKeys,
  TEMPORAL_UI_ORIGINS: Names.pipe(z.array(Origin)).default([]),
  ...paymentSettings,
  CREDIT_SANDBOX_SECRET: WebhookSecret.optional(),
  CREDIT_BUREAU_SECRET: WebhookSecret.optional(),
  LOGISTICS_SANDBOX_SECRET: WebhookSecret.optional(),
  LOGISTICS_SECRET: WebhookSecret.optional(),
  DOCUMENT_KEY: EncryptionKey.optional(),
  SMS_WEBHOOK_SECRET: WebhookSecret.optional(),
  MAIL_WEBHOOK_SECRET: WebhookSecret.optional(),
  TWILIO_AUTH_TOKEN: z.string().min(16).optional(),
  CONSOLE_SESSION_HOURS: z.coerce.number().min(0.25).max(168).default(12),
  PUSH_SERVICES: Names.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** What the API process is told by its environment. */
export interface ApiConfig {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  readonly temporal: { readonly address: string; readonly namespace: string };
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly devMode: boolean;
  readonly linkSecret: string;
  readonly customerIdSecret: string;
  /** What the engine's payloads are encrypted with. */
  readonly payloadKeys: PayloadKeys;
  /** Where operators have the Temporal UI (`https://temporal.example.com`): its pages may ask for payloads. */
  readonly temporalUiOrigins: readonly string[];
  readonly payments: PaymentSettings;
  /** What bureaus' reports are signed with; a bureau without a secret is not heard. */
  readonly bureaus: { readonly sandbox: string | undefined; readonly bureau: string | undefined };
  /** What carriers' updates are signed with; a carrier without a secret is not heard. */
  readonly carriers: { readonly sandbox: string | undefined; readonly carrier: string | undefined };
  /** Encrypts documents, 32 bytes; undefined: none are taken outside dev mode. */
  readonly documentKey: Uint8Array | undefined;
  /** What delivery receipts are signed with; a provider without a secret is not heard. */
  readonly receipts: {
    readonly sms: string | undefined;
    readonly mail: string | undefined;
    readonly twilio: string | undefined;
  };
  /** How long somebody stays signed in to the console, in milliseconds. */
  readonly consoleSessionMs: number;
  /** Push services beside which no subscription is taken; undefined: those of the known browsers. */
  readonly pushServices: readonly string[] | undefined;
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
}

/** Reads the environment. Throws one error that names every variable that is missing or wrong. */
export function readApiConfig(environment: Readonly<Record<string, string | undefined>>): ApiConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(`The environment is not complete:\n${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    databaseConnections: env.DATABASE_CONNECTIONS,
    temporal: { address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE },
    publicUrl: (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, ''),
    devMode: env.DEV_MODE === '1',
    linkSecret: env.LINK_SECRET,
    customerIdSecret: env.CUSTOMER_ID_SECRET,
    payloadKeys: env.PAYLOAD_KEYS,
    temporalUiOrigins: env.TEMPORAL_UI_ORIGINS,
    payments: env,
    bureaus: { sandbox: env.CREDIT_SANDBOX_SECRET, bureau: env.CREDIT_BUREAU_SECRET },
    carriers: { sandbox: env.LOGISTICS_SANDBOX_SECRET, carrier: env.LOGISTICS_SECRET },
    documentKey: env.DOCUMENT_KEY === undefined ? undefined : Buffer.from(env.DOCUMENT_KEY, 'base64'),
    receipts: { sms: env.SMS_WEBHOOK_SECRET, mail: env.MAIL_WEBHOOK_SECRET, twilio: env.TWILIO_AUTH_TOKEN },
    consoleSessionMs: env.CONSOLE_SESSION_HOURS * HOUR,
    pushServices: env.PUSH_SERVICES,
    logLevel: env.LOG_LEVEL,
  };
}
