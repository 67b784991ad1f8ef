import { DAY, later } from '../domain/duration.ts';
import type { LinkPayload, LinkTokens } from './link-tokens.ts';

/** What a link needs to know of its order. */
export interface LinkedOrder {
  readonly id: string;
  /** How often its links were revoked. */
  readonly linkGeneration: number;
}

/** Addresses that messages and answers carry: they name the order, and open it as it is then (rules.md 4). */
export interface OrderLinks {
  /** `now` is the order's: links end. */
  payUrl(order: LinkedOrder, now: string, audience?: 'buyer' | 'friend'): string;
  /** One click takes the consent for `channel` away. */
  stopUrl(orderId: string, channel: string): string;
  /** A link of a few characters; where it leads is stored under its code. */
  shortUrl(code: string): string;
}

/**
 * For how long links open, unless they are revoked. A friend's is passed on and lies about in chats. The buyer's own page tells him the
 * truth while he has anything to do with the order: a year of instalments and some weeks; nobody needs it in a mailbox of years ago.
 */
const LINK_LIFE = { friend: 30 * DAY, buyer: 400 * DAY } as const;

/** What a payment link says. It ends with the day (UTC) on which its life is over, so that a link asked for twice on a day is the same. */
export function payLink(
  { id: orderId, linkGeneration: generation }: LinkedOrder,
  now: string,
  audience: 'buyer' | 'friend',
): LinkPayload {
  const about = { audience, orderId, ...(generation === 0 ? {} : { generation }) };
  const lastDay = later(now, LINK_LIFE[audience] + DAY).slice(0, 10);
  return { ...about, notAfter: `${lastDay}T00:00:00.000Z` };
}

/** Whether the order's links were revoked after this one was made. */
export function isRevoked(link: LinkPayload, { linkGeneration }: LinkedOrder): boolean {
  return link.audience !== 'stop' && (link.generation ?? 0) !== linkGeneration;
}

/** Links to our own pages at `publicUrl` (without a slash at its end), signed by `tokens`. */
export function orderLinks(publicUrl: string, tokens: LinkTokens): OrderLinks {
  return {
    payUrl: (order, now, audience = 'buyer') =>
      `${publicUrl}/pay/${tokens.sign(payLink(order, now, audience))}`,
    stopUrl: (orderId, channel) => `${publicUrl}/stop/${tokens.sign({ audience: 'stop', orderId, channel })}`,
    shortUrl: (code) => `${publicUrl}/l/${code}`,
  };
}
