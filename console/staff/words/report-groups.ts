import type { CreditReport, RecoveryReport, ReminderReport, UnpaidReport } from '../rest-shapes.ts';
import type { Pair } from './pair.ts';

/** Whatever a report can tell orders, messages, offers or applications apart by. */
export type Grouping = (UnpaidReport | ReminderReport | RecoveryReport | CreditReport)['groupBy'];

export const groupingNames: Readonly<Record<Grouping, Pair>> = {
  hour: ['Hour of the day', '下单小时'],
  weekday: ['Weekday', '星期'],
  day: ['Day', '日期'],
  region: ['Region', '地区'],
  device: ['Device', '设备'],
  landingPath: ['Landing page', '落地页'],
  campaign: ['Campaign', '活动'],
  segment: ['Kind of buyer', '买家类型'],
  channel: ['Channel', '渠道'],
  kind: ['Kind', '类型'],
  method: ['Payment method', '付款方式'],
  shop: ['Shop', '店铺'],
  arm: ['Arm of the experiment', '实验分组'],
  stage: ['Reminder', '第几次提醒'],
  emphasis: ['What it argues', '强调内容'],
  strategy: ['When it is sent', '发送策略'],
  grade: ['Credit grade', '信用等级'],
  provider: ['Outside provider', '外部分期机构'],
  product: ['Product', '产品'],
};

const ofOffers: Readonly<Record<string, Pair>> = {
  down_payment: ['A down payment', '先付首付'],
  fewer_instalments: ['Fewer instalments', '减少期数'],
  documents: ['Documents, then another look', '补充材料后复审'],
  outside_provider: ['An outside instalment provider', '外部分期机构'],
  pay_in_full_discount: ['Pay in full with a discount', '全额付款享优惠'],
  similar_goods: ['Similar goods', '相似商品'],
};

const weekdays: Readonly<Record<string, Pair>> = {
  1: ['Monday', '周一'],
  2: ['Tuesday', '周二'],
  3: ['Wednesday', '周三'],
  4: ['Thursday', '周四'],
  5: ['Friday', '周五'],
  6: ['Saturday', '周六'],
  7: ['Sunday', '周日'],
};

const segments: Readonly<Record<string, Pair>> = {
  new: ['New buyers', '新买家'],
  second: ['Second-time buyers', '第二次购买'],
  loyal: ['Loyal buyers', '忠实买家'],
};

const strategies: Readonly<Record<string, Pair>> = {
  slots: ['At set times of the day', '固定时间'],
  cutoff: ['Before a shipping cut-off', '发货截止前'],
  delay: ['Some time after the order', '下单后一段时间'],
};

/** What the groups of a grouping are called, where a code says something else or nothing by itself. */
export const groupNames: Readonly<Partial<Record<Grouping, Readonly<Record<string, Pair>>>>> = {
  weekday: weekdays,
  segment: segments,
  strategy: strategies,
  kind: ofOffers,
  grade: { not_scored: ['Not scored', '未评分'] },
};

/** What is not known or not there of a group, whatever the grouping. */
export const noGroup: Readonly<Record<string, Pair>> = {
  unknown: ['not known', '未知'],
  none: ['none', '无'],
};
