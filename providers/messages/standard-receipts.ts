import { z } from 'zod';
import type { Channel } from '../../domain/messages/consents.ts';
import type { FailureKind } from '../../domain/messages/failures.ts';
import type { DeliveryReceipt, ReceiptSource } from '../ports.ts';
import { readSigned } from '../signed-webhook.ts';

export interface StandardReceiptSettings {
  /** The provider's name in the webhook's address: `sms`, `mail`. */
  readonly name: string;
  readonly channel: Channel;
  readonly secret: string;
}

/** The body of a delivery receipt. `bounced`: nobody can ever be reached there. `stopped`: the reader wants no more of this channel. */
export const ReceiptBody = z.looseObject({
  id: z.string(),
  type: z.enum(['message.delivered', 'message.failed', 'message.bounced', 'message.stopped']),
  at: z.iso.datetime({ offset: true }),
  data: z.looseObject({ messageId: z.string().min(1).max(400), code: z.string().max(64).optional() }),
});

/** Delivery receipts of our own shape, signed by Standard Webhooks: for gateways that can be taught, and for bounces of mail. */
export function standardReceipts({ name, channel, secret }: StandardReceiptSettings): ReceiptSource {
  return {
    name,
    channel,
    verifyReceipt({ headers, body }, now) {
      const read = readSigned({ secret, headers, body, now }, ReceiptBody);
      return read.verdict === 'genuine' ? { verdict: 'receipt', receipt: receiptOf(read.content) } : read;
    },
  };
}

const kinds = {
  'message.failed': 'refused',
  'message.bounced': 'bad_address',
  'message.stopped': 'stopped',
} as const satisfies Record<string, FailureKind>;

function receiptOf({ type, data: { messageId, code } }: z.output<typeof ReceiptBody>): DeliveryReceipt {
  if (type === 'message.delivered') return { messageId, outcome: 'delivered' };
  const said = /^[\w.-]{1,64}$/.test(code ?? '') ? ` ${code}` : ''; // a code, not somebody's address
  return { messageId, outcome: 'failed', why: `${kinds[type]}:${said || ' told by the provider'}` };
}
