import { SECOND, durationMs } from '../duration.ts';
import type { OrderChannel, OrderKind } from '../order/order.ts';
import type { Policy } from '../policy/schema.ts';
import type { StandingLevel } from './standing-level.ts';

export interface ValidityFacts {
  readonly kind: OrderKind;
  readonly lines: readonly { readonly sku: string; readonly tags?: readonly string[] }[];
  readonly campaign?: string | undefined;
  readonly channel: OrderChannel;
  readonly standing: StandingLevel;
  readonly policy: Pick<Policy, 'validity' | 'standing'>;
}

type Match = Policy['validity']['overrides'][number]['match'];
type Line = ValidityFacts['lines'][number];

/**
 * How long the buyer has to pay, in milliseconds. Each line has the validity of the order's kind, or that of an override
 * for its SKU, one of its tags, the campaign or the channel, in this precedence (rules.md 28); the order takes the
 * shortest of its lines. A buyer on `watch` gets the policy's share of that, rounded up to the second (product.md
 * sections 2 and 9); a restricted one the whole (rules.md 34).
 */
export function validityOf({ kind, lines, campaign, channel, standing, policy }: ValidityFacts): number {
  const ofKind = durationMs(policy.validity[kind]);
  const ofLines = lines.map((line) => overrideFor(line, { campaign, channel, policy }) ?? ofKind);
  const whole = Math.min(...(ofLines.length > 0 ? ofLines : [ofKind]));
  return standing === 'watch' ? upToTheSecond(whole * policy.standing.watchValidity) : whole;
}

function overrideFor(
  line: Line,
  { campaign, channel, policy }: Pick<ValidityFacts, 'campaign' | 'channel' | 'policy'>,
): number | undefined {
  const precedence: readonly ((match: Match) => boolean)[] = [
    (match) => match.sku === line.sku,
    (match) => match.tag !== undefined && (line.tags ?? []).includes(match.tag),
    (match) => match.campaign !== undefined && match.campaign === campaign,
    (match) => match.channel === channel,
  ];
  for (const applies of precedence) {
    const found = policy.validity.overrides.filter(({ match }) => applies(match));
    if (found.length > 0) return Math.min(...found.map(({ validity }) => durationMs(validity)));
  }
  return undefined;
}

function upToTheSecond(ms: number): number {
  return Math.ceil(ms / SECOND) * SECOND;
}
