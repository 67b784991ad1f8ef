import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface AdminWords {
  readonly title: string;
  readonly keys: {
    readonly title: string;
    readonly lead: string;
    readonly empty: string;
    readonly name: string;
    readonly scopes: string;
    readonly shop: string;
    readonly everyShop: string;
    readonly since: string;
    readonly create: string;
    readonly createButton: string;
    readonly shopHint: string;
    readonly created: string;
    readonly once: string;
    readonly revoke: string;
    readonly ask: string;
    readonly say: string;
  };
  readonly scopeTexts: Readonly<Record<'orders' | 'payments' | 'staff' | 'admin', string>>;
}

export const adminWords: Record<WordingLocale, AdminWords> = {
  en: {
    title: 'Administration',
    keys: {
      title: 'API keys',
      lead: 'A key is an account: whoever has it may do what its scopes allow, here and over REST.',
      empty: 'There is no key.',
      name: 'Name',
      scopes: 'Scopes',
      shop: 'Shop',
      everyShop: 'every shop',
      since: 'Since',
      create: 'New key',
      createButton: 'Make the key',
      shopHint: 'Empty: for every shop. A key of one shop makes keys of that shop only.',
      created: 'The key is made. Copy it now:',
      once: 'It is shown this once. Only a hash of it is kept.',
      revoke: 'Revoke',
      ask: 'Revoke this key?',
      say: 'Whoever uses it is refused within seconds, and signed out here. It can’t be taken back.',
    },
    scopeTexts: {
      orders: 'orders: place and read orders',
      payments: 'payments: payments and refunds',
      staff: 'staff: what a shop’s people do',
      admin: 'admin: keys, policies, shops',
    },
  },
  'zh-CN': {
    title: '管理',
    keys: {
      title: 'API 密钥',
      lead: '密钥就是账号：持有者可以做其权限允许的事，在这里和通过 REST 都一样。',
      empty: '没有密钥。',
      name: '名称',
      scopes: '权限',
      shop: '店铺',
      everyShop: '所有店铺',
      since: '创建时间',
      create: '新建密钥',
      createButton: '创建密钥',
      shopHint: '留空：所有店铺。单店密钥只能创建本店密钥。',
      created: '密钥已创建，请立即复制：',
      once: '只显示这一次，系统只保存其哈希。',
      revoke: '吊销',
      ask: '吊销这个密钥？',
      say: '使用它的人会在几秒内被拒绝，并在此退出登录。无法撤销。',
    },
    scopeTexts: {
      orders: 'orders：下单与查看订单',
      payments: 'payments：付款与退款',
      staff: 'staff：店铺员工的操作',
      admin: 'admin：密钥、策略、店铺',
    },
  },
};
