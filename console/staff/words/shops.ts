import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface ShopsWords {
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly shop: string;
  readonly make: {
    readonly title: string;
    readonly name: string;
    readonly hint: string;
    readonly button: string;
  };
  readonly all: string;
  readonly one: (shop: string) => string;
  readonly settings: string;
  readonly policy: string;
  readonly timeZone: string;
  readonly timeZoneHint: string;
  readonly ofPolicy: string;
  readonly currency: string;
  readonly currencyHint: string;
  readonly locale: string;
  readonly localeHint: string;
  readonly providers: string;
  readonly collects: (method: string) => string;
  readonly usual: (provider: string | undefined) => string;
  readonly bank: string;
  readonly holder: string;
  readonly account: string;
  readonly bankName: string;
  readonly bankHint: string;
  readonly experiment: string;
  readonly experimentHint: string;
  readonly none: string;
  readonly change: string;
  readonly save: string;
  readonly ask: { readonly title: (shop: string) => string; readonly say: string; readonly button: string };
}

export const shopsWords: Record<WordingLocale, ShopsWords> = {
  en: {
    title: 'Shops',
    lead: 'Whose policy orders follow, on which clock and in which money, and who collects it.',
    empty: 'There is no shop.',
    shop: 'Shop',
    make: {
      title: 'New shop',
      name: 'Name',
      hint: 'It starts with the policy “default”, which can be changed.',
      button: 'Make the shop',
    },
    all: 'All shops',
    one: (shop) => `Shop ${shop}`,
    settings: 'Settings',
    policy: 'Policy',
    timeZone: 'Time zone',
    timeZoneHint: 'Such as Asia/Shanghai. Empty: the policy’s.',
    ofPolicy: 'the policy’s',
    currency: 'Currency',
    currencyHint: 'Such as CNY. Orders in another one are refused.',
    locale: 'Language',
    localeHint: 'Such as zh-CN or en: what buyers are spoken to in who have said nothing.',
    providers: 'Who collects',
    collects: (method) => `Who collects: ${method}`,
    usual: (provider) => (provider === undefined ? 'nobody' : `as usual: ${provider}`),
    bank: 'Account for bank transfers',
    holder: 'Account holder',
    account: 'Account number',
    bankName: 'Bank',
    bankHint: 'Shown to buyers who pay by transfer.',
    experiment: 'Experiment',
    experimentHint: 'As JSON. Empty: none is run.',
    none: 'none',
    change: 'Change the settings',
    save: 'Show what changes',
    ask: {
      title: (shop) => `Change the shop ${shop}?`,
      say: 'It counts from now on. Orders that are there keep the policy they were placed under.',
      button: 'Yes, change it',
    },
  },
  'zh-CN': {
    title: '店铺',
    lead: '订单遵循哪个策略、按哪个时区、用哪种货币，以及由谁收款。',
    empty: '没有店铺。',
    shop: '店铺',
    make: { title: '新建店铺', name: '名称', hint: '以策略“default”开始，之后可以更改。', button: '新建' },
    all: '所有店铺',
    one: (shop) => `店铺 ${shop}`,
    settings: '设置',
    policy: '策略',
    timeZone: '时区',
    timeZoneHint: '如 Asia/Shanghai。留空：使用策略的时区。',
    ofPolicy: '使用策略的',
    currency: '货币',
    currencyHint: '如 CNY。其他货币的订单会被拒绝。',
    locale: '语言',
    localeHint: '如 zh-CN 或 en：买家没有选择时使用的语言。',
    providers: '由谁收款',
    collects: (method) => `由谁收款：${method}`,
    usual: (provider) => (provider === undefined ? '无' : `默认：${provider}`),
    bank: '银行转账账户',
    holder: '户名',
    account: '账号',
    bankName: '开户行',
    bankHint: '显示给用银行转账付款的买家。',
    experiment: '实验',
    experimentHint: 'JSON。留空：不进行实验。',
    none: '无',
    change: '修改设置',
    save: '显示改动',
    ask: {
      title: (shop) => `修改店铺 ${shop}？`,
      say: '从现在起生效；已有订单保留下单时的策略。',
      button: '是，修改',
    },
  },
};
