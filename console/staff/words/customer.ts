import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface CustomerWords {
  readonly title: (id: string) => string;
  readonly contact: {
    readonly title: string;
    readonly name: string;
    readonly phone: string;
    readonly email: string;
    readonly locale: string;
    readonly tags: string;
    readonly unreachable: string;
    readonly erased: string;
    readonly none: string;
  };
  readonly consents: { readonly title: string; readonly yes: string; readonly no: string };
  readonly standing: {
    readonly title: string;
    readonly score: string;
    readonly since: string;
    readonly reasons: string;
    readonly improves: string;
    readonly appeal: string;
    readonly language: string;
  };
  readonly unblock: { readonly title: string; readonly button: string; readonly reason: string };
  readonly orders: string;
}

export const customerWords: Record<WordingLocale, CustomerWords> = {
  en: {
    title: (id) => `Buyer ${id}`,
    contact: {
      title: 'Contact',
      name: 'Name',
      phone: 'Phone',
      email: 'E-mail',
      locale: 'Language',
      tags: 'Tags',
      unreachable: 'Can’t be reached',
      erased: 'Data erased',
      none: 'not known',
    },
    consents: { title: 'May be written to by', yes: 'yes', no: 'no' },
    standing: {
      title: 'Standing',
      score: 'Left before blocked',
      since: 'Since',
      reasons: 'Why',
      improves: 'What improves it',
      appeal: 'Has appealed',
      language: 'In the buyer’s language, as he is told it.',
    },
    unblock: { title: 'Unblock the buyer', button: 'Unblock the buyer', reason: 'Why' },
    orders: 'His orders',
  },
  'zh-CN': {
    title: (id) => `买家 ${id}`,
    contact: {
      title: '联系方式',
      name: '姓名',
      phone: '电话',
      email: '电子邮件',
      locale: '语言',
      tags: '标签',
      unreachable: '无法送达',
      erased: '资料已删除',
      none: '未知',
    },
    consents: { title: '同意接收', yes: '同意', no: '不同意' },
    standing: {
      title: '信用等级',
      score: '距禁止下单余量',
      since: '自',
      reasons: '原因',
      improves: '如何改善',
      appeal: '已申诉',
      language: '按买家的语言显示，与买家看到的一致。',
    },
    unblock: { title: '解除禁止', button: '解除禁止', reason: '原因' },
    orders: '买家的订单',
  },
};
