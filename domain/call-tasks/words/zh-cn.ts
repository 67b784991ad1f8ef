import type { CallFacts, CallWords } from './words.ts';

const held = ({ deadline, timeLeft }: CallFacts) =>
  deadline ? `商品为您保留到 ${deadline}，还剩 ${timeLeft}。` : '';

const asked = '付款时有没有遇到什么问题？需要我帮您处理吗？';

/** Simplified Chinese, as staff of a shop in mainland China speak. */
export const zhCN: CallWords = {
  opening: ({ buyerName, shopName, orderNumber, items }) =>
    `您好${buyerName ? `，请问是${buyerName}吗` : ''}？${shopName ? `这里是${shopName}。` : ''}想跟您确认一下订单 ${orderNumber}（${items}），现在方便说话吗？`,
  cases: {
    unpaid: (facts) => `这笔订单还有 ${facts.amountDue} 没有付款。${held(facts)}${asked}`,
    again: (facts) =>
      `之前给您打过电话，没有联系上。这笔订单还有 ${facts.amountDue} 没有付款。${held(facts)}${asked}`,
    last_call: (facts) =>
      `您的订单马上要关闭了，还有 ${facts.amountDue} 没有付款。${held(facts)}如果时间不够，我可以为您延长。`,
    payment_failed: (facts) =>
      `看到您有一笔付款没有成功。${facts.failure ?? ''}${facts.advice.join('')}这笔订单还有 ${facts.amountDue} 没有付款。${held(facts)}`,
  },
  segments: {
    new: () => '顾客第一次下单：如果还在犹豫，请说明支持退货，运输途中有保险。',
    second: ({ perk }) => `顾客以前买过：请先感谢。${perk ? `可以告诉顾客：${perk}` : ''}`,
    loyal: ({ perk }) => `老顾客：请感谢一直以来的支持。${perk ? `可以告诉顾客：${perk}` : ''}`,
  },
  over: {
    done: '这个电话已经打过，无需再处理。',
    withdrawn: '请不要拨打：已经没有需要联系的事项。',
  },
  answersTitle: '顾客的回答与处理：',
  answers: {
    will_pay: ({ hold }) => `请感谢。${hold}内不再提醒。`,
    no_answer: () => '响铃十声后挂断。下一个允许的时段再打。',
    does_not_remember: () => '说明商品和下单日期。订单详情会马上发给顾客。',
    for_somebody_else: () => '请记下对方的姓名和电话或邮箱。付款链接会发给对方。',
    payment_trouble: ({ advice, extension }) =>
      `请帮助顾客：${advice.join('')}付款时间延长 ${extension}，说明会发给顾客。`,
    wants_to_change: () => '请告诉顾客可以修改。修改链接会发给顾客。',
    not_wanted: ({ gift }) =>
      `请问明原因并记录。${gift ? `可以赠送一次：${gift} 顾客接受则保留订单。` : ''}否则订单取消，不会扣款。`,
  },
  comma: '、',
  colon: '：',
};
