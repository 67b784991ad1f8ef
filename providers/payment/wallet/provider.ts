import { SECOND } from '../../../domain/duration.ts';
import { ProviderUnavailable } from '../../ports.ts';
import type {
  CloseAnswer,
  OpenSession,
  PaymentProvider,
  ProviderSession,
  RefundAnswer,
  SessionAnswer,
} from '../../ports.ts';
import type { ProviderReply } from '../../provider-calls.ts';
import { Trade, WalletRefund, WalletRefusal } from './answers.ts';
import { walletCaller } from './calls.ts';
import { readNotice } from './notice.ts';
import { privateKeyOf, publicKeyOf } from './signature.ts';

export interface WalletOptions {
  readonly baseUrl: string;
  readonly merchantId: string;
  /** PEM; signs what we ask. */
  readonly merchantKey: string;
  /** PEM; checks what the wallet answers and tells. */
  readonly walletKey: string;
  readonly timeoutMs?: number;
  readonly now?: () => Date;
}

/**
 * A wallet of the Alipay and WeChat kind: the buyer is sent to its page or scans its code, and it tells us by a signed notice. Our key is
 * its trade number, so a trade is found by it whatever became of the call that opened it.
 */
export function walletPayments(options: WalletOptions): PaymentProvider {
  const { timeoutMs = 4 * SECOND, now = () => new Date() } = options;
  const walletKey = publicKeyOf(options.walletKey);
  const merchantKey = privateKeyOf(options.merchantKey);
  const call = walletCaller({ ...options, merchantKey, walletKey, timeoutMs, now });
  const tradeAt = (id: string) => call({ method: 'GET', path: tradePath(id) });
  return {
    name: 'wallet',
    methods: ['alipay', 'wechat'],
    openSession: async (request) =>
      opened(await call({ method: 'POST', path: '/trades', body: tradeOf(request) })),
    askSession: async ({ sessionId }) => asked(await tradeAt(sessionId)),
    findSession: async ({ idempotencyKey }) => found(await tradeAt(idempotencyKey)),
    closeSession: async ({ sessionId }) =>
      closed(await call({ method: 'POST', path: `${tradePath(sessionId)}/close`, body: {} })),
    refund: async ({ key: outRefundNo, reference: outTradeNo, amount, currency }) => {
      const body = { outRefundNo, outTradeNo, amount, currency };
      return refunded(await call({ method: 'POST', path: '/refunds', body }));
    },
    verifyWebhook: (headers, body, at) => readNotice(walletKey, headers, body, at),
  };
}

function tradePath(outTradeNo: string): string {
  return `/trades/${encodeURIComponent(outTradeNo)}`;
}

function tradeOf({ idempotencyKey, orderId, amount, currency, method, expiresAt, returnUrl }: OpenSession) {
  const subject = `Order ${orderId}`;
  return { outTradeNo: idempotencyKey, orderId, subject, amount, currency, method, expiresAt, returnUrl };
}

function opened(reply: ProviderReply): ProviderSession {
  if (!reply.reached) throw new ProviderUnavailable(reply.why);
  const refusal = refusalOf(reply);
  if (refusal) throw new Error(`the wallet refused to open a trade: ${refusal.why}`);
  const trade = Trade.safeParse(reply.body);
  if (!trade.success) throw new ProviderUnavailable('the answer is not a trade');
  return sessionOf(trade.data);
}

function sessionOf({ outTradeNo: sessionId, payUrl: url, qrCode, expiresAt }: Trade): ProviderSession {
  return { sessionId, url, qrCode, expiresAt };
}

/** A trade that we opened and the wallet does not know is another merchant's: unknown, and closes nothing. */
function asked(reply: ProviderReply): SessionAnswer {
  if (!reply.reached) return { state: 'unknown', why: reply.why };
  const refusal = refusalOf(reply);
  if (refusal) return { state: 'unknown', why: refusal.why };
  const trade = Trade.safeParse(reply.body);
  return trade.success ? stateOf(trade.data) : { state: 'unknown', why: 'the answer is not a trade' };
}

function stateOf({ state, paid, failureCode }: Trade): SessionAnswer {
  switch (state) {
    case 'WAITING':
      return { state: 'open' };
    case 'PAYING':
      return { state: 'processing' };
    case 'FAILED':
      return { state: 'failed', ...(failureCode === undefined ? {} : { failureCode }) };
    case 'CLOSED':
      return { state: 'closed' };
    case 'SUCCESS':
      return paid
        ? { state: 'succeeded', ...paid }
        : { state: 'unknown', why: 'paid, but it does not say with how much' };
    default:
      return state satisfies never;
  }
}

function found(reply: ProviderReply): ProviderSession | 'none' | 'unknown' {
  if (!reply.reached) return 'unknown';
  const refusal = refusalOf(reply);
  if (refusal) return refusal.code === 'TRADE_NOT_EXIST' ? 'none' : 'unknown';
  const trade = Trade.safeParse(reply.body);
  return trade.success ? sessionOf(trade.data) : 'unknown';
}

function closed(reply: ProviderReply): CloseAnswer {
  if (!reply.reached) return { state: 'unknown', why: reply.why };
  const refusal = refusalOf(reply);
  if (refusal?.state === 'SUCCESS') return { state: 'paid' };
  if (refusal?.state === 'PAYING') return { state: 'processing' };
  if (refusal) return { state: 'unknown', why: refusal.why };
  const trade = Trade.safeParse(reply.body);
  return trade.data?.state === 'CLOSED'
    ? { state: 'closed' }
    : { state: 'unknown', why: 'it is not closed after closing' };
}

/** Only the wallet's own 422 is a final no; any other refusal may be a wrong address or key. */
function refunded(reply: ProviderReply): RefundAnswer {
  if (!reply.reached) return { state: 'unknown', why: reply.why };
  const refusal = refusalOf(reply);
  if (refusal) return { state: reply.status === 422 ? 'refused' : 'unknown', why: refusal.why };
  const refund = WalletRefund.safeParse(reply.body);
  return refund.success
    ? { state: 'refunded', refundId: refund.data.refundNo, at: refund.data.at }
    : { state: 'unknown', why: 'the answer is not a refund' };
}

interface Refused {
  readonly code: string | undefined;
  readonly state: Trade['state'] | undefined;
  readonly why: string;
}

function refusalOf({ status, body }: Extract<ProviderReply, { reached: true }>): Refused | undefined {
  if (status < 300) return undefined;
  const { data } = WalletRefusal.safeParse(body);
  return {
    code: data?.code,
    state: data?.state,
    why: data ? `${data.code}: ${data.message}` : `answered ${status}`,
  };
}
