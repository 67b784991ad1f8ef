import type { WordingLocale } from '../../../domain/messages/locale.ts';

interface WaitingWords {
  readonly title: string;
  readonly empty: string;
}

export interface OverviewWords {
  readonly title: string;
  readonly alerts: WaitingWords;
  readonly calls: WaitingWords;
  readonly reviews: WaitingWords;
  readonly problems: WaitingWords;
  readonly refunds: WaitingWords;
  readonly since: string;
  readonly today: {
    readonly title: string;
    readonly rate: string;
    readonly none: string;
    readonly orders: string;
    readonly paid: string;
    readonly open: string;
    readonly unpaid: string;
    readonly note: string;
    readonly more: string;
  };
}

export const overviewWords: Record<WordingLocale, OverviewWords> = {
  en: {
    title: 'What needs somebody now',
    alerts: { title: 'Alerts', empty: 'No alert is open.' },
    calls: { title: 'Calls to make', empty: 'Nobody has to be called.' },
    reviews: { title: 'Credit reviews', empty: 'No application waits for a person.' },
    problems: { title: 'Problems of buyers', empty: 'No problem is open.' },
    refunds: { title: 'Refunds to send by hand', empty: 'No refund waits for a person.' },
    since: 'since',
    today: {
      title: 'Placed today',
      rate: 'Unpaid rate',
      none: 'not known yet',
      orders: 'Orders',
      paid: 'Paid',
      open: 'Still open',
      unpaid: 'Unpaid',
      note: 'Of the orders placed since midnight on the shop’s clock that are not open any more, how many ended unpaid.',
      more: 'By day, hour, region and more',
    },
  },
  'zh-CN': {
    title: '现在需要处理',
    alerts: { title: '提醒', empty: '没有未处理的提醒。' },
    calls: { title: '待打电话', empty: '没有需要打的电话。' },
    reviews: { title: '信用审核', empty: '没有等待人工审核的申请。' },
    problems: { title: '买家的问题', empty: '没有未解决的问题。' },
    refunds: { title: '需人工退款', empty: '没有等待人工处理的退款。' },
    since: '自',
    today: {
      title: '今天下的订单',
      rate: '未付率',
      none: '还没有数据',
      orders: '订单',
      paid: '已付',
      open: '进行中',
      unpaid: '未付',
      note: '店铺时区零点以来下单且已结束的订单中，未付款的比例。',
      more: '按日期、时段、地区等查看',
    },
  },
};
