import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface AlertsWords {
  readonly title: string;
  readonly say: string;
  readonly empty: string;
  readonly filters: {
    readonly acknowledged: string;
    readonly open: string;
    readonly seen: string;
    readonly kind: string;
  };
  readonly seen: string;
  readonly facts: string;
  readonly acknowledge: string;
}

export const alertsWords: Record<WordingLocale, AlertsWords> = {
  en: {
    title: 'Alerts',
    say: 'What a person has to look at, newest first. Do what it says, then mark it as seen: it leaves the list for everybody.',
    empty:
      'No alert is like that. One appears here when something needs a person: money, parcels, stock, or the system.',
    filters: { acknowledged: 'State', open: 'Open', seen: 'Seen', kind: 'Kind' },
    seen: 'Seen',
    facts: 'Details',
    acknowledge: 'Mark as seen',
  },
  'zh-CN': {
    title: '提醒',
    say: '需要人工查看的事项，最新的在前。按说明处理后标为已阅，它会从所有人的列表中消失。',
    empty: '没有符合条件的提醒。当款项、包裹、库存或系统需要人工处理时，会出现在这里。',
    filters: { acknowledged: '状态', open: '未处理', seen: '已阅', kind: '类型' },
    seen: '已阅',
    facts: '详情',
    acknowledge: '标为已阅',
  },
};
