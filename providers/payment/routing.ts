import type { PaymentMethod } from '../../domain/order/order.ts';
import type { PaymentProvider } from '../ports.ts';

/** Which provider, by name, collects each method. A method left out needs none: nothing is collected in advance. */
export type PaymentRoutes = Readonly<Partial<Record<PaymentMethod, string>>>;

/** How a provider is found: by method for a new session, by name for a stored session, an event or a refund. */
export interface PaymentRouting {
  /** Undefined where nothing is collected through a provider (cash on delivery). */
  forMethod(method: PaymentMethod): PaymentProvider | undefined;
  /** Undefined for a name no provider has: its webhooks are 404 (api.md). */
  named(name: string): PaymentProvider | undefined;
}

/**
 * In dev mode the sandbox takes every method that is paid in advance. Pay later and instalments are among them: what
 * is not financed, a down payment for one, is collected like any other amount.
 */
export const sandboxRoutes = {
  card: 'sandbox',
  alipay: 'sandbox',
  wechat: 'sandbox',
  bank_transfer: 'sandbox',
  pay_later: 'sandbox',
  instalments: 'sandbox',
} as const satisfies PaymentRoutes;

/** The routing over `providers`. Throws at start when a route names a provider that is not there, or two share a name. */
export function routePayments(providers: readonly PaymentProvider[], routes: PaymentRoutes): PaymentRouting {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  if (byName.size < providers.length) throw new Error('two payment providers have the same name');
  for (const [method, name] of Object.entries(routes)) {
    if (!byName.has(name))
      throw new Error(`${method} is routed to ${name}, which is no payment provider here`);
  }
  return {
    named: (name) => byName.get(name),
    forMethod(method) {
      const name = routes[method];
      return name === undefined ? undefined : byName.get(name);
    },
  };
}
