import type { LinkTokens } from './link-tokens.ts';

/** Addresses that messages and answers carry: they name the order, and open it as it is then (rules.md 4). */
export interface OrderLinks {
  payUrl(orderId: string, audience?: 'buyer' | 'friend'): string;
  /** One click takes the consent for `channel` away. */
  stopUrl(orderId: string, channel: string): string;
  /** A link of a few characters; where it leads is stored under its code. */
  shortUrl(code: string): string;
}

/** Links to our own pages at `publicUrl` (without a slash at its end), signed by `tokens`. */
export function orderLinks(publicUrl: string, tokens: LinkTokens): OrderLinks {
  return {
    payUrl: (orderId, audience = 'buyer') => `${publicUrl}/pay/${tokens.sign({ audience, orderId })}`,
    stopUrl: (orderId, channel) => `${publicUrl}/stop/${tokens.sign({ audience: 'stop', orderId, channel })}`,
    shortUrl: (code) => `${publicUrl}/l/${code}`,
  };
}
