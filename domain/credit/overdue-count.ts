import type { DuesPolicy } from './dues-times.ts';

/**
 * Instalments a buyer has let pass, for the scorecard. A bureau's count and ours are of different instalments, so they add up; where the shop
 * tells its bureaus of its own, theirs has ours in it, and the larger number is all of them. So none counts twice.
 */
export function overdueCount(
  { bureau, own }: { readonly bureau: number; readonly own: number },
  { reportedToBureau }: Pick<DuesPolicy, 'reportedToBureau'>,
): number {
  return reportedToBureau ? Math.max(bureau, own) : bureau + own;
}
