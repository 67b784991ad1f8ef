import { z } from 'zod';

/** A JSON object of texts, as one variable. */
const Texts = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.string()));

/** Names apart by commas. */
const Names = z.string().transform((text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

const PerSecond = z.coerce.number().positive().max(100_000).optional();

/** What a gateway calls its fields where nobody said otherwise. */
const DEFAULT_FIELDS = '{"id":"{id}","to":"{to}","text":"{text}"}';

/**
 * The channels' part of the worker's environment. A channel whose address or keys are absent is not there; with both SMS_URL and
 * TWILIO_ACCOUNT_SID the gateway at SMS_URL is used.
 */
export const channelSettings = {
  DEV_MODE: z.enum(['0', '1']).default('0'),
  EMAIL_PER_SECOND: PerSecond,
  SMS_PER_SECOND: PerSecond,
  PUSH_PER_SECOND: PerSecond,

  /** The country (ISO 3166) of phone numbers that name none. */
  SMS_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('CN'),
  SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMS_METHOD: z.enum(['POST', 'PUT', 'GET']).default('POST'),
  SMS_FORMAT: z.enum(['json', 'form']).default('json'),
  SMS_FIELDS: Texts.default(JSON.parse(DEFAULT_FIELDS)),
  SMS_HEADERS: Texts.default({}),
  SMS_FROM: z.string().default(''),
  SMS_HONOURS_KEY: z.enum(['0', '1']).default('0'),
  SMS_BAD_ADDRESS_CODES: Names.default(['bad_address', 'invalid_number', 'invalid_recipient']),

  TWILIO_ACCOUNT_SID: z.string().min(1).optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
  TWILIO_FROM: z.string().min(1).optional(),
  TWILIO_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),

  VAPID_SUBJECT: z
    .string()
    .regex(/^(?:mailto:|https:\/\/)/, 'must be a mailto: or https: address')
    .optional(),
  VAPID_PUBLIC_KEY: z.string().min(1).optional(),
  VAPID_PRIVATE_KEY: z.string().min(1).optional(),
  PUSH_SERVICES: Names.optional(),
  /** How long a push service keeps a message for a browser that is away. */
  PUSH_TTL: z.coerce.number().int().min(0).max(2_419_200).default(14_400),
};
