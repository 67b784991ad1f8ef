import type { KeyObject } from 'node:crypto';
import type { PaymentEvent, WebhookVerdict } from '../../ports.ts';
import { readBody } from '../../signed-webhook.ts';
import { Notice } from './answers.ts';
import { isSignedBy } from './signature.ts';

const types = {
  TRADE_SUCCESS: 'payment.succeeded',
  TRADE_FAILED: 'payment.failed',
  TRADE_PAYING: 'payment.processing',
  REFUND_SUCCESS: 'payment.refunded',
} as const satisfies Record<Notice['type'], PaymentEvent['type']>;

/** What a notice says, once its signature and age are right; nothing of an unsigned body is parsed. */
export function readNotice(
  walletKey: KeyObject,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  now: Date,
): WebhookVerdict {
  if (!isSignedBy(walletKey, headers, { about: 'NOTICE', body }, now)) return { verdict: 'bad_signature' };
  const read = readBody(body, Notice);
  if (read.verdict === 'unreadable') return read;
  const { noticeId: id, type, at, orderId, outTradeNo: sessionId, amount, currency, ...more } = read.content;
  const { failureCode, outRefundNo: refundKey } = more;
  const event = {
    id,
    type: types[type],
    at,
    orderId,
    sessionId,
    amount,
    currency,
    ...(failureCode === undefined ? {} : { failureCode }),
    ...(refundKey === undefined ? {} : { refundKey }),
  };
  return { verdict: 'event', event };
}
