import { z } from 'zod';

const Money = { amount: z.int().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) };

/** A trade as the wallet describes it; `outTradeNo` is our key of the session. */
export const Trade = z.object({
  outTradeNo: z.string().min(1).max(255),
  state: z.enum(['WAITING', 'PAYING', 'SUCCESS', 'FAILED', 'CLOSED']),
  payUrl: z.url({ protocol: /^https?$/ }),
  qrCode: z.string().min(1).max(1000),
  expiresAt: z.iso.datetime(),
  failureCode: z.string().optional(),
  paid: z.object({ ...Money, at: z.iso.datetime() }).optional(),
});
export type Trade = z.infer<typeof Trade>;

export const WalletRefund = z.object({ refundNo: z.string().min(1), at: z.iso.datetime() });

/** A refusal: `code` tells the wallet's own 404 from that of anything else; `state` is the trade's where that is the reason. */
export const WalletRefusal = z.object({
  code: z.string(),
  message: z.string(),
  state: Trade.shape.state.optional(),
});

const OrderId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'is no order id');
const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is no code');

/** What the wallet tells by itself. */
export const Notice = z.object({
  noticeId: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  type: z.enum(['TRADE_SUCCESS', 'TRADE_FAILED', 'TRADE_PAYING', 'REFUND_SUCCESS']),
  at: z.iso.datetime(),
  outTradeNo: z.string().min(1).max(255),
  orderId: OrderId,
  ...Money,
  failureCode: Code.optional(),
  outRefundNo: z.string().min(1).max(255).optional(),
});
export type Notice = z.infer<typeof Notice>;
