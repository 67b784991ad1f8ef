import type { CallTaskState } from '../../../domain/call-tasks/call-task.ts';
import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface CallsWords {
  readonly title: string;
  readonly say: string;
  readonly caption: string;
  readonly empty: string;
  readonly filters: { readonly state: string; readonly orderId: string };
  readonly columns: {
    readonly order: string;
    readonly state: string;
    readonly buyer: string;
    readonly about: string;
    readonly created: string;
    readonly by: string;
  };
  readonly states: Readonly<Record<CallTaskState, string>>;
  readonly tries: (attempt: number) => string;
  readonly one: {
    readonly title: (order: string) => string;
    readonly whom: string;
    readonly phone: string;
    readonly language: string;
    readonly script: string;
    readonly order: string;
    readonly orderStatus: string;
    readonly due: string;
    readonly deadline: string;
    readonly nextReminder: string;
    readonly noReminder: string;
    readonly claim: string;
    readonly claimSay: string;
    readonly yours: (until: string) => string;
    readonly another: (name: string, until: string) => string;
    readonly somebody: string;
    readonly withdrawn: (reason: string) => string;
    readonly result: string;
    readonly outcome: string;
    readonly why: string;
    readonly note: string;
    readonly gift: string;
    readonly at: string;
    readonly toList: string;
  };
  readonly outcome: {
    readonly title: string;
    readonly button: string;
    readonly note: string;
    readonly contactName: string;
    readonly contactPhone: string;
    readonly contactEmail: string;
    readonly contactHint: string;
    readonly reason: string;
    readonly withGift: string;
    readonly withGiftHint: string;
    readonly ask: string;
    readonly say: string;
    readonly sayGift: string;
    readonly endButton: string;
    readonly keepButton: string;
  };
}

export const callsWords: Record<WordingLocale, CallsWords> = {
  en: {
    title: 'Calls to make',
    say: 'Buyers to be called in place of a reminder. Open one, take it on, call, and say what came of it.',
    caption: 'Calls, oldest first',
    empty:
      'No call is like that. A call appears here when an unpaid order is worth one and its buyer allows being called.',
    filters: { state: 'State', orderId: 'Order' },
    columns: {
      order: 'Order',
      state: 'State',
      buyer: 'Buyer',
      about: 'Stands for',
      created: 'Since',
      by: 'Who calls',
    },
    states: { open: 'To be made', claimed: 'Taken on', done: 'Made', withdrawn: 'Not needed any more' },
    tries: (attempt) => (attempt > 1 ? `, try ${attempt}` : ''),
    one: {
      title: (order) => `Call about order ${order}`,
      whom: 'Whom to call',
      phone: 'Number',
      language: 'Speaks',
      script: 'What to say',
      order: 'The order now',
      orderStatus: 'Status',
      due: 'To be paid',
      deadline: 'Deadline',
      nextReminder: 'Next reminder',
      noReminder: 'none planned',
      claim: 'I make this call',
      claimSay: 'Take it on first, so that nobody else calls the same buyer.',
      yours: (until) => `You make this call. It is yours until ${until}; then anybody may take it on.`,
      another: (name, until) => `${name} makes this call. It is free again after ${until}.`,
      somebody: 'Somebody else',
      withdrawn: (reason) => `Nobody has to be called any more: ${reason}.`,
      result: 'What came of it',
      outcome: 'Outcome',
      why: 'Why not',
      note: 'Note',
      gift: 'Keeps it for',
      at: 'When',
      toList: 'To the calls that are left',
    },
    outcome: {
      title: 'What came of the call',
      button: 'This came of it',
      note: 'Note',
      contactName: 'Name',
      contactPhone: 'Phone',
      contactEmail: 'E-mail',
      contactHint: 'A phone number or an e-mail address is needed.',
      reason: 'Why it is not wanted',
      withGift: 'He keeps the order for a gift',
      withGiftHint: 'Only where the policy has one, once for an order: the script says so.',
      ask: 'Is the order not wanted?',
      say: 'The order is cancelled and its stock goes back. That can’t be undone.',
      sayGift: 'The order stays, and the buyer is told what he was promised.',
      endButton: 'Cancel the order',
      keepButton: 'Keep it for the gift',
    },
  },
  'zh-CN': {
    title: '待打电话',
    say: '这些买家需要致电，而不是发送提醒。打开一项，领取，致电，然后填写结果。',
    caption: '电话任务，最早的在前',
    empty: '没有符合条件的电话任务。未付款订单值得致电且买家同意接听电话时，任务会出现在这里。',
    filters: { state: '状态', orderId: '订单' },
    columns: {
      order: '订单',
      state: '状态',
      buyer: '买家',
      about: '代替的提醒',
      created: '自',
      by: '致电人',
    },
    states: { open: '待致电', claimed: '已领取', done: '已致电', withdrawn: '不再需要' },
    tries: (attempt) => (attempt > 1 ? `，第 ${attempt} 次` : ''),
    one: {
      title: (order) => `订单 ${order} 的电话`,
      whom: '致电对象',
      phone: '号码',
      language: '语言',
      script: '说什么',
      order: '订单现状',
      orderStatus: '状态',
      due: '待付',
      deadline: '付款期限',
      nextReminder: '下一次提醒',
      noReminder: '没有安排',
      claim: '我来打这个电话',
      claimSay: '请先领取，以免同事给同一位买家打电话。',
      yours: (until) => `这个电话由您来打，保留到 ${until}，之后任何人都可以领取。`,
      another: (name, until) => `${name}正在打这个电话，${until} 之后可再次领取。`,
      somebody: '其他人',
      withdrawn: (reason) => `不再需要致电：${reason}。`,
      result: '结果',
      outcome: '结果',
      why: '原因',
      note: '备注',
      gift: '因赠品保留',
      at: '时间',
      toList: '查看其余电话',
    },
    outcome: {
      title: '通话结果',
      button: '记录此结果',
      note: '备注',
      contactName: '姓名',
      contactPhone: '电话',
      contactEmail: '电子邮件',
      contactHint: '电话和电子邮件至少填一项。',
      reason: '不想要的原因',
      withGift: '买家因赠品而保留订单',
      withGiftHint: '仅当策略提供赠品时可用，每单一次，话术中会说明。',
      ask: '买家不要这个订单了吗？',
      say: '订单将被取消并释放库存，无法撤销。',
      sayGift: '订单保留，并告知买家所承诺的赠品。',
      endButton: '取消订单',
      keepButton: '因赠品保留',
    },
  },
};
