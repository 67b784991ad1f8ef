import { describe, expect, test } from 'vitest';
import { paymentMethods } from '../../../domain/order/order.ts';
import { routePayments, sandboxRoutes } from '../../../providers/payment/routing.ts';
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

describe('a provider', () => {
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
