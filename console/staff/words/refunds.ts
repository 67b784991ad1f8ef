import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Refund } from '../rest-shapes.ts';

export interface RefundsWords {
  readonly title: string;
  readonly say: string;
  readonly empty: string;
  readonly state: string;
  readonly states: Readonly<Record<Refund['state'], string>>;
  readonly order: string;
  readonly payment: string;
  readonly paidAt: string;
  readonly reason: string;
  readonly why: string;
  readonly asked: string;
  readonly refunded: string;
  readonly reference: string;
  readonly note: string;
  readonly done: {
    readonly title: string;
    readonly say: string;
    readonly reference: string;
    readonly referenceHint: string;
    readonly note: string;
    readonly button: string;
    readonly ask: string;
    readonly askSay: string;
  };
}

export const refundsWords: Record<WordingLocale, RefundsWords> = {
  en: {
    title: 'Refunds',
    say: 'Bank transfers go back by hand: send the money to the account named here, then say so. It counts from then on, and the buyer is told.',
    empty:
      'No refund is like that. One appears here when money is to go back that no provider can send by itself.',
    state: 'State',
    states: { by_hand: 'To be sent by hand', pending: 'On its way', refunded: 'Refunded', failed: 'Failed' },
    order: 'Order',
    payment: 'Back to',
    paidAt: 'Paid',
    reason: 'Reason',
    why: 'Why by hand',
    asked: 'Asked for',
    refunded: 'Refunded',
    reference: 'Reference of the bank',
    note: 'Note',
    done: {
      title: 'It is sent',
      say: 'Only once the transfer has left: it counts as refunded from then on.',
      reference: 'Reference of the bank',
      referenceHint: 'As the bank names the transfer; no spaces.',
      note: 'Note',
      button: 'It is sent',
      ask: 'Has the money been sent?',
      askSay: 'The refund counts as done, and the buyer is told. That can’t be undone.',
    },
  },
  'zh-CN': {
    title: '退款',
    say: '银行转账需要人工退回：请把款项转到所列账户，然后在这里确认。确认后计入订单，并通知买家。',
    empty: '没有符合条件的退款。当款项无法由服务商自动退回时，会出现在这里。',
    state: '状态',
    states: { by_hand: '待人工退款', pending: '处理中', refunded: '已退款', failed: '失败' },
    order: '订单',
    payment: '退回至',
    paidAt: '付款时间',
    reason: '原因',
    why: '人工原因',
    asked: '申请时间',
    refunded: '退款时间',
    reference: '银行流水号',
    note: '备注',
    done: {
      title: '已经转出',
      say: '请在转账实际发出后再确认：确认后即视为已退款。',
      reference: '银行流水号',
      referenceHint: '银行给出的转账编号，不含空格。',
      note: '备注',
      button: '已经转出',
      ask: '款项已经转出了吗？',
      askSay: '退款将视为完成，并通知买家，无法撤销。',
    },
  },
};
