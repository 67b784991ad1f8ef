import { setTimeout as wait } from 'node:timers/promises';
import { CircuitState, SamplingBreaker, circuitBreaker, handleType, isBrokenCircuitError } from 'cockatiel';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { circuitRests } from './circuit-rests.ts';
import type { CircuitRests } from './circuit-rests.ts';
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
  /** How long nobody asks at most; under the 15 s after which closing asks again (product.md 5), so that it meets a circuit that tries. */
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

/** Who wants to pay waits for the end of a rest no longer than this. */
const LONGEST_WAIT = SECOND;

const why = 'it has not answered others: it is left alone for some seconds';

/**
 * The provider behind a circuit breaker. When more than half of its last calls got no answer, it rests: calls are answered at once
 * as if it could not be reached: `unknown`, or `ProviderUnavailable` where there is no such answer. So a provider that hangs costs
 * no caller its timeout, and an open circuit closes no order. Webhooks pass: they come from the provider. A buyer who wants to pay
 * waits for the end of a short rest: the provider may be back.
 */
export function withBreaker(provider: PaymentProvider, options: BreakerOptions = {}): GuardedProvider {
  const rests = circuitRests(options.restMs ?? 5 * SECOND);
  const breaker = breakerOf(provider, rests, options);
  const guarded = async <T>(call: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> => {
    try {
      return await breaker.execute(() => rests.timed(call));
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
    openSession: (request) => {
      const open = () => provider.openSession(request);
      return guarded(open, async () => {
        const leftMs = rests.leftMs();
        if (leftMs > LONGEST_WAIT) return unavailable();
        await wait(leftMs);
        return guarded(open, unavailable);
      });
    },
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

function breakerOf(
  { name }: PaymentProvider,
  rests: CircuitRests,
  { leastCalls = 10, windowMs = 20 * SECOND, onCircuit }: BreakerOptions,
): CircuitBreakerPolicy {
  const minimumRps = (leastCalls / windowMs) * SECOND;
  const breaker = circuitBreaker(
    handleType(ProviderUnavailable).orWhenResult((answer) => isUnknown(answer)),
    {
      halfOpenAfter: rests,
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
