import type { PolicyVersion } from '../rest-shapes.ts';
import type { Pair } from './pair.ts';

/** The parts of a policy's page, as product.md has its sections. */
export const policySectionNames = {
  validity: ['How long an order waits', '付款期限'],
  stock: ['Stock', '库存'],
  reminders: ['Reminders', '提醒'],
  calendar: ['Clock and calendar', '时区与日历'],
  calls: ['Calls, and after closing', '电话与关闭之后'],
  payment: ['Payment', '付款'],
  credit: ['Credit', '信用'],
  after: ['After payment', '付款之后'],
  standing: ['Standing and limits', '信用等级与限制'],
  alerts: ['Alerts', '提醒员工'],
} as const satisfies Record<string, Pair>;
export type PolicySection = keyof typeof policySectionNames;

/** Which part a field of the document belongs to; a field that is in none does not compile. */
export const sectionsOfFields: Readonly<Record<keyof PolicyVersion['document'], PolicySection | undefined>> =
  {
    name: undefined,
    validity: 'validity',
    grace: 'validity',
    extension: 'validity',
    methodDue: 'validity',
    neverClosed: 'validity',
    stock: 'stock',
    limits: 'standing',
    calendar: 'calendar',
    reminders: 'reminders',
    callTasks: 'calls',
    winBack: 'calls',
    payment: 'payment',
    credit: 'credit',
    shipping: 'after',
    fulfilment: 'after',
    promise: 'after',
    logistics: 'after',
    rewards: 'after',
    standing: 'standing',
    alerts: 'alerts',
  };
