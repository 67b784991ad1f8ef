import type { EpochMs } from '../calendar/time-zone.ts';
import type { Emphasis } from '../messages/message.ts';
import type { ReminderPolicy } from '../policy/schema.ts';
import { cutoffWindowsOf, isInPlace } from './places.ts';
import type { Segment } from './segments.ts';

export interface EmphasisFacts {
  /** When the reminder goes out. */
  readonly at: EpochMs;
  readonly zone: string;
  readonly segment: Segment;
  /** Whether little of one of the order's goods is left. */
  readonly lowStock: boolean;
}

/**
 * The one benefit a reminder argues: delivery in the hour before a shipping cut-off (pay now, ships today), else scarcity
 * when stock is low, else what the policy says for the buyer's segment (product.md section 4).
 */
export function emphasisFor(
  { at, zone, segment, lowStock }: EmphasisFacts,
  policy: ReminderPolicy,
): Emphasis {
  if (isInPlace(at, cutoffWindowsOf(policy, zone))) return policy.emphasis.beforeCutoff;
  if (lowStock) return policy.emphasis.lowStock;
  return policy.emphasis[segment];
}
