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
  review_decided: 'It is decided, and the buyer is told.',
  review_void: 'The decision is noted but does not count: the order was over before.',
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
  review_decided: '已决定，并已通知买家。',
  review_void: '决定已记录但不生效：订单在此之前已结束。',
};

export const saidWords: Record<WordingLocale, Readonly<Record<string, string>>> = { en, 'zh-CN': zh };
