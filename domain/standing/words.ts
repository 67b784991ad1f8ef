import { DAY, durationMs } from '../duration.ts';
import { wordingLocale } from '../messages/locale.ts';
import type { WordingLocale } from '../messages/locale.ts';
import type { StandingLevel } from '../validity/standing-level.ts';
import type { StandingPolicy } from './standing.ts';

/** What a buyer is told about his standing. */
export interface StandingFacts {
  readonly level: StandingLevel;
  readonly unpaidCloses: number;
  readonly overdueInstalments: number;
  /** Paid orders in the same stretch of time. */
  readonly paidOrders: number;
  /** Paid in a row since the last unpaid close or improvement. */
  readonly paidInRow: number;
  /** Why staff set it, in their words; null where they did not. */
  readonly staffReason: string | null;
  readonly since: string | null;
}

export interface StandingSentence {
  readonly code: string;
  readonly text: string;
  readonly at?: string;
}

interface StandingWords {
  readonly levels: Readonly<Record<StandingLevel, string>>;
  readonly unpaid: (closes: number, days: number) => string;
  readonly overdue: (instalments: number, days: number) => string;
  readonly paid: (orders: number, days: number) => string;
  readonly payInRow: (orders: number, of: number) => string;
  readonly cancelInTime: (minutes: number) => string;
  readonly appeal: string;
}

const en: StandingWords = {
  levels: {
    good: '',
    watch: 'Your goods are reserved for a shorter time than usual.',
    restricted: 'Your goods are reserved once they are paid, and one unpaid order can be open at a time.',
    blocked: 'No orders can be placed.',
  },
  unpaid: (closes, days) =>
    `${closes === 1 ? '1 order was' : `${closes} orders were`} not paid in the last ${days} days.`,
  overdue: (instalments, days) =>
    `${instalments === 1 ? '1 instalment was' : `${instalments} instalments were`} not paid in time in the last ${days} days.`,
  paid: (orders, days) =>
    `${orders === 1 ? '1 order was' : `${orders} orders were`} paid in the last ${days} days.`,
  payInRow: (orders, of) =>
    `Pay the next ${of - orders === 1 ? 'order' : `${of - orders} orders`} in a row: that is one step up.`,
  cancelInTime: (minutes) =>
    `Cancel what you do not want within ${minutes} minutes: that never counts against you.`,
  appeal: 'If this is a mistake, tell us: a person looks at it.',
};

const zhCN: StandingWords = {
  levels: {
    good: '',
    watch: '您的订单为您保留库存的时间比平时短。',
    restricted: '付款后才为您保留库存，且同时只能有一个未付款订单。',
    blocked: '暂时无法下单。',
  },
  unpaid: (closes, days) => `最近 ${days} 天内有 ${closes} 个订单未付款。`,
  overdue: (instalments, days) => `最近 ${days} 天内有 ${instalments} 期分期逾期。`,
  paid: (orders, days) => `最近 ${days} 天内有 ${orders} 个订单已付款。`,
  payInRow: (orders, of) => `再连续付款 ${of - orders} 个订单，即可提升一级。`,
  cancelInTime: (minutes) => `不想要的订单请在下单后 ${minutes} 分钟内取消，不会影响您的记录。`,
  appeal: '如果有误，请告诉我们，会有专人核实。',
};

const words: Readonly<Record<WordingLocale, StandingWords>> = { en, 'zh-CN': zhCN };

/** Why a buyer stands where he stands, in his language: what the level means, what staff said, what was counted. */
export function standingReasons(
  { level, unpaidCloses, overdueInstalments, paidOrders, staffReason, since }: StandingFacts,
  { window }: StandingPolicy,
  locale: string,
): readonly StandingSentence[] {
  const { levels, unpaid, overdue, paid } = words[wordingLocale(locale)];
  const days = Math.round(durationMs(window) / DAY);
  const at = since === null ? {} : { at: since };
  return [
    ...(staffReason === null ? [] : [{ code: 'set_by_staff', text: staffReason, ...at }]),
    ...(level === 'good' ? [] : [{ code: `level_${level}`, text: levels[level], ...at }]),
    ...(unpaidCloses === 0 ? [] : [{ code: 'unpaid_closes', text: unpaid(unpaidCloses, days) }]),
    ...(overdueInstalments === 0
      ? []
      : [{ code: 'overdue_instalments', text: overdue(overdueInstalments, days) }]),
    ...(paidOrders === 0 ? [] : [{ code: 'paid_orders', text: paid(paidOrders, days) }]),
  ];
}

/** What a buyer can do about it, in his language; nothing while he is in good standing. */
export function standingImproves(
  { level, paidInRow }: StandingFacts,
  { paidToImprove, forgiveCancelWithin }: StandingPolicy,
  locale: string,
): readonly StandingSentence[] {
  if (level === 'good') return [];
  const { payInRow, cancelInTime, appeal } = words[wordingLocale(locale)];
  const minutes = Math.round(durationMs(forgiveCancelWithin) / 60_000);
  const paying = [
    { code: 'pay_in_a_row', text: payInRow(paidInRow, paidToImprove) },
    { code: 'cancel_in_time', text: cancelInTime(minutes) },
  ];
  return [...(level === 'blocked' ? [] : paying), { code: 'appeal', text: appeal }];
}
