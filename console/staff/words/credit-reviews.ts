import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { CreditReview } from '../rest-shapes.ts';

export interface CreditReviewsWords {
  readonly title: string;
  readonly say: string;
  readonly caption: string;
  readonly empty: string;
  readonly filters: { readonly state: string; readonly orderId: string };
  readonly columns: {
    readonly order: string;
    readonly state: string;
    readonly buyer: string;
    readonly amount: string;
    readonly product: string;
    readonly grade: string;
    readonly why: string;
    readonly opened: string;
  };
  readonly states: Readonly<Record<CreditReview['state'], string>>;
  readonly decisions: Readonly<Record<'approved' | 'declined', string>>;
  readonly one: {
    readonly title: (order: string) => string;
    readonly request: string;
    readonly application: string;
    readonly score: string;
    readonly limit: string;
    readonly exposure: string;
    readonly noScore: string;
    readonly scorecard: string;
    readonly factor: string;
    readonly count: string;
    readonly points: string;
    readonly noFactors: string;
    readonly language: string;
    readonly against: string;
    readonly nothingAgainst: string;
    readonly wouldChange: string;
    readonly documents: string;
    readonly noDocuments: string;
    readonly accepted: string;
    readonly copies: string;
    readonly withdrawn: string;
    readonly result: string;
    readonly decision: string;
    readonly counted: string;
    readonly note: string;
    readonly at: string;
    readonly toList: string;
  };
  readonly decide: {
    readonly title: string;
    readonly approve: string;
    readonly decline: string;
    readonly note: string;
    readonly noteHint: string;
    readonly accept: (kind: string) => string;
    readonly acceptedCount: string;
    readonly askApprove: string;
    readonly sayApprove: string;
    readonly askDecline: string;
    readonly sayDecline: string;
  };
}

export const creditReviewsWords: Record<WordingLocale, CreditReviewsWords> = {
  en: {
    title: 'Credit reviews',
    say: 'Applications to pay later that a person decides, since the score is close to a boundary, documents came, or nothing more could be learnt.',
    caption: 'Credit reviews, oldest first',
    empty: 'No review is like that. One appears here when an application to pay later is left to a person.',
    filters: { state: 'State', orderId: 'Order' },
    columns: {
      order: 'Order',
      state: 'State',
      buyer: 'Buyer',
      amount: 'Amount',
      product: 'Applies for',
      grade: 'Grade',
      why: 'Why a person',
      opened: 'Since',
    },
    states: { open: 'To be decided', decided: 'Decided', withdrawn: 'Withdrawn' },
    decisions: { approved: 'Approved', declined: 'Declined' },
    one: {
      title: (order) => `Credit review of order ${order}`,
      request: 'What is asked for',
      application: 'The application is',
      score: 'Score',
      limit: 'Limit of the grade',
      exposure: 'Owed and asked for already',
      noScore: 'not scored: the bureau did not answer',
      scorecard: 'What the score is made of',
      factor: 'What counts',
      count: 'How many',
      points: 'Points',
      noFactors: 'Nothing was counted.',
      language: 'In the language of the shop.',
      against: 'Speaks against it',
      nothingAgainst: 'nothing that the policy knows',
      wouldChange: 'Would change it',
      documents: 'Documents',
      noDocuments: 'The buyer has sent none.',
      accepted: 'accepted',
      copies: 'They are kept encrypted here. A copy that you save is not: delete it when you have decided.',
      withdrawn: 'There is nothing to decide any more: the application was withdrawn.',
      result: 'What was decided',
      decision: 'Decision',
      counted: 'Counted',
      note: 'Note',
      at: 'When',
      toList: 'To the reviews that are left',
    },
    decide: {
      title: 'Decide',
      approve: 'Approve',
      decline: 'Decline',
      note: 'Why',
      noteHint: 'For colleagues; the buyer does not read it.',
      accept: (kind) => `The document “${kind}” is right: it counts from now on`,
      acceptedCount: 'Documents accepted',
      askApprove: 'Approve the application?',
      sayApprove:
        'The buyer is told, and the order counts as paid for with what is financed. It is decided once.',
      askDecline: 'Decline the application?',
      sayDecline: 'The buyer is told, and offered other ways to pay. It is decided once.',
    },
  },
  'zh-CN': {
    title: '信用审核',
    say: '需要人工决定的先享后付申请：评分接近界限、收到材料，或无法获得更多信息。',
    caption: '信用审核，最早的在前',
    empty: '没有符合条件的审核。先享后付申请需要人工决定时会出现在这里。',
    filters: { state: '状态', orderId: '订单' },
    columns: {
      order: '订单',
      state: '状态',
      buyer: '买家',
      amount: '金额',
      product: '申请产品',
      grade: '等级',
      why: '人工原因',
      opened: '自',
    },
    states: { open: '待决定', decided: '已决定', withdrawn: '已撤回' },
    decisions: { approved: '已批准', declined: '已拒绝' },
    one: {
      title: (order) => `订单 ${order} 的信用审核`,
      request: '申请内容',
      application: '申请状态',
      score: '评分',
      limit: '该等级的额度',
      exposure: '已欠和已申请',
      noScore: '未评分：征信机构没有回应',
      scorecard: '评分构成',
      factor: '评分项',
      count: '数量',
      points: '分数',
      noFactors: '没有计入任何项目。',
      language: '按店铺的语言显示。',
      against: '不利因素',
      nothingAgainst: '策略未发现不利因素',
      wouldChange: '可改变结果的条件',
      documents: '材料',
      noDocuments: '买家没有提交材料。',
      accepted: '已采用',
      copies: '材料在这里加密保存。您保存到本机的副本不加密，决定后请删除。',
      withdrawn: '申请已撤回，无需再决定。',
      result: '决定结果',
      decision: '决定',
      counted: '已生效',
      note: '备注',
      at: '时间',
      toList: '查看其余审核',
    },
    decide: {
      title: '决定',
      approve: '批准',
      decline: '拒绝',
      note: '理由',
      noteHint: '供同事查看，买家看不到。',
      accept: (kind) => `材料“${kind}”属实，从现在起计入`,
      acceptedCount: '采用的材料',
      askApprove: '批准这个申请吗？',
      sayApprove: '将通知买家，订单的分期金额视为已付。只能决定一次。',
      askDecline: '拒绝这个申请吗？',
      sayDecline: '将通知买家，并提供其他付款方式。只能决定一次。',
    },
  },
};
