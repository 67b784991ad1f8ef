import { z } from 'zod';

const HttpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const WebhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must be whsec_ and base64');
/** A PEM in one line, as environments have it, has `\n` where its lines end. */
const Pem = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n').trim())
  .refine((text) => text.startsWith('-----BEGIN '), 'must be a PEM key');

/**
 * The payment providers' part of the environment of API and worker; both must say the same. A provider whose keys are absent is
 * not there. `STRIPE_API_URL` is for tests; left out, it is Stripe's own.
 */
export const paymentSettings = {
  PAYMENT_SANDBOX_URL: HttpUrl.default('http://127.0.0.1:3001'),
  PAYMENT_SANDBOX_SECRET: WebhookSecret.optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[rs]k_/, 'must be a secret or restricted key of Stripe')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  STRIPE_API_URL: HttpUrl.optional(),
  WALLET_URL: HttpUrl.optional(),
  WALLET_MERCHANT_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  WALLET_MERCHANT_KEY: Pem.optional(),
  WALLET_PUBLIC_KEY: Pem.optional(),
};

const Settings = z.object(paymentSettings);

export type PaymentSettings = z.infer<typeof Settings>;
