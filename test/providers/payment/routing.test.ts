import { describe, expect, test } from 'vitest';
import { paymentMethods } from '../../../domain/order/order.ts';
import { bankTransfers } from '../../../providers/payment/bank/provider.ts';
import { configuredProviders, paymentOrigins } from '../../../providers/payment/configured.ts';
import { defaultRoutes, routePayments, sandboxRoutes, takes } from '../../../providers/payment/routing.ts';
import { sandboxPaymentProvider } from '../../../providers/payment/sandbox/provider.ts';

const sandbox = sandboxPaymentProvider({
  baseUrl: 'http://sandbox.example',
  webhookSecret: 'whsec_aGVsbG8=',
});
const bank = { ...sandbox, name: 'bank' };

describe('a payment goes', () => {
  test.each(paymentMethods.map((method) => [method, method === 'cash_on_delivery' ? undefined : 'sandbox']))(
    'by %s to %s in dev mode',
    (method, name) => {
      expect(routePayments([sandbox], sandboxRoutes).forMethod(method)?.name).toBe(name);
    },
  );

  test('to the provider its method is routed to, and nowhere without a route', () => {
    const routing = routePayments([sandbox, bank], { card: 'sandbox', bank_transfer: 'bank' });
    expect(routing.forMethod('card')).toBe(sandbox);
    expect(routing.forMethod('bank_transfer')).toBe(bank);
    expect(routing.forMethod('wechat')).toBeUndefined();
  });
});

describe('a shop’s choice', () => {
  const routing = routePayments([sandbox, bank], sandboxRoutes);

  test('wins over where the process sends a method, for that method alone', () => {
    const chosen = { bank_transfer: 'bank' } as const;
    expect(routing.forMethod('bank_transfer', chosen)).toBe(bank);
    expect(routing.forMethod('card', chosen)).toBe(sandbox);
  });

  test('that is not set up any more is nobody, not somebody else', () => {
    expect(routing.forMethod('card', { card: 'gone' })).toBeUndefined();
  });
});

describe('a process', () => {
  const settings = { PAYMENT_SANDBOX_URL: 'http://127.0.0.1:3001' };
  const secret = { PAYMENT_SANDBOX_SECRET: 'whsec_aGVsbG8=' };

  test('has the providers whose keys are set, and the bank', () => {
    const names = (more: object) => configuredProviders({ ...settings, ...more }).map(({ name }) => name);
    expect(names({})).toEqual(['bank']);
    expect(names(secret)).toEqual(['sandbox', 'bank']);
  });

  test('sends everything to the sandbox where that is set up, else what a real provider takes', () => {
    expect(defaultRoutes(configuredProviders({ ...settings, ...secret }))).toEqual(sandboxRoutes);
    expect(defaultRoutes([bankTransfers()])).toEqual({ bank_transfer: 'bank' });
  });

  test('lets forms lead to the pages of the providers it has', () => {
    expect(paymentOrigins(settings)).toEqual([]);
    expect(paymentOrigins({ ...settings, ...secret, STRIPE_SECRET_KEY: 'sk_test_1' })).toEqual([
      'http://127.0.0.1:3001',
      'https://checkout.stripe.com',
    ]);
  });
});

describe('a provider', () => {
  test('takes what it says it takes, or all there is', () => {
    expect(takes(bankTransfers(), 'bank_transfer')).toBe(true);
    expect(takes(bankTransfers(), 'card')).toBe(false);
    expect(takes(sandbox, 'card')).toBe(true);
    expect(takes(sandbox, 'cash_on_delivery')).toBe(false);
  });

  test('is found by its name, and no other is', () => {
    const routing = routePayments([sandbox, bank], {});
    expect(routing.named('bank')).toBe(bank);
    expect(routing.named('constructor')).toBeUndefined();
  });

  test('that a route names must be there', () => {
    expect(() => routePayments([sandbox], { card: 'stripe' })).toThrow('card is routed to stripe');
  });

  test('has a name of its own', () => {
    expect(() => routePayments([sandbox, { ...sandbox }], {})).toThrow('the same name');
  });
});
