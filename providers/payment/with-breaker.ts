import { setTimeout as wait } from 'node:timers/promises';
import { SECOND } from '../../domain/duration.ts';
import { circuitFor, leftAlone } from '../circuit.ts';
import type { BreakerOptions, CircuitBreaker, Guarded } from '../circuit.ts';
import { ProviderUnavailable } from '../ports.ts';
import type { PaymentProvider } from '../ports.ts';

/** A provider that is left alone while it does not answer. */
export interface GuardedProvider extends PaymentProvider, Guarded {}

/** Who wants to pay waits for the end of a rest no longer than this. */
const LONGEST_WAIT = SECOND;

/**
 * The provider behind a circuit breaker. While the circuit is open, calls are answered as if it could not be reached: `unknown`, or
 * `ProviderUnavailable` where there is no such answer. So an open circuit closes no order. Webhooks pass: they come from the provider.
 * A buyer who wants to pay waits for the end of a short rest: the provider may be back.
 */
export function withBreaker(provider: PaymentProvider, options: BreakerOptions = {}): GuardedProvider {
  const { circuit, call, leftMs } = circuitFor(provider.name, options);
  return {
    name: provider.name,
    ...(provider.methods === undefined ? {} : { methods: provider.methods }),
    ...(provider.keepsSessions === undefined ? {} : { keepsSessions: provider.keepsSessions }),
    circuit,
    openSession: (request) => {
      const open = () => provider.openSession(request);
      return call(open, async () => {
        const rest = leftMs();
        if (rest > LONGEST_WAIT) return unavailable();
        await wait(rest);
        return call(open, unavailable);
      });
    },
    askSession: (session) => call(() => provider.askSession(session), unknown),
    findSession: (request) =>
      call(
        () => provider.findSession(request),
        () => 'unknown',
      ),
    closeSession: (session) => call(() => provider.closeSession(session), unknown),
    refund: (request) => call(() => provider.refund(request), unknown),
    ...debitOf(provider, call),
    verifyWebhook: (headers, body, now) => provider.verifyWebhook(headers, body, now),
  };
}

/** A provider that can't debit has no debit behind the breaker either. */
function debitOf(provider: PaymentProvider, call: CircuitBreaker['call']): Pick<PaymentProvider, 'debit'> {
  const debit = provider.debit?.bind(provider);
  return debit ? { debit: (request) => call(() => debit(request), unknown) } : {};
}

function unknown() {
  return { state: 'unknown', why: leftAlone } as const;
}

function unavailable(): never {
  throw new ProviderUnavailable(leftAlone);
}
