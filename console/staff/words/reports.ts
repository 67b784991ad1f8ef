import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface ReportsWords {
  readonly title: string;
  readonly all: string;
  readonly filters: {
    readonly from: string;
    readonly to: string;
    readonly shop: string;
    readonly groupBy: string;
    readonly together: string;
  };
  readonly meanings: string;
  /** What the table shows. */
  readonly caption: (title: string) => string;
  readonly empty: string;
  readonly total: string;
  readonly part: (part: number, all: number) => string;
  /** A share with how many it is of how many. */
  readonly share: (share: string, part: number, all: number) => string;
  readonly between: (low: string, high: string) => string;
  /** What a chart shows, for who can't see it. */
  readonly says: (count: number, least: string, most: string) => string;
  readonly saysNothing: string;
  /** Where a chart has no room for all. */
  readonly largest: (shown: number, all: number) => string;
  readonly steps: Readonly<Record<'placed' | 'link_opened' | 'attempted' | 'paid', string>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly reminded: string;
  readonly neverReminded: string;
  readonly against: (arm: string, other: string) => string;
  readonly differences: string;
  readonly important: string;
  readonly others: string;
  readonly rule: (spent: string, orders: number) => string;
  readonly group: string;
  readonly repayment: string;
}

export const reportsWords: Record<WordingLocale, ReportsWords> = {
  en: {
    title: 'Reports',
    all: 'All reports',
    filters: {
      from: 'Placed from',
      to: 'Placed until',
      shop: 'Shop',
      groupBy: 'By',
      together: 'all together',
    },
    meanings: 'What the numbers mean',
    caption: (title) => `${title}: the numbers of the chart and more`,
    empty: 'There is nothing to report of this time.',
    total: 'All together',
    part: (part, all) => `${part} of ${all}`,
    share: (share, part, all) => `${share} (${part} of ${all})`,
    between: (low, high) => `${low} to ${high}`,
    says: (count, least, most) => `${count} in all, from ${least} to ${most}. The table has every number.`,
    saysNothing: 'Nothing is known yet. The table has every number.',
    largest: (shown, all) => `the ${shown} largest of ${all}`,
    steps: {
      placed: 'Placed',
      link_opened: 'Payment page opened',
      attempted: 'Tried to pay',
      paid: 'Paid',
    },
    reasons: {
      payment_failed: 'A payment failed',
      problem_cant_pay: 'Reported: can’t pay',
      problem_question: 'Reported: a question',
      problem_other: 'Reported: something else',
      left_payment_page: 'Left the payment page',
      never_opened: 'Never opened the payment page',
    },
    reminded: 'Reminded at least once',
    neverReminded: 'Never reminded',
    against: (arm, other) => `${arm} against ${other}`,
    differences: 'Difference to the arm it is compared with, with its 95% interval',
    important: 'Important buyers',
    others: 'Others',
    rule: (spent, orders) => `Important is who has spent ${spent} or bought ${orders} times since`,
    group: 'Group',
    repayment: 'Paying back',
  },
  'zh-CN': {
    title: '报表',
    all: '所有报表',
    filters: { from: '下单日期从', to: '下单日期到', shop: '店铺', groupBy: '分组', together: '合计' },
    meanings: '数字含义',
    caption: (title) => `${title}：图中及更多数字`,
    empty: '这段时间没有数据。',
    total: '合计',
    part: (part, all) => `${part} / ${all}`,
    share: (share, part, all) => `${share}（${part} / ${all}）`,
    between: (low, high) => `${low} 至 ${high}`,
    says: (count, least, most) => `共 ${count} 项，从 ${least} 到 ${most}。全部数字见表格。`,
    saysNothing: '尚无数据。全部数字见表格。',
    largest: (shown, all) => `${all} 项中最大的 ${shown} 项`,
    steps: { placed: '下单', link_opened: '打开付款页', attempted: '尝试付款', paid: '已付款' },
    reasons: {
      payment_failed: '付款失败',
      problem_cant_pay: '反馈：无法付款',
      problem_question: '反馈：有疑问',
      problem_other: '反馈：其他',
      left_payment_page: '离开了付款页',
      never_opened: '从未打开付款页',
    },
    reminded: '至少提醒过一次',
    neverReminded: '从未提醒',
    against: (arm, other) => `${arm} 对比 ${other}`,
    differences: '与对照组的差异及 95% 区间',
    important: '重要买家',
    others: '其他买家',
    rule: (spent, orders) => `重要买家：消费满 ${spent} 或购买 ${orders} 次，自`,
    group: '分组',
    repayment: '还款情况',
  },
};
