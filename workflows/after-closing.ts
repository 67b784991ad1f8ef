import { sleep } from '@temporalio/workflow';
import { between } from '../domain/duration.ts';
import { now } from './clock.ts';
import type { OrderStart } from './contract.ts';
import { deliverAll } from './delivering.ts';
import { steps } from './steps.ts';

/** What follows a closed order, beside it: the buyer is told, and won back once where the rules allow it (rules.md 27). */
export async function afterClosing({ orderId }: OrderStart): Promise<void> {
  await deliverAll(orderId);
  for (;;) {
    const { next, sent } = await steps.decideWinBack({ orderId, now: now() });
    if (sent) return deliverAll(orderId);
    if (next === null) return;
    await sleep(Math.max(1, between(now(), next)), { summary: 'win the buyer back, unless he has bought' });
  }
}
