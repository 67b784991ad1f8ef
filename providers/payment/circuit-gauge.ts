import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Circuit, GuardedProvider } from './with-breaker.ts';

const levels: Readonly<Record<Circuit, number>> = { closed: 0, half_open: 1, open: 2 };

/** Tells Prometheus of each provider's circuit: 0 closed, 1 half open, 2 open. */
export function circuitGauge(registry: Registry, providers: readonly GuardedProvider[]): void {
  const gauge = new Gauge({
    name: 'holdfast_payment_circuit',
    help: 'The circuit of a payment provider: 0 closed, 1 half open, 2 open (it is not asked)',
    labelNames: ['provider'],
    registers: [registry],
    collect() {
      for (const provider of providers) gauge.set({ provider: provider.name }, levels[provider.circuit()]);
    },
  });
}
