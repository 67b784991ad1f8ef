import type { PaymentMethod } from '../../domain/order/order.ts';
import type { PaymentProvider } from '../ports.ts';

/** Which provider, by name, collects each method. A method left out needs none: nothing is collected in advance. */
export type PaymentRoutes = Readonly<Partial<Record<PaymentMethod, string>>>;

/** How a provider is found: by method for a new session, by name for a stored session, an event or a refund. */
export interface PaymentRouting {
  /**
   * The provider of a method: the shop's choice where it has one, else the process's. Undefined where nothing is collected
   * through a provider (cash on delivery), and where the shop's choice is not set up here.
   */
  forMethod(method: PaymentMethod, chosen?: PaymentRoutes): PaymentProvider | undefined;
  /** Undefined for a name no provider has: its webhooks are 404 (api.md). */
  named(name: string): PaymentProvider | undefined;
  /** All that are set up. */
  readonly names: readonly string[];
}

/** The methods that are paid in advance, and so need a provider. */
export const collectedMethods = [
  'card',
  'alipay',
  'wechat',
  'bank_transfer',
  'pay_later',
  'instalments',
] as const satisfies readonly PaymentMethod[];

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

/** Who collects where neither shop nor sandbox does: the first of these that is set up and takes the method. */
const preferred = ['stripe', 'wallet', 'bank'];

/** Whether a provider collects by a method. */
export function takes({ methods = collectedMethods }: PaymentProvider, method: PaymentMethod): boolean {
  return methods.includes(method);
}

/** Where methods go for shops that say nothing: to the sandbox where it is set up, else to the real providers. */
export function defaultRoutes(providers: readonly PaymentProvider[]): PaymentRoutes {
  if (providers.some(({ name }) => name === 'sandbox')) return sandboxRoutes;
  const inOrder = preferred.flatMap((name) => providers.filter((provider) => provider.name === name));
  return Object.fromEntries(
    collectedMethods.flatMap((method) => {
      const provider = inOrder.find((candidate) => takes(candidate, method));
      return provider ? [[method, provider.name]] : [];
    }),
  );
}

/** The routing over `providers`. Throws at start when a route names a provider that is not there, or two share a name. */
export function routePayments(providers: readonly PaymentProvider[], routes: PaymentRoutes): PaymentRouting {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  if (byName.size < providers.length) throw new Error('two payment providers have the same name');
  for (const [method, name] of Object.entries(routes)) {
    if (!byName.has(name))
      throw new Error(`${method} is routed to ${name}, which is no payment provider here`);
  }
  return {
    names: [...byName.keys()],
    named: (name) => byName.get(name),
    forMethod(method, chosen = {}) {
      const name = chosen[method] ?? routes[method];
      return name === undefined ? undefined : byName.get(name);
    },
  };
}
