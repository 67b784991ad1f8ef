import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Circuit, Guarded } from './circuit.ts';

const levels: Readonly<Record<Circuit, number>> = { closed: 0, half_open: 1, open: 2 };

/** Tells Prometheus of the circuit of each of `kind`'s providers: 0 closed, 1 half open, 2 open. */
export function circuitGauge(
  registry: Registry,
  kind: 'payment' | 'logistics',
  providers: readonly Guarded[],
): void {
  const gauge = new Gauge({
    name: `holdfast_${kind}_circuit`,
    help: `The circuit of a ${kind} provider: 0 closed, 1 half open, 2 open (it is not asked)`,
    labelNames: ['provider'],
    registers: [registry],
    collect() {
      for (const provider of providers) gauge.set({ provider: provider.name }, levels[provider.circuit()]);
    },
  });
}
