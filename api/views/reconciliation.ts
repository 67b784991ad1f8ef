import type { Reconciliation } from '../../prisma/reconciliations.ts';
import { present } from './present.ts';

/** A comparison as api.md has it. */
export function reconciliationView({
  id,
  repair,
  requestedAt,
  claimedAt,
  finishedAt,
  report,
}: Reconciliation) {
  const begun = claimedAt === null ? ('waiting' as const) : ('running' as const);
  const state = finishedAt === null ? begun : ('done' as const);
  return { id, state, repair, requestedAt, ...present({ finishedAt }), ...report };
}
