import { CircuitState, SamplingBreaker, circuitBreaker, handleType, isBrokenCircuitError } from 'cockatiel';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { SECOND } from '../../domain/duration.ts';
import { ProviderUnavailable } from '../ports.ts';
import type { PaymentProvider } from '../ports.ts';

/** `open`: it is not asked at all. `half_open`: one call is let through, and decides. */
export type Circuit = 'closed' | 'open' | 'half_open';

/** A provider that is left alone while it does not answer. */
export interface GuardedProvider extends PaymentProvider {
  circuit(): Circuit;
}

export interface BreakerOptions {
  /** How long nobody asks; under the 15 s after which closing asks again (product.md 5), so that it meets a circuit that tries. */
  readonly restMs?: number;
  /** So many calls within `windowMs` say something about the provider; fewer are one order's trouble. */
  readonly leastCalls?: number;
  readonly windowMs?: number;
  readonly onCircuit?: (provider: string, circuit: Circuit) => void;
}

const circuits: Readonly<Record<CircuitState, Circuit>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
};

const why = 'it has not answered others: it is left alone for some seconds';

/**
 * The provider behind a circuit breaker. When more than half of its last calls got no answer, calls are answered at once for
 * `restMs` as if it could not be reached: `unknown`, or `ProviderUnavailable` where there is no such answer. So a provider
 * that hangs costs no caller its timeout, and an open circuit closes no order. Webhooks pass: they come from the provider.
 */
export function withBreaker(provider: PaymentProvider, options: BreakerOptions = {}): GuardedProvider {
  const breaker = breakerOf(provider, options);
  const guarded = async <T>(call: () => Promise<T>, otherwise: () => T): Promise<T> => {
    try {
      return await breaker.execute(call);
    } catch (error) {
      if (isBrokenCircuitError(error)) return otherwise();
      throw error;
    }
  };
  return {
    name: provider.name,
    ...(provider.methods === undefined ? {} : { methods: provider.methods }),
    ...(provider.keepsSessions === undefined ? {} : { keepsSessions: provider.keepsSessions }),
    circuit: () => circuits[breaker.state],
    openSession: (request) => guarded(() => provider.openSession(request), unavailable),
    askSession: (session) => guarded(() => provider.askSession(session), unknown),
    findSession: (request) =>
      guarded(
        () => provider.findSession(request),
        () => 'unknown',
      ),
    closeSession: (session) => guarded(() => provider.closeSession(session), unknown),
    refund: (request) => guarded(() => provider.refund(request), unknown),
    verifyWebhook: (headers, body, now) => provider.verifyWebhook(headers, body, now),
  };
}

function breakerOf({ name }: PaymentProvider, options: BreakerOptions): CircuitBreakerPolicy {
  const { restMs = 5 * SECOND, leastCalls = 10, windowMs = 20 * SECOND, onCircuit } = options;
  const minimumRps = (leastCalls / windowMs) * SECOND;
  const breaker = circuitBreaker(
    handleType(ProviderUnavailable).orWhenResult((answer) => isUnknown(answer)),
    {
      halfOpenAfter: restMs,
      breaker: new SamplingBreaker({ threshold: 0.5, duration: windowMs, minimumRps }),
    },
  );
  breaker.onStateChange((state) => onCircuit?.(name, circuits[state]));
  return breaker;
}

function unknown() {
  return { state: 'unknown', why } as const;
}

function unavailable(): never {
  throw new ProviderUnavailable(why);
}

function isUnknown(answer: unknown): boolean {
  if (answer === 'unknown') return true;
  return typeof answer === 'object' && answer !== null && 'state' in answer && answer.state === 'unknown';
}
