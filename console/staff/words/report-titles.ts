import type { Pair } from './pair.ts';

/** Every report there is, in the order of the list: by its address. */
export const reportNames = [
  'unpaid-rate',
  'by-hour',
  'funnel',
  'reasons',
  'reminders',
  'experiments',
  'recovery',
  'credit',
  'rfm',
] as const;
export type ReportName = (typeof reportNames)[number];

interface ReportTitle {
  readonly title: Pair;
  /** What it says, in a sentence or two (docs/reports.md). */
  readonly lead: Pair;
  readonly chart: Pair;
}

export const reportTitles: Readonly<Record<ReportName, ReportTitle>> = {
  'unpaid-rate': {
    title: ['Unpaid rate', '未付率'],
    lead: [
      'How many of the orders placed were not paid, and the money and stock they tied up meanwhile.',
      '所下订单中有多少没有付款，以及期间占用的金额与库存。',
    ],
    chart: ['Unpaid rate', '未付率'],
  },
  'by-hour': {
    title: ['By hour and weekday', '按时段'],
    lead: [
      'The unpaid rate by the hour or the weekday in which orders were placed, on the shop’s clock.',
      '按下单的小时或星期（店铺时区）统计的未付率。',
    ],
    chart: ['Unpaid rate by when orders were placed', '按下单时间的未付率'],
  },
  funnel: {
    title: ['Funnel', '转化漏斗'],
    lead: [
      'How far orders came: placed, payment page opened, an attempt to pay, paid.',
      '订单走到哪一步：下单、打开付款页、尝试付款、已付款。',
    ],
    chart: ['How many orders came how far', '各步骤的订单数'],
  },
  reasons: {
    title: ['Reasons for not paying', '未付款原因'],
    lead: [
      'Why the unpaid orders were not paid: the reason given when cancelling, else the last thing known.',
      '未付订单为何没有付款：取消时给出的原因，否则取最后已知的情况。',
    ],
    chart: ['Unpaid orders by reason', '各原因的未付订单'],
  },
  reminders: {
    title: ['Reminders', '提醒效果'],
    lead: [
      'What followed reminders. Orders that were never reminded stand beside it: many are paid without one.',
      '提醒之后的情况，并与从未提醒的订单对照：许多订单无需提醒也会付款。',
    ],
    chart: ['Paid within 24 h of a reminder', '提醒后 24 小时内付款'],
  },
  experiments: {
    title: ['Experiments', '实验'],
    lead: [
      'How the arms of a shop’s experiment convert. Look once, at a time chosen before: looking every day until a difference shows finds differences that are not there.',
      '店铺实验各分组的转化率。请只在事先约定的时间看一次：每天看直到出现差异，会看到并不存在的差异。',
    ],
    chart: ['Conversion of each arm, with its 95% interval', '各分组转化率及 95% 区间'],
  },
  recovery: {
    title: ['Recovery after a decline', '拒绝后的挽回'],
    lead: [
      'What offers did after a declined application: shown, taken, paid, and the money they saved.',
      '申请被拒后各方案的效果：展示、接受、付款与挽回的金额。',
    ],
    chart: ['Orders that took an offer', '接受方案的订单'],
  },
  credit: {
    title: ['Credit', '信用'],
    lead: [
      'Applications to pay later or in instalments: how they were decided, how quickly, and how they are paid back.',
      '先享后付与分期的申请：如何决定、用时多久、如何偿还。',
    ],
    chart: ['Approval rate', '批准率'],
  },
  rfm: {
    title: ['Important buyers', '重要买家'],
    lead: [
      'How a shop’s buyers fall into important ones and others by the policy it has now: who gets which rewards.',
      '按店铺现行策略划分的重要买家与其他买家：谁得到哪些奖励。',
    ],
    chart: ['Buyers', '买家'],
  },
};
