import type { Pair } from './pair.ts';

interface ColumnWords {
  readonly head: Pair;
  /** What the number means, in one sentence (docs/reports.md). */
  readonly means: Pair;
}

const ofOrders = {
  orders: {
    head: ['Orders', '订单'],
    means: ['Orders placed in this time that were to be paid online.', '这段时间内下的、需在线付款的订单。'],
  },
  paid: { head: ['Paid', '已付'], means: ['Orders that were paid at some time.', '曾经付款的订单。'] },
  unpaid: {
    head: ['Unpaid', '未付'],
    means: ['Orders that closed without being paid.', '未付款就关闭的订单。'],
  },
  open: {
    head: ['Open', '进行中'],
    means: ['Orders that still wait: they have not decided yet.', '仍在等待、尚无结果的订单。'],
  },
  unpaidRate: {
    head: ['Unpaid rate', '未付率'],
    means: [
      'Of the orders that are paid or closed, how many were not paid.',
      '已付款或已关闭的订单中，未付款的比例。',
    ],
  },
  tiedUp: {
    head: ['Tied up', '占用金额'],
    means: ['What the unpaid and the open orders are worth.', '未付与进行中订单的金额。'],
  },
  stockHours: {
    head: ['Stock hours', '占用库存时长'],
    means: [
      'Pieces times the hours their stock was held, until it was given back or now.',
      '件数乘以占用小时数，直到释放或现在。',
    ],
  },
} as const satisfies Record<string, ColumnWords>;

const ofTheFunnel = {
  step: {
    head: ['Step', '步骤'],
    means: ['Whoever came further came this far too.', '走到后面步骤的订单也计入前面的步骤。'],
  },
  reached: { head: ['Orders', '订单'], means: ['Orders that came this far.', '走到这一步的订单。'] },
  ofPlaced: {
    head: ['Of all placed', '占全部'],
    means: ['The share of all orders that came this far.', '占全部订单的比例。'],
  },
  ofStepBefore: {
    head: ['Of the step before', '占上一步'],
    means: ['The share of those who came to the step before.', '占走到上一步的订单的比例。'],
  },
} as const satisfies Record<string, ColumnWords>;

const ofReasons = {
  reasonOrders: {
    head: ['Orders', '订单'],
    means: ['Unpaid orders with this reason; each has one.', '因此未付款的订单，每单只有一个原因。'],
  },
  reasonShare: {
    head: ['Share', '占比'],
    means: ['The share of all unpaid orders.', '占全部未付订单的比例。'],
  },
  failures: {
    head: ['Last failure', '最后一次失败'],
    means: ['How the last attempt to pay failed, and how often.', '最后一次付款失败的原因及次数。'],
  },
} as const satisfies Record<string, ColumnWords>;

const ofReminders = {
  sent: {
    head: ['Sent', '已发送'],
    means: ['Messages that went out and did not come back, and calls.', '已发出且未退回的消息，以及电话。'],
  },
  opened: {
    head: ['Opened', '已打开'],
    means: ['How many led somebody to the payment page by their link.', '通过链接打开付款页的数量。'],
  },
  openRate: { head: ['Open rate', '打开率'], means: ['Opened, of those sent.', '已打开占已发送的比例。'] },
  paidWithin24h: {
    head: ['Paid within 24 h', '24 小时内付款'],
    means: ['Followed by the payment of their order within 24 hours.', '之后 24 小时内订单付款的数量。'],
  },
  conversion: {
    head: ['Conversion', '转化率'],
    means: ['Paid within 24 hours, of those sent.', '24 小时内付款占已发送的比例。'],
  },
} as const satisfies Record<string, ColumnWords>;

const ofExperiments = {
  armPolicy: {
    head: ['Policy', '策略'],
    means: ['The policy that orders of this arm follow.', '该分组订单所用的策略。'],
  },
  converted: {
    head: ['Conversion (95% interval)', '转化率（95% 区间）'],
    means: [
      'Paid orders of those decided, and between which two the true share lies in 95 of 100 such samples.',
      '有结果的订单中已付款的比例；100 次抽样中有 95 次真实比例落在该区间内。',
    ],
  },
  difference: {
    head: ['Difference (95% interval)', '差异（95% 区间）'],
    means: [
      'How much more the arm converts than the one it is compared with; below zero, less.',
      '比对照组多转化多少；负数为更少。',
    ],
  },
  significant: {
    head: ['A real difference?', '是否显著'],
    means: [
      'Yes where the interval does not include zero: chance alone rarely does that.',
      '区间不含零即为显著。',
    ],
  },
} as const satisfies Record<string, ColumnWords>;

export const columnWords = {
  ...ofOrders,
  ...ofTheFunnel,
  ...ofReasons,
  ...ofReminders,
  ...ofExperiments,
} as const;
