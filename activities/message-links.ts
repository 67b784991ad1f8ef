import { randomInt } from 'node:crypto';
import { payablePurposes } from '../domain/messages/message.ts';
import type { MessagePurpose, WrittenChannel } from '../domain/messages/message.ts';
import type { ShortLink } from '../prisma/short-links.ts';
import type { Links } from './dependencies.ts';

/** The links of one message, and those of them that have to be stored. */
export interface MessageLinks {
  readonly payUrl: string;
  readonly stopUrl: string;
  readonly short: readonly ShortLink[];
}

type LinkedOrder = Parameters<Links['payUrl']>[0];

interface LinkedMessage {
  readonly order: LinkedOrder;
  readonly now: string;
  readonly purpose: MessagePurpose;
  readonly channel: WrittenChannel;
  /** The message's id without its order: what an opening is counted by. */
  readonly via: string;
}

/**
 * The links of a message. Each names its message, so that the report knows what was opened. An SMS gets short ones, since its
 * characters are paid for.
 */
export function messageLinks(
  links: Links,
  { order, now, purpose, channel, via }: LinkedMessage,
): MessageLinks {
  const { id: orderId } = order;
  const long = { payUrl: payUrlOf(links, order, now, via), stopUrl: links.stopUrl(orderId, channel) };
  if (channel !== 'sms') return { ...long, short: [] };
  const stop: ShortLink = { code: newCode(), orderId, page: 'stop', channel, via };
  const stopUrl = links.shortUrl(stop.code);
  if (!payablePurposes.includes(purpose)) return { ...long, stopUrl, short: [stop] };
  const pay: ShortLink = { code: newCode(), orderId, page: 'pay', channel, via };
  return { payUrl: links.shortUrl(pay.code), stopUrl, short: [pay, stop] };
}

/** The payment page's address, as the message `via` has it. */
export function payUrlOf(links: Pick<Links, 'payUrl'>, order: LinkedOrder, now: string, via: string): string {
  return `${links.payUrl(order, now)}?via=${via}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** 65 bits: nobody finds one by trying. Letters and digits only: phones cut a link at its last sign of another kind. */
const CODE_LENGTH = 11;

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
