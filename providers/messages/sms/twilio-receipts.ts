import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReceiptSource, ReceiptVerdict } from '../../ports.ts';
import { twilioFailure } from './twilio-failures.ts';

export interface TwilioReceiptSettings {
  readonly authToken: string;
  /** The address each message's callback was given, to the letter: the signature is made over it. */
  readonly statusCallback: (messageId: string) => string;
}

/** Twilio's status callbacks: a form, signed with HMAC-SHA1 over the address and the fields by name. */
export function twilioReceipts({ authToken, statusCallback }: TwilioReceiptSettings): ReceiptSource {
  return {
    name: 'twilio',
    channel: 'sms',
    verifyReceipt({ headers, body, messageId }) {
      if (messageId === undefined) return { verdict: 'bad_signature' };
      const fields = new URLSearchParams(body);
      const right = signatureOf(authToken, statusCallback(messageId), fields);
      if (!isSame(headers['x-twilio-signature'] ?? '', right)) return { verdict: 'bad_signature' };
      return verdictOf(messageId, fields);
    },
  };
}

/** The address at which Twilio tells what became of a message; it names the message, so that no receipt has to wait for Twilio's own id. */
export function twilioCallback(publicUrl: string): (messageId: string) => string {
  return (messageId) => `${publicUrl}/v1/webhooks/messages/twilio?messageId=${encodeURIComponent(messageId)}`;
}

/** The signature Twilio sends with these fields to this address: base64. */
export function signatureOf(authToken: string, url: string, fields: URLSearchParams): string {
  const sorted = [...fields].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return createHmac('sha1', authToken)
    .update(url + sorted.map(([name, value]) => name + value).join(''))
    .digest('base64');
}

function verdictOf(messageId: string, fields: URLSearchParams): ReceiptVerdict {
  switch (fields.get('MessageStatus')) {
    case 'delivered':
    case 'read':
      return { verdict: 'receipt', receipt: { messageId, outcome: 'delivered' } };
    case 'undelivered':
    case 'failed': {
      const why = twilioFailure(Number(fields.get('ErrorCode') ?? 0));
      return { verdict: 'receipt', receipt: { messageId, outcome: 'failed', why } };
    }
    case null:
      return { verdict: 'unreadable', why: 'MessageStatus is missing' };
    default:
      return { verdict: 'nothing' }; // accepted, queued, sending, sent: on its way
  }
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
