import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { NewAlert } from '../prisma/alerts-to-staff.ts';
import type { OrderStep } from './order-step.ts';

/** What staff have to look at about an order. `key` makes it one alert however often it is raised: one of its kind per order if left out. */
interface StepAlert extends Pick<NewAlert, 'kind' | 'facts'> {
  readonly key?: string;
}

/** Brings something about the step's order to staff, and writes into its journal that they were told. */
export async function alertStaff(step: OrderStep, { kind, facts, key }: StepAlert): Promise<void> {
  const { id: subject } = step.order();
  await raiseAlert(step.client, { key: key ?? `${kind}/${subject}`, kind, subject, facts, at: step.now });
  step.tell({ kind: 'alert', reason: kind, facts });
}
