import type { WordingLocale } from '../../../domain/messages/locale.ts';

/** What the page says of instalments. */
export interface InstalmentWords {
  readonly title: string;
  /** Instead of "nothing to do now": there may be. */
  readonly agreed: (amount: string) => string;
  readonly owed: (amount: string) => string;
  readonly paidOff: string;
  readonly debited: string;
  readonly notDebited: string;
  readonly dueOn: (date: string) => string;
  readonly states: Readonly<Record<'planned' | 'due' | 'overdue' | 'paid' | 'void', string>>;
  readonly underWay: string;
  readonly declined: (date: string) => string;
  readonly declinedForGood: string;
  readonly method: string;
  readonly payNow: (amount: string) => string;
}

const en: InstalmentWords = {
  title: 'Your instalments',
  agreed: (amount) => `Thank you. You pay ${amount} later, as agreed below.`,
  owed: (amount) => `${amount} is still to be paid.`,
  paidOff: 'All of them are settled. There is nothing more to do.',
  debited: 'Each is taken from your card on its day. You can pay any of them earlier.',
  notDebited: 'No card is set up for them: please pay each by its day.',
  dueOn: (date) => `due ${date}`,
  states: { planned: 'planned', due: 'due now', overdue: 'overdue', paid: 'paid', void: 'not owed any more' },
  underWay: 'being paid',
  declined: (date) => `your card was declined; next try ${date}`,
  declinedForGood: 'your card was declined: please pay it yourself',
  method: 'Pay by',
  payNow: (amount) => `Pay ${amount} now`,
};

const zhCN: InstalmentWords = {
  title: '您的分期',
  agreed: (amount) => `谢谢！${amount} 将按下方约定分期支付。`,
  owed: (amount) => `还有 ${amount} 待付。`,
  paidOff: '分期已全部结清，无需其他操作。',
  debited: '每期将在到期日从您的银行卡自动扣款，您也可以提前付任意一期。',
  notDebited: '您没有设置自动扣款的银行卡，请在到期日前自行付款。',
  dueOn: (date) => `${date}到期`,
  states: { planned: '未到期', due: '现在到期', overdue: '已逾期', paid: '已付', void: '无需再付' },
  underWay: '付款处理中',
  declined: (date) => `扣款未成功，${date}再试`,
  declinedForGood: '扣款未成功，请自行付款',
  method: '付款方式',
  payNow: (amount) => `现在支付 ${amount}`,
};

export const instalmentWords: Readonly<Record<WordingLocale, InstalmentWords>> = { en, 'zh-CN': zhCN };
