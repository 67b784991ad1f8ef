import type { FunnelGroup, UnpaidGroup } from '../../prisma/reports/orders.ts';
import { shareOf } from '../reports.ts';

/** A group of orders with its unpaid rate: of those that are paid or closed; the open ones may still be paid. */
export function unpaidView({ tiedUp, ...group }: UnpaidGroup) {
  const { paid, unpaid } = group;
  const money = Object.entries(tiedUp).map(([currency, amount]) => ({ amount, currency }));
  const stockHours = Math.round(10 * group.stockHours) / 10;
  return { ...group, stockHours, unpaidRate: shareOf(unpaid, paid + unpaid), tiedUp: money };
}

/** All groups as one. */
export function totalOf(groups: readonly UnpaidGroup[]): UnpaidGroup {
  const sum = (count: (group: UnpaidGroup) => number) => groups.reduce((all, group) => all + count(group), 0);
  const currencies = [...new Set(groups.flatMap(({ tiedUp }) => Object.keys(tiedUp)))];
  return {
    key: 'all',
    orders: sum(({ orders }) => orders),
    paid: sum(({ paid }) => paid),
    unpaid: sum(({ unpaid }) => unpaid),
    open: sum(({ open }) => open),
    tiedUp: Object.fromEntries(currencies.map((code) => [code, sum(({ tiedUp }) => tiedUp[code] ?? 0)])),
    stockHours: sum(({ stockHours }) => stockHours),
  };
}

/** Every key of a clock or a week, those without orders too. */
export function everyGroup(groups: readonly UnpaidGroup[], keys: readonly string[]): readonly UnpaidGroup[] {
  const nothing = { orders: 0, paid: 0, unpaid: 0, open: 0, tiedUp: {}, stockHours: 0 };
  return keys.map((key) => groups.find((group) => group.key === key) ?? { key, ...nothing });
}

/** The steps of a funnel, each as a share of all orders and of the step before. */
export function funnelView({ key, placed, linkOpened, attempted, paid }: FunnelGroup) {
  const step = (name: 'placed' | 'link_opened' | 'attempted' | 'paid', orders: number, before: number) => ({
    step: name,
    orders,
    ofPlaced: shareOf(orders, placed),
    ofStepBefore: shareOf(orders, before),
  });
  const steps = [
    step('placed', placed, placed),
    step('link_opened', linkOpened, placed),
    step('attempted', attempted, linkOpened),
    step('paid', paid, attempted),
  ];
  return { key, steps };
}
