import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface KitWords {
  readonly show: string;
  readonly all: string;
  readonly next: string;
  readonly first: string;
  readonly pages: string;
  readonly optional: string;
  /** Before what the REST API says of a field. */
  readonly fieldWrong: string;
  readonly nothingChanges: string;
  readonly zone: (zone: string) => string;
}

export const kitWords: Record<WordingLocale, KitWords> = {
  en: {
    show: 'Show',
    all: 'all',
    next: 'Next page',
    first: 'First page',
    pages: 'Pages of the list',
    optional: 'optional',
    fieldWrong: '',
    nothingChanges: 'Nothing is different.',
    zone: (zone) => `Times are on the shop’s clock (${zone}).`,
  },
  'zh-CN': {
    show: '显示',
    all: '全部',
    next: '下一页',
    first: '第一页',
    pages: '列表分页',
    optional: '可不填',
    fieldWrong: '此项有误：',
    nothingChanges: '没有改动。',
    zone: (zone) => `时间按店铺时区（${zone}）显示。`,
  },
};
