import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { LARGEST_AMOUNT } from '../../domain/money.ts';
import type { Trade } from '../../providers/payment/wallet/answers.ts';

const Amount = z.int().min(1).max(LARGEST_AMOUNT);
const Currency = z.string().regex(/^[A-Z]{3}$/);

export const TradeRequest = z.strictObject({
  outTradeNo: z.string().min(1).max(255),
  orderId: z.string().min(1).max(64),
  subject: z.string().max(256),
  amount: Amount,
  currency: Currency,
  method: z.enum(['alipay', 'wechat']),
  expiresAt: z.iso.datetime(),
  returnUrl: z.url({ protocol: /^https?$/ }),
});
export type TradeRequest = z.infer<typeof TradeRequest>;

export const RefundRequest = z.strictObject({
  outRefundNo: z.string().min(1).max(255),
  outTradeNo: z.string().min(1).max(255),
  amount: Amount,
  currency: Currency,
});
export type RefundRequest = z.infer<typeof RefundRequest>;

/** How a person or a test pays; `notice`: sent, never sent, or the same one twice. */
export const Payment = z.strictObject({
  outcome: z.enum(['SUCCESS', 'FAILED', 'PAYING']),
  failureCode: z.string().default('declined'),
  amount: Amount.optional(),
  notice: z.enum(['send', 'drop', 'twice']).default('send'),
});
export type Payment = z.infer<typeof Payment>;

/** A trade as the wallet keeps it. */
export interface KeptTrade {
  readonly request: TradeRequest;
  state: Trade['state'];
  failureCode?: string;
  paid?: { readonly amount: number; readonly currency: string; readonly at: string };
  refunded: number;
}

/** A refusal: status, code, and the trade's state where that is why. */
export class WalletRefused extends Error {
  override readonly name = 'WalletRefused';
  readonly status: number;
  readonly code: string;
  readonly state: Trade['state'] | undefined;

  constructor(status: number, code: string, message: string, state?: Trade['state']) {
    super(message);
    this.status = status;
    this.code = code;
    this.state = state;
  }
}

export interface WalletBooks {
  open(request: TradeRequest): KeptTrade;
  find(outTradeNo: string): KeptTrade;
  pay(outTradeNo: string, payment: Payment): KeptTrade;
  close(outTradeNo: string): KeptTrade;
  /** `made`: not asked for before under this number. */
  refund(request: RefundRequest): { readonly refundNo: string; readonly at: string; readonly made: boolean };
}

/** All the wallet knows, in memory: it ends with the process. A trade number is one trade, a refund number one refund. */
export function walletBooks(now: () => Date): WalletBooks {
  const trades = new Map<string, KeptTrade>();
  const at = () => now().toISOString();

  function find(outTradeNo: string): KeptTrade {
    const trade = trades.get(outTradeNo);
    if (!trade) throw new WalletRefused(404, 'TRADE_NOT_EXIST', 'There is no such trade.');
    const isPayable = trade.state === 'WAITING' || trade.state === 'FAILED';
    if (isPayable && trade.request.expiresAt <= at()) trade.state = 'CLOSED';
    return trade;
  }

  return {
    find,
    open(request) {
      const known = trades.get(request.outTradeNo);
      if (known && !isDeepStrictEqual(known.request, request))
        throw new WalletRefused(422, 'OUT_TRADE_NO_USED', 'This number was used for another trade.');
      trades.set(request.outTradeNo, known ?? { request, state: 'WAITING', refunded: 0 });
      return find(request.outTradeNo);
    },
    pay: (outTradeNo, payment) => pay(find(outTradeNo), payment, at()),
    close: (outTradeNo) => close(find(outTradeNo)),
    refund: refundBook(find, at),
  };
}

function pay(trade: KeptTrade, { outcome, amount, failureCode }: Payment, at: string): KeptTrade {
  const from = outcome === 'PAYING' ? ['WAITING', 'FAILED'] : ['WAITING', 'FAILED', 'PAYING'];
  if (!from.includes(trade.state))
    throw new WalletRefused(409, 'TRADE_NOT_PAYABLE', `The trade is ${trade.state}.`, trade.state);
  trade.state = outcome;
  if (outcome === 'FAILED') trade.failureCode = failureCode;
  const { currency, amount: asked } = trade.request;
  if (outcome === 'SUCCESS') trade.paid = { amount: amount ?? asked, currency, at };
  return trade;
}

function close(trade: KeptTrade): KeptTrade {
  if (trade.state === 'SUCCESS' || trade.state === 'PAYING')
    throw new WalletRefused(409, 'TRADE_NOT_CLOSABLE', `The trade is ${trade.state}.`, trade.state);
  trade.state = 'CLOSED';
  return trade;
}

function refundBook(find: WalletBooks['find'], at: () => string): WalletBooks['refund'] {
  const refunds = new Map<
    string,
    { readonly request: RefundRequest; readonly refundNo: string; readonly at: string }
  >();
  return (request) => {
    const known = refunds.get(request.outRefundNo);
    if (known && !isDeepStrictEqual(known.request, request))
      throw new WalletRefused(422, 'OUT_REFUND_NO_USED', 'This number was used for another refund.');
    if (known) return { refundNo: known.refundNo, at: known.at, made: false };
    const trade = find(request.outTradeNo);
    const left = (trade.paid?.amount ?? 0) - trade.refunded;
    if (request.amount > left || request.currency !== trade.request.currency)
      throw new WalletRefused(422, 'REFUND_TOO_LARGE', `Of this trade ${left} can be given back.`);
    trade.refunded += request.amount;
    const refund = { request, refundNo: `R${refunds.size + 1}`, at: at() };
    refunds.set(request.outRefundNo, refund);
    return { refundNo: refund.refundNo, at: refund.at, made: true };
  };
}
