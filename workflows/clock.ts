import { workflowInfo } from '@temporalio/workflow';

/**
 * The order's clock, as ISO UTC: the workflow's own, and ahead of it by what the order had been fast-forwarded before this
 * workflow was started (rules.md 8, dev mode only).
 */
export function now(): string {
  const ahead = workflowInfo().memo?.['clockOffsetMs'];
  return new Date(Date.now() + (typeof ahead === 'number' ? ahead : 0)).toISOString();
}
