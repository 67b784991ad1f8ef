import { sleep } from '@temporalio/workflow';
import { MINUTE, between, latest, later } from '../domain/duration.ts';
import { now } from './clock.ts';
import { attempted, calls } from './steps.ts';

/** Hands over all queued messages of an order, again and again until none is left; each gives up by itself in the end. */
export async function deliverAll(orderId: string): Promise<void> {
  for (;;) {
    const delivered = await attempted(calls.deliverMessages({ orderId, now: now() }));
    if (delivered?.waitingSince === null) return;
    const again = latest(delivered?.waitingSince ?? now(), later(now(), MINUTE));
    await sleep(between(now(), again), { summary: 'hand over messages again' });
  }
}
