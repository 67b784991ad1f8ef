import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Pair } from './pair.ts';

export interface PoliciesWords {
  readonly title: string;
  readonly lead: string;
  readonly columns: {
    readonly policy: string;
    readonly version: string;
    readonly normal: string;
    readonly strategy: string;
  };
  readonly empty: string;
  readonly create: {
    readonly title: string;
    readonly name: string;
    readonly hint: string;
    readonly button: string;
  };
  readonly all: string;
  readonly one: (name: string) => string;
  readonly version: (version: number) => string;
  readonly amountsIn: (currency: string) => string;
  readonly change: string;
  readonly tryChange: string;
  readonly draft: {
    readonly title: (name: string) => string;
    readonly from: (version: number) => string;
    readonly document: string;
    readonly hint: string;
    readonly order: string;
    readonly tryIt: string;
    readonly save: string;
    readonly tried: string;
    readonly theDraft: string;
    readonly same: (version: number) => string;
  };
  readonly ask: {
    readonly title: (name: string) => string;
    readonly say: string;
    readonly button: string;
    readonly nothing: string;
    readonly leftOut: string;
  };
  readonly try: {
    readonly title: string;
    readonly lead: string;
    readonly kind: string;
    readonly placedAt: string;
    readonly amount: string;
    readonly segment: string;
    readonly channel: string;
    readonly placed: string;
    readonly deadline: string;
    readonly release: string;
    readonly never: string;
    readonly reminder: (stage: string) => string;
    readonly call: (stage: string) => string;
    readonly by: (channels: string) => string;
    readonly argues: (emphasis: string) => string;
    readonly moved: (reason: string) => string;
    readonly dropped: string;
    readonly nothingDropped: string;
  };
}

export const policiesWords: Record<WordingLocale, PoliciesWords> = {
  en: {
    title: 'Policies',
    lead: 'A policy has every number that orders follow. An order keeps the version it was placed under.',
    columns: { policy: 'Policy', version: 'Version', normal: 'Normal goods wait', strategy: 'Reminders' },
    empty: 'There is no policy.',
    create: {
      title: 'New policy',
      name: 'Name',
      hint: 'It starts as the policy “default” is now.',
      button: 'Make it',
    },
    all: 'All policies',
    one: (name) => `Policy ${name}`,
    version: (version) => `Version ${version}`,
    amountsIn: (currency) => `Amounts are shown in ${currency}, the currency of your shop.`,
    change: 'Change it, or try a change',
    tryChange: 'Try a change',
    draft: {
      title: (name) => `Draft of the policy ${name}`,
      from: (version) => `Made from version ${version}`,
      document: 'The document as JSON',
      hint: 'What is left out is as in the policy “default”. Durations are written like PT2H30M or P3D, amounts in the smallest unit of money. You are shown what changes before it is saved.',
      order: 'An order to try it on',
      tryIt: 'Try it on this order',
      save: 'Show what changes',
      tried: 'The draft would do otherwise with this order. Nothing is saved yet.',
      theDraft: 'The draft',
      same: (version) => `The draft would do the same with this order as version ${version}.`,
    },
    ask: {
      title: (name) => `Save a new version of the policy ${name}?`,
      say: 'Orders placed from then on follow it; those that are there keep the version they have.',
      button: 'Yes, save it',
      nothing: 'Nothing is different: the version stays as it is.',
      leftOut: 'left out: as in the policy “default”',
    },
    try: {
      title: 'Try it',
      lead: 'What this version would do to an order. Nothing is stored.',
      kind: 'Goods',
      placedAt: 'Placed at',
      amount: 'Amount due',
      segment: 'Buyer',
      channel: 'Channel',
      placed: 'The order is placed',
      deadline: 'Deadline told to the buyer',
      release: 'The stock goes back',
      never: 'Such an order is never closed for not being paid.',
      reminder: (stage) => `Reminder: ${stage}`,
      call: (stage) => `A person calls: ${stage}`,
      by: (channels) => `by ${channels}`,
      argues: (emphasis) => `argues: ${emphasis}`,
      moved: (reason) => `moved here: ${reason}`,
      dropped: 'Not sent',
      nothingDropped: 'Every reminder of the policy is sent.',
    },
  },
  'zh-CN': {
    title: '策略',
    lead: '策略包含订单遵循的全部数字。订单保留下单时的版本。',
    columns: { policy: '策略', version: '版本', normal: '普通商品期限', strategy: '提醒' },
    empty: '没有策略。',
    create: { title: '新建策略', name: '名称', hint: '以策略“default”现在的内容开始。', button: '新建' },
    all: '所有策略',
    one: (name) => `策略 ${name}`,
    version: (version) => `第 ${version} 版`,
    amountsIn: (currency) => `金额以您店铺的币种 ${currency} 显示。`,
    change: '修改或试算改动',
    tryChange: '试算改动',
    draft: {
      title: (name) => `策略 ${name} 的草稿`,
      from: (version) => `以第 ${version} 版为基础`,
      document: 'JSON 文档',
      hint: '未写的字段与策略“default”相同。时长写作 PT2H30M 或 P3D，金额以最小货币单位。保存前会显示改动。',
      order: '用于试算的订单',
      tryIt: '用此订单试算',
      save: '显示改动',
      tried: '草稿会以不同方式处理这个订单。尚未保存。',
      theDraft: '草稿',
      same: (version) => `草稿对这个订单的处理与第 ${version} 版相同。`,
    },
    ask: {
      title: (name) => `保存策略 ${name} 的新版本？`,
      say: '之后下的订单遵循新版本；已有订单保留原版本。',
      button: '是，保存',
      nothing: '没有改动，版本不变。',
      leftOut: '未写：与策略“default”相同',
    },
    try: {
      title: '试算',
      lead: '此版本会如何处理一个订单。不保存任何内容。',
      kind: '商品',
      placedAt: '下单时间',
      amount: '待付金额',
      segment: '买家',
      channel: '渠道',
      placed: '下单',
      deadline: '告知买家的期限',
      release: '释放库存',
      never: '这类订单不会因未付款而关闭。',
      reminder: (stage) => `提醒：${stage}`,
      call: (stage) => `人工电话：${stage}`,
      by: (channels) => `渠道：${channels}`,
      argues: (emphasis) => `强调：${emphasis}`,
      moved: (reason) => `移到此时：${reason}`,
      dropped: '不发送',
      nothingDropped: '策略的所有提醒都会发送。',
    },
  },
};

/** What codes say in a policy. */
export const policyCodes: Readonly<Record<string, Pair>> = {
  PT0S: ['at once', '立即'],
  slots: ['at set times of the day', '固定时间'],
  cutoff: ['before a shipping cut-off', '发货截止前'],
  delay: ['some time after the order', '下单后一段时间'],
  order: ['when it is ordered', '下单时'],
  payment: ['when it is paid', '付款时'],
  postpone: ['reminders wait', '顺延'],
  send: ['reminders go out', '照常发送'],
  reinstate_or_refund: ['taken up again if stock allows, else refunded', '有库存则恢复订单，否则退款'],
  refund: ['refunded', '退款'],
  auto_debit: ['a bound card', '绑定自动扣款卡'],
  bureau_score: ['the bureau’s score', '征信评分'],
};
