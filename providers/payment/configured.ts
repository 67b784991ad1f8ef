import { bankTransfers } from './bank/provider.ts';
import { sandboxPaymentProvider } from './sandbox/provider.ts';
import type { PaymentProvider } from '../ports.ts';
import type { PaymentSettings } from './settings.ts';
import { stripePayments } from './stripe/provider.ts';
import { walletPayments } from './wallet/provider.ts';
import { withBreaker } from './with-breaker.ts';
import type { BreakerOptions } from '../circuit.ts';
import type { GuardedProvider } from './with-breaker.ts';

/**
 * The providers whose keys are set, each behind a circuit breaker of its own: the one place where an adapter is made for a process.
 * The bank is always there, since nothing has to be set up for it. Throws where only half of what a provider needs is set.
 */
export function configuredProviders(
  settings: PaymentSettings,
  options: Pick<BreakerOptions, 'onCircuit'> = {},
): readonly GuardedProvider[] {
  const providers = [sandboxOf(settings), stripeOf(settings), walletOf(settings), bankTransfers()];
  return providers.flatMap((provider) => (provider ? [withBreaker(provider, options)] : []));
}

/** Where the providers have their payment pages: the forms of our own page lead there. */
export function paymentOrigins(settings: PaymentSettings): readonly string[] {
  const { PAYMENT_SANDBOX_URL, PAYMENT_SANDBOX_SECRET, STRIPE_SECRET_KEY, WALLET_URL } = settings;
  return [
    ...(PAYMENT_SANDBOX_SECRET === undefined ? [] : [new URL(PAYMENT_SANDBOX_URL).origin]),
    ...(STRIPE_SECRET_KEY === undefined ? [] : ['https://checkout.stripe.com']),
    ...(WALLET_URL === undefined ? [] : [new URL(WALLET_URL).origin]),
  ];
}

function sandboxOf(settings: PaymentSettings): PaymentProvider | undefined {
  const { PAYMENT_SANDBOX_URL: baseUrl, PAYMENT_SANDBOX_SECRET: webhookSecret } = settings;
  return webhookSecret === undefined ? undefined : sandboxPaymentProvider({ baseUrl, webhookSecret });
}

function stripeOf(settings: PaymentSettings): PaymentProvider | undefined {
  const {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_URL: apiUrl,
  } = settings;
  if (secretKey === undefined && webhookSecret === undefined) return undefined;
  if (secretKey === undefined || webhookSecret === undefined)
    throw new Error('Stripe needs both STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET: one of them is missing');
  return stripePayments({ secretKey, webhookSecret, apiUrl });
}

function walletOf(settings: PaymentSettings): PaymentProvider | undefined {
  const { WALLET_URL: baseUrl, WALLET_MERCHANT_ID: merchantId } = settings;
  const { WALLET_MERCHANT_KEY: merchantKey, WALLET_PUBLIC_KEY: walletKey } = settings;
  if (baseUrl === undefined) return undefined;
  if (merchantId === undefined || merchantKey === undefined || walletKey === undefined)
    throw new Error(
      'The wallet at WALLET_URL needs WALLET_MERCHANT_ID, WALLET_MERCHANT_KEY and WALLET_PUBLIC_KEY',
    );
  return walletPayments({ baseUrl, merchantId, merchantKey, walletKey });
}
