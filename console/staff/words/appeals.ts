import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface AppealsWords {
  readonly title: string;
  readonly say: string;
  readonly empty: string;
  readonly state: string;
  readonly open: string;
  readonly decided: string;
  readonly buyer: string;
  readonly level: string;
  readonly decisions: Readonly<Record<'granted' | 'refused', string>>;
  readonly decidedAt: string;
  readonly why: string;
  readonly whyHint: string;
  readonly grant: { readonly title: string; readonly ask: string; readonly say: string };
  readonly refuse: { readonly title: string; readonly ask: string; readonly say: string };
}

export const appealsWords: Record<WordingLocale, AppealsWords> = {
  en: {
    title: 'Appeals',
    say: 'Buyers who say that their standing is wrong. Look at the buyer and his orders, then decide.',
    empty: 'No appeal is like that. One appears here when a buyer says that his standing is wrong.',
    state: 'State',
    open: 'To be decided',
    decided: 'Decided',
    buyer: 'Buyer',
    level: 'Standing then',
    decisions: { granted: 'Granted', refused: 'Refused' },
    decidedAt: 'Decided at',
    why: 'Why',
    whyHint: 'Is kept with the decision.',
    grant: {
      title: 'Grant it',
      ask: 'Grant the appeal?',
      say: 'The buyer is in good standing from now on, and what he left unpaid before counts no more.',
    },
    refuse: {
      title: 'Refuse it',
      ask: 'Refuse the appeal?',
      say: 'The buyer’s standing stays as it is. It is decided once.',
    },
  },
  'zh-CN': {
    title: '申诉',
    say: '认为自己信用等级有误的买家。请查看买家及其订单，然后决定。',
    empty: '没有符合条件的申诉。买家认为信用等级有误并提出申诉时，会出现在这里。',
    state: '状态',
    open: '待决定',
    decided: '已决定',
    buyer: '买家',
    level: '当时等级',
    decisions: { granted: '通过', refused: '驳回' },
    decidedAt: '决定时间',
    why: '理由',
    whyHint: '与决定一起保存。',
    grant: {
      title: '通过',
      ask: '通过这个申诉吗？',
      say: '买家从现在起恢复为信用良好，之前的未付款记录不再计入。',
    },
    refuse: { title: '驳回', ask: '驳回这个申诉吗？', say: '买家的信用等级保持不变。只能决定一次。' },
  },
};
