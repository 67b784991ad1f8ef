import type { WrittenChannel } from '../messages/message.ts';
import type { ReminderPolicy } from '../policy/schema.ts';

/** Where a buyer can be reached: channels with an address and a consent, and whether by phone call. */
export interface Reach {
  readonly channels: readonly WrittenChannel[];
  readonly call: boolean;
}

/** How a reminder goes out: a written message on some channels, or a call task for a person. */
export type Route =
  | { readonly kind: 'message'; readonly channels: readonly WrittenChannel[] }
  | { readonly kind: 'call'; readonly channels: readonly ['call'] };

export interface RouteFacts {
  readonly reach: Reach;
  /** Minor units of the shop's currency. */
  readonly amountDue: number;
  /** Whether it is quiet hours where the shop is. */
  readonly quiet: boolean;
  /** Whether the order's validity is a short one (rules.md 23). */
  readonly short: boolean;
}

/**
 * How a reminder goes out, or undefined when it has to wait out quiet hours. By day: a call from the policy's amount on
 * where the buyer may be called (else a message, rules.md 26), or the first channels of the policy's list that the buyer has
 * and allows; none is for the sending to refuse. In quiet hours: only if every channel it would go out on is excepted
 * (rules.md 22); orders of short validity go out on their quiet channels instead.
 */
export function routeOf(
  { reach, amountDue, quiet, short }: RouteFacts,
  policy: ReminderPolicy,
): Route | undefined {
  if (quiet && short) {
    const { quietChannels } = policy.shortValidity;
    const channels = firstChannels(reach, policy, (channel) => quietChannels.includes(channel));
    return channels.length > 0 ? { kind: 'message', channels } : undefined;
  }
  const route = routeByDay(reach, amountDue, policy);
  return quiet && !isExcepted(route, policy) ? undefined : route;
}

function routeByDay(reach: Reach, amountDue: number, policy: ReminderPolicy): Route {
  if (isWorthACall(amountDue, policy) && reach.call) return { kind: 'call', channels: ['call'] };
  return { kind: 'message', channels: firstChannels(reach, policy, () => true) };
}

/** Whether the policy wants a person to call about this amount (minor units). */
export function isWorthACall(amountDue: number, { callFrom }: Pick<ReminderPolicy, 'callFrom'>): boolean {
  return callFrom !== null && amountDue >= callFrom;
}

function firstChannels(
  { channels }: Reach,
  policy: ReminderPolicy,
  isAllowed: (channel: WrittenChannel) => boolean,
): WrittenChannel[] {
  return policy.channels
    .filter((channel) => channels.includes(channel) && isAllowed(channel))
    .slice(0, policy.channelsPerReminder);
}

function isExcepted(route: Route, { quietHours }: ReminderPolicy): boolean {
  if (route.kind === 'call' || route.channels.length === 0) return false;
  return route.channels.every((channel) => quietHours.except.includes(channel));
}
