import { ApplicationFailure } from '@temporalio/common';
import type { Player } from './player.ts';

/** As workflows/refund.ts, once the provider has answered. */
export async function sendRefund({ steps, calls, now }: Player, refundId: string): Promise<void> {
  try {
    await calls.sendRefund({ refundId, now: now() });
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    await steps.refundFailed({ refundId, now: now(), why: error.message });
  }
}

/** One turn of workflows/after-closing.ts: the buyer is told, and won back where it is time. Answers when to look again; null: never. */
export async function afterClosing({ steps, calls, now }: Player, orderId: string): Promise<string | null> {
  await calls.deliverMessages({ orderId, now: now() });
  const { next, sent } = await steps.decideWinBack({ orderId, now: now() });
  if (sent) await calls.deliverMessages({ orderId, now: now() });
  return next;
}
