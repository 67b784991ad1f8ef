import { MINUTE, later } from '../../domain/duration.ts';
import { isOpen } from '../../domain/order/status.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import type { Happening as Occasion } from './agenda-of-all.ts';
import type { Mind } from './buyers/answer.ts';
import type { Draws } from './buyers/draws.ts';
import type { SimulatedOrder } from './buyers/simulated-order.ts';
import type { Arrived, World } from './world.ts';

/** Something that happens, and what it leads to. */
export interface Happening extends Occasion {
  readonly happen: () => Promise<readonly Happening[]>;
}

/** What no row keeps, counted while it happens. */
export interface Tally {
  /** Orders that could not be placed, by the code of the refusal, and the ids of them. */
  readonly refused: Map<string, string[]>;
  /** Buyers who stopped messages, by the channel on which they did. */
  readonly stopped: Map<string, string[]>;
  /** Buyers who came to pay an order that could not be paid any more. */
  cameTooLate: number;
}

/** What people do about what an order's steps did. */
export interface Reactions {
  /** A message has arrived. */
  readonly toMessage: (stage: Stage, life: Life, message: Arrived) => readonly Happening[];
  /** An order was to be reminded: a person may have to call. */
  readonly toReminding: (stage: Stage, life: Life) => Promise<readonly Happening[]>;
}

/** Where a simulation plays. */
export interface Stage {
  readonly reactions: Reactions;
  readonly world: World;
  readonly mind: Mind;
  readonly seed: number;
  readonly shop: string;
  readonly currency: string;
  readonly zone: string;
  readonly tally: Tally;
  /** Days on which a buyer has noticed a reminder. */
  readonly noticedOn: Map<string, Set<string>>;
}

/** A placed order and what its buyer has done about it. */
export interface Life {
  readonly order: SimulatedOrder;
  readonly draws: Draws;
  /** Whether paying takes its stock: it was not held before. */
  readonly paysForStock: boolean;
  state: OrderState;
  /** Rises with every change of the state: what was due before is not any more. */
  turn: number;
  /** Times the same was due at the same instant. */
  repeated: { readonly at: string; readonly times: number };
  attempts: number;
  hasChanged: boolean;
  hasAskedForTime: boolean;
  hasOrderedAgain: boolean;
  /** Stages of which a message went out, in that order. */
  readonly stages: string[];
  /** Reminders, by their number, that he has answered: on whatever channel he noticed them first. */
  readonly answered: Set<number>;
}

/** Whether the order can be paid, as far as its buyer sees. */
export function isPayable({ state }: Life): boolean {
  return state.status === 'awaiting_payment';
}

/** Whether it is neither paid nor closed. */
export function isUndecided({ state }: Life): boolean {
  return isOpen(state.status);
}

/** How long it takes a person to do the next thing on a page. */
export const A_MOMENT = MINUTE;

/** Something the order's buyer does. */
export function act(
  { order }: Pick<Life, 'order'>,
  at: string,
  happen: Happening['happen'],
  movesStock = false,
): Happening {
  return { at, buyer: order.buyer.id, movesStock, happen };
}

/** The order as the shop's backend places it. */
export function requestOf({ shop, currency }: Stage, order: SimulatedOrder): PlacingRequest {
  const money = (amount: number) => ({ amount, currency });
  return {
    shop,
    orderId: order.id,
    customer: { id: order.buyer.id },
    lines: order.lines.map(({ sku, quantity, unitPrice }) => ({
      sku,
      quantity,
      unitPrice: money(unitPrice),
    })),
    channel: 'store',
    paymentMethod: order.method,
    source: order.source,
    ...(order.kind === undefined ? {} : { kind: order.kind }),
    ...(order.discount === 0 ? {} : { discount: money(order.discount) }),
    ...(order.shippingFee === 0 ? {} : { shipping: { fee: money(order.shippingFee) } }),
  };
}

/** So long after the order was placed. */
export function afterPlacing({ order }: Pick<Life, 'order'>, ms: number): string {
  return later(order.placedAt, ms);
}
