import { CircuitState, SamplingBreaker, circuitBreaker, handleType, isBrokenCircuitError } from 'cockatiel';
import { SECOND } from '../domain/duration.ts';
import { circuitRests } from './circuit-rests.ts';
import { ProviderUnavailable } from './ports.ts';

/** `open`: it is not asked at all. `half_open`: one call is let through, and decides. */
export type Circuit = 'closed' | 'open' | 'half_open';

/** Something outside whose circuit can be looked at. */
export interface Guarded {
  readonly name: string;
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

/** A circuit, and how to call through it. */
export interface CircuitBreaker {
  readonly circuit: () => Circuit;
  readonly call: <T>(call: () => Promise<T>, otherwise: () => T | Promise<T>) => Promise<T>;
  /** Milliseconds until it is asked again; 0 when it may be now. */
  readonly leftMs: () => number;
}

/** What is said instead of an answer while the circuit is open. */
export const leftAlone = 'it has not answered others: it is left alone for some seconds';

/**
 * A circuit breaker for what is called `name`. When more than half of its last calls got no answer (`unknown`, or
 * `ProviderUnavailable`), it rests (circuit-rests.ts) and calls are answered `otherwise` at once: a provider that hangs costs no caller its timeout.
 */
export function circuitFor(name: string, options: BreakerOptions): CircuitBreaker {
  const { restMs = 5 * SECOND, leastCalls = 10, windowMs = 20 * SECOND, onCircuit } = options;
  const rests = circuitRests(restMs);
  const minimumRps = (leastCalls / windowMs) * SECOND;
  const breaker = circuitBreaker(
    handleType(ProviderUnavailable).orWhenResult((answer) => isUnknown(answer)),
    {
      halfOpenAfter: rests,
      breaker: new SamplingBreaker({ threshold: 0.5, duration: windowMs, minimumRps }),
    },
  );
  breaker.onStateChange((state) => onCircuit?.(name, circuits[state]));
  return {
    circuit: () => circuits[breaker.state],
    leftMs: () => rests.leftMs(),
    call: async (call, otherwise) => {
      try {
        return await breaker.execute(() => rests.timed(call));
      } catch (error) {
        if (isBrokenCircuitError(error)) return otherwise();
        throw error;
      }
    },
  };
}

function isUnknown(answer: unknown): boolean {
  if (answer === 'unknown') return true;
  return typeof answer === 'object' && answer !== null && 'state' in answer && answer.state === 'unknown';
}
