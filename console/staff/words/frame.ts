import type { WordingLocale } from '../../../domain/messages/locale.ts';

/** The pages that the menu names, in its order. A page that is to be there gets a name here. */
export const menuNames = [
  'overview',
  'orders',
  'calls',
  'reviews',
  'alerts',
  'problems',
  'refunds',
  'appeals',
  'stock',
  'reports',
  'policies',
  'templates',
  'checks',
  'admin',
] as const;
export type MenuName = (typeof menuNames)[number];

export interface FrameWords {
  readonly product: string;
  readonly skip: string;
  readonly menu: string;
  readonly names: Readonly<Record<MenuName, string>>;
  readonly signOut: string;
  readonly otherLanguage: { readonly locale: WordingLocale; readonly name: string };
  /** A page or form that the key's scopes don't allow. */
  readonly notYours: { readonly title: string; readonly say: (needed: string, has: string) => string };
  /** Above what the REST API said. */
  readonly refused: { readonly title: string; readonly say: string };
  readonly notFound: { readonly title: string; readonly say: string };
  readonly trouble: { readonly title: string; readonly say: string };
  readonly foreign: { readonly title: string; readonly say: string };
  readonly toOverview: string;
  readonly confirm: { readonly back: string };
}

export const frameWords: Record<WordingLocale, FrameWords> = {
  en: {
    product: 'Holdfast',
    skip: 'To the content',
    menu: 'Pages',
    names: {
      overview: 'Overview',
      orders: 'Orders',
      calls: 'Calls',
      reviews: 'Credit reviews',
      alerts: 'Alerts',
      problems: 'Problems',
      refunds: 'Refunds',
      appeals: 'Appeals',
      stock: 'Stock',
      reports: 'Reports',
      policies: 'Policies',
      templates: 'Templates',
      checks: 'Checks',
      admin: 'Administration',
    },
    signOut: 'Sign out',
    otherLanguage: { locale: 'zh-CN', name: '中文' },
    notYours: {
      title: 'Not for your key',
      say: (needed, has) =>
        `This needs a key with the scope ${needed}. Yours has: ${has}. Whoever gives out keys can give you another one.`,
    },
    refused: { title: 'Not possible', say: 'The reason is given above.' },
    notFound: { title: 'Nothing here', say: 'There is no page at this address.' },
    trouble: {
      title: 'Something went wrong',
      say: 'This page can’t be shown just now. Nothing you did is lost; please try again in a moment.',
    },
    foreign: {
      title: 'Not sent from here',
      say: 'This form was not sent from a page of this console, so nothing was done. Open the page again and send it from there.',
    },
    toOverview: 'To the overview',
    confirm: { back: 'No, go back' },
  },
  'zh-CN': {
    product: 'Holdfast',
    skip: '跳到内容',
    menu: '页面',
    names: {
      overview: '总览',
      orders: '订单',
      calls: '电话',
      reviews: '信用审核',
      alerts: '提醒',
      problems: '问题',
      refunds: '退款',
      appeals: '申诉',
      stock: '库存',
      reports: '报表',
      policies: '策略',
      templates: '模板',
      checks: '检查',
      admin: '管理',
    },
    signOut: '退出',
    otherLanguage: { locale: 'en', name: 'English' },
    notYours: {
      title: '您的密钥没有此权限',
      say: (needed, has) => `此页面需要带有 ${needed} 权限的密钥，您的密钥有：${has}。请向发放密钥的人申请。`,
    },
    refused: { title: '无法完成', say: '原因见上方。' },
    notFound: { title: '没有此页面', say: '这个地址没有页面。' },
    trouble: { title: '出了点问题', say: '页面暂时无法显示，您的操作没有丢失，请稍后再试。' },
    foreign: {
      title: '不是从这里提交的',
      say: '这个表单不是从本控制台的页面提交的，因此没有执行任何操作。请重新打开页面再提交。',
    },
    toOverview: '回到总览',
    confirm: { back: '不，返回' },
  },
};
