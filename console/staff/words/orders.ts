import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface OrdersWords {
  readonly title: string;
  readonly find: string;
  readonly findButton: string;
  readonly caption: string;
  readonly empty: string;
  readonly filters: {
    readonly shop: string;
    readonly status: string;
    readonly customerId: string;
    readonly channel: string;
    readonly placedAfter: string;
    readonly placedBefore: string;
  };
  readonly columns: {
    readonly order: string;
    readonly status: string;
    readonly buyer: string;
    readonly total: string;
    readonly due: string;
    readonly placed: string;
    readonly deadline: string;
    readonly shop: string;
  };
}

export const ordersWords: Record<WordingLocale, OrdersWords> = {
  en: {
    title: 'Orders',
    find: 'Order number',
    findButton: 'Open',
    caption: 'Orders, newest first',
    empty: 'No order is like that.',
    filters: {
      shop: 'Shop',
      status: 'Status',
      customerId: 'Buyer',
      channel: 'Channel',
      placedAfter: 'Placed from',
      placedBefore: 'Placed before',
    },
    columns: {
      order: 'Order',
      status: 'Status',
      buyer: 'Buyer',
      total: 'Total',
      due: 'Due',
      placed: 'Placed',
      deadline: 'Deadline',
      shop: 'Shop',
    },
  },
  'zh-CN': {
    title: '订单',
    find: '订单号',
    findButton: '打开',
    caption: '订单，最新的在前',
    empty: '没有符合条件的订单。',
    filters: {
      shop: '店铺',
      status: '状态',
      customerId: '买家',
      channel: '渠道',
      placedAfter: '下单时间从',
      placedBefore: '下单时间早于',
    },
    columns: {
      order: '订单',
      status: '状态',
      buyer: '买家',
      total: '总额',
      due: '待付',
      placed: '下单',
      deadline: '付款期限',
      shop: '店铺',
    },
  },
};
