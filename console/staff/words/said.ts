import type { WordingLocale } from '../../../domain/messages/locale.ts';

/** What was done, as the page says it that follows; by the name it has in the address. */
const en = {
  cancelled: 'The order is cancelled.',
  extended: 'The buyer has until the new deadline.',
  problem_resolved: 'The problem is resolved; the order goes on.',
  refunded: 'The refund is on its way.',
  shipped: 'The order has shipped.',
  delivered: 'The order is delivered.',
  blocked: 'The buyer is blocked: he can place no more orders.',
  unblocked: 'The buyer is not blocked any more.',
  call_claimed: 'The call is yours. The number and what to say are on this page.',
  call_made: 'It is noted. What it led to stands on this page.',
  alert_seen: 'The alert is marked as seen.',
  appeal_granted: 'The appeal is granted: the buyer is in good standing.',
  appeal_refused: 'The appeal is refused; the standing stays as it was.',
  refund_sent: 'The refund counts as sent, and the buyer is told.',
  stock_adjusted: 'The stock is adjusted; it stands in the ledger.',
  stock_agrees: 'All stock is what its ledger adds up to.',
  stock_repaired: 'The balances are what their ledger adds up to.',
  review_decided: 'It is decided, and the buyer is told.',
  review_void: 'The decision is noted but does not count: the order was over before.',
  compared: 'What was found is shown below, once the comparison is done.',
  key_revoked: 'The key is revoked.',
  policy_made: 'The policy is there.',
  policy_saved: 'The policy is saved.',
} as const;

export type SaidName = keyof typeof en;

const zh: Readonly<Record<SaidName, string>> = {
  cancelled: '订单已取消。',
  extended: '付款期限已延长。',
  problem_resolved: '问题已解决，订单继续。',
  refunded: '退款已在处理。',
  shipped: '订单已发货。',
  delivered: '订单已送达。',
  blocked: '买家已被禁止下单。',
  unblocked: '买家可以重新下单。',
  call_claimed: '这个电话由您来打，号码和话术在本页。',
  call_made: '已记录，后续处理见本页。',
  alert_seen: '提醒已标为已阅。',
  appeal_granted: '申诉已通过，买家恢复为信用良好。',
  appeal_refused: '申诉已驳回，信用等级不变。',
  refund_sent: '退款已确认，并已通知买家。',
  stock_adjusted: '库存已调整，并已记入台账。',
  stock_agrees: '全部库存与台账一致。',
  stock_repaired: '余额已改为台账的结果。',
  review_decided: '已决定，并已通知买家。',
  review_void: '决定已记录但不生效：订单在此之前已结束。',
  compared: '对账完成后，结果显示在下方。',
  key_revoked: '密钥已吊销。',
  policy_made: '策略已新建。',
  policy_saved: '策略已保存。',
};

export const saidWords: Record<WordingLocale, Readonly<Record<string, string>>> = { en, 'zh-CN': zh };
