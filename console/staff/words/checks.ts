import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Pair } from './pair.ts';

export interface ChecksWords {
  readonly title: string;
  readonly integrity: {
    readonly title: string;
    readonly lead: string;
    readonly button: string;
    readonly fine: (rules: number) => string;
    readonly wrong: (violations: number) => string;
    readonly checked: string;
    readonly rules: string;
  };
  readonly columns: {
    readonly rule: string;
    readonly subject: string;
    readonly facts: string;
    readonly repair: string;
  };
  readonly reconciliation: {
    readonly title: string;
    readonly lead: string;
    readonly none: string;
    readonly requested: string;
    readonly finished: string;
    readonly state: string;
    readonly sessions: string;
    readonly sessionsText: (asked: number, unanswered: number, left: number) => string;
    readonly same: string;
    readonly done: string;
    readonly todo: string;
    readonly compare: string;
    readonly repair: string;
    readonly ask: string;
    readonly say: string;
  };
}

export const checksWords: Record<WordingLocale, ChecksWords> = {
  en: {
    title: 'Checks',
    integrity: {
      title: 'Integrity',
      lead: 'Looks at all orders, stock, payments and the journal: whether everything that must be true is true. It changes nothing.',
      button: 'Check now',
      fine: (rules) => `All ${rules} rules hold.`,
      wrong: (violations) => `Not as it must be: ${violations}. Whoever runs Holdfast should know.`,
      checked: 'Checked',
      rules: 'What is checked',
    },
    columns: { rule: 'Rule', subject: 'Seen at', facts: 'Seen by', repair: 'What it needs' },
    reconciliation: {
      title: 'Comparison with providers',
      lead: 'Compares what providers, events, payments, orders and the stock ledger say. It is done every day by itself.',
      none: 'Nothing has been compared yet.',
      requested: 'Asked for',
      finished: 'Finished',
      state: 'State',
      sessions: 'Payment sessions',
      sessionsText: (asked, unanswered, left) =>
        `${asked} answered for, ${unanswered} not answered, ${left} left for another time`,
      same: 'All say the same.',
      done: 'done',
      todo: 'not done',
      compare: 'Compare now',
      repair: 'Compare and repair',
      ask: 'Compare and put right what is safe?',
      say: 'News that were not told are told again, orders without a workflow get one, balances are set to what their ledger says, provider’s answers are taken, and sessions that must not be open are closed. What needs a person stays.',
    },
  },
  'zh-CN': {
    title: '检查',
    integrity: {
      title: '完整性',
      lead: '检查所有订单、库存、付款与记录：必须成立的是否都成立。不改变任何数据。',
      button: '立即检查',
      fine: (rules) => `全部 ${rules} 条规则成立。`,
      wrong: (violations) => `有 ${violations} 处不符。请通知运维人员。`,
      checked: '检查时间',
      rules: '检查内容',
    },
    columns: { rule: '规则', subject: '对象', facts: '依据', repair: '需要的处理' },
    reconciliation: {
      title: '与服务商对账',
      lead: '比较服务商、事件、付款、订单与库存台账的说法。每天自动进行一次。',
      none: '还没有对过账。',
      requested: '请求时间',
      finished: '完成时间',
      state: '状态',
      sessions: '支付会话',
      sessionsText: (asked, unanswered, left) => `已回答 ${asked}，未回答 ${unanswered}，留待下次 ${left}`,
      same: '各方一致。',
      done: '已处理',
      todo: '未处理',
      compare: '立即对账',
      repair: '对账并修复',
      ask: '对账并修复可安全修复的差异？',
      say: '未送达的通知会重发，没有流程的订单会启动，库存余额按台账修正，采用服务商的回答，不该打开的会话会关闭。需要人工的保持不变。',
    },
  },
};

export const comparisonStates: Readonly<Record<'waiting' | 'running' | 'done', Pair>> = {
  waiting: ['waiting for its turn', '等待中'],
  running: ['under way', '进行中'],
  done: ['done', '已完成'],
};

/** What providers and we know differently, beside what integrity rules say. */
export const differenceTexts: Readonly<Record<string, Pair>> = {
  provider_is_gone: ['The provider of a session is not set up any more.', '会话的服务商已不再配置。'],
  session_left_opening: [
    'A session was being opened and nobody knows what became of it.',
    '会话打开过程中断，结果未知。',
  ],
  provider_paid_otherwise: [
    'The provider was paid another amount than we know of.',
    '服务商收到的金额与我们所知不同。',
  ],
  paid_session_untold: ['The provider was paid and has not told us.', '服务商已收款但未通知我们。'],
  provider_forgot_payment: [
    'We know of a payment that the provider does not.',
    '我们有一笔付款，服务商没有。',
  ],
  closed_order_still_payable: [
    'A session that must not be paid any more is open.',
    '不应再支付的会话仍然打开。',
  ],
  session_state_untold: [
    'The provider knows news of a session and has not told us.',
    '服务商有会话的新状态但未通知我们。',
  ],
};

export const repairNames: Readonly<Record<string, Pair>> = {
  tell_again: ['tell the order again', '重新通知订单'],
  start_order: ['start its workflow', '启动流程'],
  reconcile_stock: ['set the balance to the ledger', '按台账修正余额'],
  take_answer: ['take the provider’s answer', '采用服务商的回答'],
  close_session: ['close the session', '关闭会话'],
  by_a_person: ['a person', '人工处理'],
};
