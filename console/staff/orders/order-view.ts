import { awaitsMoney, isClosed, isOpen } from '../../../domain/order/status.ts';
import type { FormPart } from '../kit/form.ts';
import type { Reader } from '../reader.ts';
import type { Instalments, ListedProblem, Message, Order } from '../rest-shapes.ts';

/** All that an order's page shows. */
export interface OrderView {
  /** With its journal. */
  readonly order: Order;
  readonly messages: readonly Message[];
  /** Where something of it was financed. */
  readonly instalments?: Instalments | undefined;
  readonly openProblems: readonly ListedProblem[];
  /** What the reader's key allows, whatever the order allows. */
  readonly allowed: ReadonlySet<OrderAction>;
}

/** How an order's page is rendered. */
export interface OrderPart extends FormPart, Reader {
  /** The page's own address. */
  readonly path: string;
}

export const orderActionNames = [
  'cancel',
  'extend',
  'resolve',
  'refund',
  'ship',
  'deliver',
  'link',
  'block',
] as const;
export type OrderAction = (typeof orderActionNames)[number];

/** When an order allows each action; the REST API decides, this only spares people forms that would be refused. */
const rules: Readonly<Record<OrderAction, (order: Order) => boolean>> = {
  cancel: ({ status }) => awaitsMoney(status),
  extend: ({ status, deadline }) => isOpen(status) && deadline !== null,
  resolve: ({ status }) => isOpen(status),
  refund: (order) => !isClosed(order.status) && refundable(order) > 0,
  ship: ({ status }) => status === 'paid' || status === 'confirmed',
  deliver: ({ status }) => status === 'shipped',
  link: ({ status, amountDue }) => amountDue.amount > 0 && awaitsMoney(status),
  block: () => true,
};

/** Whether the reader may do it to this order, now. */
export function canDo({ order, allowed }: OrderView, action: OrderAction): boolean {
  return allowed.has(action) && rules[action](order);
}

/** What can go back at most, in minor units. */
export function refundable({ amountPaid, financed, amountRefunded }: Order): number {
  return amountPaid.amount + financed.amount - amountRefunded.amount;
}
