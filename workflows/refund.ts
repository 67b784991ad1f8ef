import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { RefundState } from '../domain/payment/settlement.ts';
import { now } from './clock.ts';
import type { RefundStart } from './contract.ts';
import { deliverAll } from './delivering.ts';
import { patientCalls, steps } from './steps.ts';

/** One refund, until the provider has confirmed it or a person has to look. It outlives the order it belongs to. */
export async function refund({ refundId, orderId }: RefundStart): Promise<RefundState> {
  let state: RefundState;
  try {
    state = await patientCalls.sendRefund({ refundId, now: now() });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    await steps.refundFailed({ refundId, now: now(), why: error.cause?.message ?? error.message });
    return 'failed';
  }
  await deliverAll(orderId);
  return state;
}
