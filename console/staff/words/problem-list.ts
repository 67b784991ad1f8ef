import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface ProblemListWords {
  readonly title: string;
  readonly say: string;
  readonly empty: string;
  readonly filters: {
    readonly state: string;
    readonly open: string;
    readonly resolved: string;
    readonly orderId: string;
  };
  readonly order: string;
  readonly resolved: string;
  readonly resolve: string;
}

export const problemListWords: Record<WordingLocale, ProblemListWords> = {
  en: {
    title: 'Problems of buyers',
    say: 'What keeps buyers from paying, in their own words. Their orders stand still for a while; resolve a problem once the buyer has his answer, and the order goes on with the time it lost.',
    empty: 'No problem is like that. One appears here when a buyer reports it on the payment page.',
    filters: { state: 'State', open: 'Open', resolved: 'Resolved', orderId: 'Order' },
    order: 'Order',
    resolved: 'Resolved',
    resolve: 'Resolved: the order goes on',
  },
  'zh-CN': {
    title: '买家的问题',
    say: '买家无法付款的原因，按买家原话显示，期间订单会暂停一段时间。答复买家后请标为已解决，订单随即继续，并补回所用时间。',
    empty: '没有符合条件的问题。买家在付款页面报告问题后会出现在这里。',
    filters: { state: '状态', open: '未解决', resolved: '已解决', orderId: '订单' },
    order: '订单',
    resolved: '已解决',
    resolve: '已解决，订单继续',
  },
};
