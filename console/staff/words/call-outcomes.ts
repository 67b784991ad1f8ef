import type { CallOutcome } from '../../../domain/call-tasks/call-task.ts';
import type { Pair } from './pair.ts';

/** What each outcome of a call is called, what it leads to, and the same once it has. */
export const callOutcomeTexts: Readonly<
  Record<CallOutcome, { readonly name: Pair; readonly does: Pair; readonly next: Pair }>
> = {
  will_pay: {
    name: ['Will pay', '会付款'],
    does: [
      'Reminders stand still for a while, so that the buyer is not pressed. If nothing is paid, they go on.',
      '暂停提醒一段时间，不再催促买家；如果之后仍未付款，提醒会继续。',
    ],
    next: [
      'Reminders stand still for a while and go on if nothing is paid. There is nothing for you to do.',
      '提醒已暂停一段时间，仍未付款时会继续。您无需再做什么。',
    ],
  },
  no_answer: {
    name: ['No answer', '无人接听'],
    does: [
      'The next reminder is planned, which may be another call, as often as the policy tries.',
      '安排下一次提醒，可能是再次致电，次数由策略决定。',
    ],
    next: [
      'The next reminder is planned; if it is a call, it comes back to this list.',
      '已安排下一次提醒；如需再次致电，会重新出现在列表中。',
    ],
  },
  does_not_remember: {
    name: ['Does not remember the order', '不记得这个订单'],
    does: [
      'The buyer is sent what he ordered, with the link to pay or to cancel.',
      '向买家发送订单内容以及付款或取消的链接。',
    ],
    next: ['The buyer is sent what he ordered, with a link.', '已向买家发送订单内容和链接。'],
  },
  for_somebody_else: {
    name: ['Bought for somebody else', '给别人买的'],
    does: [
      'Whom it was bought for gets a link to pay, at the phone number or e-mail address you enter.',
      '向实际的收货人发送付款链接，请填写其电话或电子邮件。',
    ],
    next: [
      'The link to pay is on its way to the other person; at night an SMS waits until the morning.',
      '付款链接正发送给对方；夜间的短信会等到早上。',
    ],
  },
  payment_trouble: {
    name: ['Trouble with paying', '付款遇到困难'],
    does: [
      'The buyer gets more time, and a message with what helps: another method, a friend, instalments.',
      '延长付款期限，并发送有帮助的信息：换付款方式、请朋友代付或分期。',
    ],
    next: [
      'The buyer has more time, and is told what helps. The new deadline stands beside.',
      '付款期限已延长，并已告知买家可行的办法；新的期限见本页。',
    ],
  },
  wants_to_change: {
    name: ['Wants to change the order', '想修改订单'],
    does: [
      'The buyer is sent a link to the page on which he can change it himself.',
      '向买家发送可自行修改订单的页面链接。',
    ],
    next: ['The buyer is sent a link with which he can change his order.', '已向买家发送可修改订单的链接。'],
  },
  not_wanted: {
    name: ['Not wanted any more', '不想要了'],
    does: [
      'The order is cancelled and its stock given back. If the buyer keeps it for a gift, it stays, and he is told.',
      '取消订单并释放库存。如果买家因赠品而保留订单，则不取消，并通知买家。',
    ],
    next: [
      'The order is cancelled and its stock given back, or kept for the gift that was promised.',
      '订单已取消、库存已释放；如已承诺赠品，则订单保留。',
    ],
  },
};
