import type { ReminderPolicy } from '../policy/schema.ts';
import type { Segment } from './segments.ts';
import { isReturning } from './segments.ts';

/** The tag of a buyer who is a member of the shop. */
export const MEMBER_TAG = 'member';

export interface PerkFacts {
  readonly segment: Segment;
  /** The buyer's tags. */
  readonly tags: readonly string[];
}

/**
 * What a reminder offers a returning buyer, in the policy's words: the segment's perk, else the member benefit for one
 * tagged `member` (rules.md 24). Undefined when there is nothing to offer; an emphasis alone is none.
 */
export function perkFor(
  { segment, tags }: PerkFacts,
  { perks }: Pick<ReminderPolicy, 'perks'>,
): string | undefined {
  const ofSegment = segment === 'new' ? undefined : perks[segment]?.text;
  return ofSegment ?? (tags.includes(MEMBER_TAG) ? perks.member?.text : undefined);
}

/** Whether the policy forbids reminding this buyer for want of a perk. */
export function lacksPerk(
  buyer: PerkFacts,
  policy: Pick<ReminderPolicy, 'perks' | 'returningNeedPerk'>,
): boolean {
  return policy.returningNeedPerk && isReturning(buyer.segment) && perkFor(buyer, policy) === undefined;
}
