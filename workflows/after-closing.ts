import type { OrderStart } from './contract.ts';
import { deliverAll } from './delivering.ts';

/** What follows a closed order, beside it: the buyer is told (rules.md 27). */
export async function afterClosing({ orderId }: OrderStart): Promise<void> {
  await deliverAll(orderId);
}
