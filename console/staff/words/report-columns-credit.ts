import type { Pair } from './pair.ts';

/** Columns of the reports about credit, offers and buyers: what they are called, and what each number means (docs/reports.md). */
export const creditColumnWords = {
  offers: {
    head: ['Offers', '方案'],
    means: ['Offers that were shown after a declined application.', '申请被拒后展示的方案。'],
  },
  offeredOrders: {
    head: ['Orders', '订单'],
    means: [
      'Orders they were shown to; an order that was offered several kinds is in several groups.',
      '看到方案的订单；展示多种方案的订单计入多组。',
    ],
  },
  taken: {
    head: ['Taken', '已接受'],
    means: ['How many of these orders took one.', '其中接受了方案的订单。'],
  },
  takeRate: {
    head: ['Take rate', '接受率'],
    means: ['Taken, of the orders they were shown to.', '接受方案的订单比例。'],
  },
  paidWithOffer: {
    head: ['Paid', '已付'],
    means: ['Paid with one of these as the last they had taken.', '以该方案为最后接受的方案并付款的订单。'],
  },
  paidRate: { head: ['Paid rate', '付款率'], means: ['Paid, of those taken.', '付款占接受的比例。'] },
  paidAnyway: {
    head: ['Paid anyway', '仍然付款'],
    means: [
      'Took none and was paid all the same: what people do without an offer.',
      '未接受任何方案但仍付款的订单。',
    ],
  },
  saved: {
    head: ['Saved', '挽回金额'],
    means: ['What these orders are worth, less what was given back.', '这些订单的金额，减去已退的部分。'],
  },
  applications: {
    head: ['Applications', '申请'],
    means: ['Applications to pay these orders later.', '先享后付或分期的申请。'],
  },
  approved: {
    head: ['Approved', '批准'],
    means: ['Applications whose last answer was yes.', '最后结果为批准的申请。'],
  },
  declined: {
    head: ['Declined', '拒绝'],
    means: ['Applications whose last answer was no.', '最后结果为拒绝的申请。'],
  },
  withoutAnswer: {
    head: ['Without answer', '无结果'],
    means: [
      'Withdrawn, because money came or the order changed or was closed, or not decided yet.',
      '因付款、订单变更或关闭而撤回，或尚未决定。',
    ],
  },
  approvalRate: {
    head: ['Approval rate', '批准率'],
    means: ['Approved, of those approved or declined.', '批准占批准与拒绝之和的比例。'],
  },
  reviewed: {
    head: ['Reviewed', '人工审核'],
    means: [
      'Lay with a person at some time; in brackets, where that person’s word is the one that stands.',
      '曾由人工审核；括号内为以人工决定为准的数量。',
    ],
  },
  timeToDecision: {
    head: ['Time to decision', '决定用时'],
    means: [
      'Half of them took no longer than the first, nine in ten no longer than the second.',
      '一半不超过前者，九成不超过后者。',
    ],
  },
  financed: {
    head: ['Financed', '融资金额'],
    means: ['What the approved ones pay later.', '批准后稍后支付的金额。'],
  },
  overdue: {
    head: ['Overdue at bureaus', '征信逾期'],
    means: [
      'Of those a bureau reported on, how many had overdue instalments elsewhere.',
      '有征信报告的申请中，存在逾期分期的数量。',
    ],
  },
  late: {
    head: ['Paid late', '逾期还款'],
    means: [
      'Of our own instalments that came due, how many were ever overdue.',
      '本店已到期的分期中，曾逾期的数量。',
    ],
  },
  outstanding: {
    head: ['Still owed', '待还金额'],
    means: ['What of all plans is still owed.', '所有分期计划尚未偿还的金额。'],
  },
  buyers: {
    head: ['Buyers', '买家'],
    means: [
      'Buyers who paid for something within the time the policy looks at.',
      '策略所看时间内付过款的买家。',
    ],
  },
  buyersOrders: {
    head: ['Orders', '订单'],
    means: ['What they ordered and paid in that time.', '他们在此期间付款的订单。'],
  },
  spent: { head: ['Spent', '消费金额'], means: ['What they spent in that time.', '他们在此期间的消费。'] },
  buyersShare: {
    head: ['Share of buyers', '买家占比'],
    means: ['The share of all these buyers.', '占全部买家的比例。'],
  },
} as const satisfies Record<string, { readonly head: Pair; readonly means: Pair }>;
