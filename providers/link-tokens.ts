import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a link says. It names the order and never a revision: the page opens as the order is now (rules.md 4). `notAfter` is an ISO
 * instant, told to the second. A stop link names the channel it stops. `generation` counts how often the order's links had been revoked when
 * this one was made; 0 is left out.
 */
export type LinkPayload =
  | {
      readonly audience: 'buyer' | 'friend';
      readonly orderId: string;
      readonly notAfter?: string;
      readonly generation?: number;
    }
  | {
      readonly audience: 'stop';
      readonly orderId: string;
      readonly channel: string;
      readonly notAfter?: string;
    };

export interface LinkTokens {
  /** A token of letters, digits, `-` and `_`: it goes into a path as it is. The same payload gives the same token. */
  sign(payload: LinkPayload): string;
  /**
   * What the token says, or undefined when we did not sign it. Time is not looked at: an order's clock may be ahead of
   * the machine's (rules.md 8), so the caller asks `hasExpired` with the order's own now.
   */
  verify(token: string): LinkPayload | undefined;
}

const KEY_ID_LENGTH = 4;
const MAC_BYTES = 16; // HMAC-SHA256 cut to 128 bits (RFC 2104 section 5): nobody guesses it, and the link stays short
const MAC_LENGTH = 22;
const FORMAT = 'holdfast-link-1';
const LONGEST_TOKEN = 512;

/** Signs with the first secret and takes tokens of all of them, so that a secret can be replaced while older links live on. */
export function linkTokens(secret: string | readonly string[]): LinkTokens {
  const keys = (typeof secret === 'string' ? [secret] : secret).map(keyOf);
  const [newest] = keys;
  if (!newest) throw new Error('linkTokens needs at least one secret');
  return {
    sign(payload) {
      const head = newest.id + Buffer.from(packed(payload)).toString('base64url');
      return head + macOf(newest, head);
    },
    verify(token) {
      if (token.length > LONGEST_TOKEN || token.length <= KEY_ID_LENGTH + MAC_LENGTH) return undefined;
      const key = keys.find(({ id }) => token.startsWith(id));
      const head = token.slice(0, -MAC_LENGTH);
      if (!key || !sameText(token.slice(-MAC_LENGTH), macOf(key, head))) return undefined;
      return unpacked(Buffer.from(head.slice(KEY_ID_LENGTH), 'base64url').toString());
    },
  };
}

/** Whether a link is past its time at `now`; one without `notAfter` never is. */
export function hasExpired(link: LinkPayload, now: string): boolean {
  return link.notAfter !== undefined && Date.parse(link.notAfter) < Date.parse(now);
}

interface Key {
  readonly id: string;
  readonly secret: string;
}

/** The key's id is read off its secret, so that rotating needs no numbering; it also says which format the token has. */
function keyOf(secret: string): Key {
  if (secret.length < 16) throw new Error('a link secret has at least 16 characters');
  const digest = createHash('sha256').update(`${FORMAT} key id ${secret}`).digest('base64url');
  return { id: digest.slice(0, KEY_ID_LENGTH), secret };
}

function macOf(key: Key, head: string): string {
  return createHmac('sha256', key.secret)
    .update(`${FORMAT} ${head}`)
    .digest()
    .subarray(0, MAC_BYTES)
    .toString('base64url');
}

/** Compared as text, so that only one spelling of a token is right; in constant time. */
function sameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const letters = { buyer: 'b', friend: 'f', stop: 's' } as const;

/** `b~<order>~<seconds, base 36, or nothing>` and `~<generation>` or, for a stop link, `~<channel>`: no part can hold a `~`. */
function packed(payload: LinkPayload): string {
  const seconds =
    payload.notAfter === undefined ? '' : Math.floor(Date.parse(payload.notAfter) / 1000).toString(36);
  const parts = [letters[payload.audience], payload.orderId, seconds];
  if (payload.audience === 'stop') parts.push(payload.channel);
  else if (payload.generation) parts.push(String(payload.generation));
  if (parts.some((part) => part.includes('~')))
    throw new Error('a link names an order id and a channel without "~"');
  return parts.join('~');
}

function unpacked(body: string): LinkPayload | undefined {
  const [letter, orderId, seconds, last] = body.split('~');
  if (!orderId || seconds === undefined) return undefined;
  const notAfter =
    seconds === '' ? {} : { notAfter: new Date(Number.parseInt(seconds, 36) * 1000).toISOString() };
  const generation = last === undefined ? {} : { generation: Number(last) };
  if (letter === letters.buyer) return { audience: 'buyer', orderId, ...notAfter, ...generation };
  if (letter === letters.friend) return { audience: 'friend', orderId, ...notAfter, ...generation };
  if (letter === letters.stop && last) return { audience: 'stop', orderId, channel: last, ...notAfter };
  return undefined;
}
