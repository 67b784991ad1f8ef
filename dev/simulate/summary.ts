import { differenceOf, meanWithBounds, shareWithBounds } from '../../domain/reports/confidence.ts';
import type { Difference, MeanWithBounds, ShareWithBounds } from '../../domain/reports/confidence.ts';
import type { OrderTally } from '../../prisma/reports/order-tallies.ts';
import { AGAIN } from './noticing.ts';
import type { Scene } from './scene.ts';
import type { Outcome } from './simulate-policy.ts';

/** What a policy came to, in one page. Amounts are minor units. */
export interface Summary {
  /** Orders that were to be placed, and those that were refused, by the code of the refusal. */
  readonly wanted: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Of these, paid; orders that were placed again after a win-back count apart. */
  readonly paid: number;
  readonly paidShare: ShareWithBounds | null;
  /** Money of paid orders, less what was given back. */
  readonly kept: number;
  /** What was paid within 24 h after a reminder or a call: not all of it because of it. */
  readonly afterReminder: { readonly orders: number; readonly kept: number };
  readonly wonBack: { readonly orders: number; readonly kept: number };
  readonly reminders: number;
  readonly calls: number;
  /** Days of a buyer on which he was reminded, and those on which it was more than once. */
  readonly remindedDays: { readonly buyerDays: number; readonly repeated: number };
  readonly stoppedMessages: number;
  readonly buyers: number;
  /** Pieces times hours held for orders that were not paid. */
  readonly stockHours: number;
  /** Paid for, where stock is taken at payment, when it was sold out. */
  readonly soldOut: number;
  /** Buyers who came to pay and could not any more. */
  readonly cameTooLate: number;
}

/** What of an outcome can be counted. */
export type Counted = Pick<Outcome, 'orders' | 'refused' | 'stopped' | 'cameTooLate' | 'remindedDays'>;

export function summaryOf(outcome: Counted, { orders }: Pick<Scene, 'orders'>): Summary {
  const tallies = [...outcome.orders.values()];
  const refused = Object.fromEntries(
    Object.entries(outcome.refused).map(([code, ids]) => [code, ids.length] as const),
  );
  const paid = tallies.filter(({ isPaid }) => isPaid);
  const [again, planned] = [paid.filter(isAgain), paid.filter((order) => !isAgain(order))];
  const worth = (some: readonly OrderTally[]) => ({
    orders: some.length,
    kept: sum(some, ({ kept }) => kept),
  });
  return {
    wanted: orders.length,
    refused,
    paid: planned.length,
    paidShare: shareWithBounds(planned.length, orders.length),
    kept: worth(paid).kept,
    afterReminder: worth(paid.filter(({ afterReminder }) => afterReminder)),
    wonBack: worth(again),
    reminders: sum(tallies, ({ reminders }) => reminders),
    calls: sum(tallies, ({ calls }) => calls),
    remindedDays: outcome.remindedDays,
    stoppedMessages: stoppedBuyers(outcome).size,
    buyers: new Set(orders.map(({ buyer }) => buyer.id)).size,
    stockHours: sum(tallies, ({ stockHours }) => stockHours),
    soldOut: tallies.filter(({ isSoldOut }) => isSoldOut).length,
    cameTooLate: outcome.cameTooLate,
  };
}

/** How a policy differs from another over the same orders. */
export interface Comparison {
  /** Shares: as if the two had had different buyers, so the bounds are wider than they need be. */
  readonly paid: Difference | null;
  readonly stoppedMessages: Difference | null;
  readonly repeatedDays: Difference | null;
  /** Orders that were paid here and not there, and the other way round. */
  readonly paidOnlyHere: number;
  readonly paidOnlyThere: number;
  /** Per order that was wanted, within pairs of the same order. */
  readonly perOrder: {
    readonly kept: MeanWithBounds | null;
    readonly reminders: MeanWithBounds | null;
    readonly calls: MeanWithBounds | null;
    readonly stockHours: MeanWithBounds | null;
  };
}

export function compare(here: Counted, there: Counted, scene: Pick<Scene, 'orders'>): Comparison {
  const ids = scene.orders.map(({ id }) => id);
  const [ours, theirs] = [summaryOf(here, scene), summaryOf(there, scene)];
  const paidHere = (outcome: Counted) => ids.filter((id) => outcome.orders.get(id)?.isPaid);
  const [us, them] = [new Set(paidHere(here)), new Set(paidHere(there))];
  const perOrder = (of: (order: OrderTally) => number) =>
    meanWithBounds(ids.map((id) => valueOf(here, id, of) - valueOf(there, id, of)));
  const stopped = ({ stoppedMessages, buyers }: Summary) => shareWithBounds(stoppedMessages, buyers);
  const repeated = ({ remindedDays: { repeated, buyerDays } }: Summary) =>
    shareWithBounds(repeated, buyerDays);
  return {
    paid: differenceOf(shareWithBounds(us.size, ids.length), shareWithBounds(them.size, ids.length)),
    stoppedMessages: differenceOf(stopped(ours), stopped(theirs)),
    repeatedDays: differenceOf(repeated(ours), repeated(theirs)),
    paidOnlyHere: [...us].filter((id) => !them.has(id)).length,
    paidOnlyThere: [...them].filter((id) => !us.has(id)).length,
    perOrder: {
      kept: perOrder(({ kept }) => kept),
      reminders: perOrder(({ reminders }) => reminders),
      calls: perOrder(({ calls }) => calls),
      stockHours: perOrder(({ stockHours }) => stockHours),
    },
  };
}

/** Of an order and of the one its buyer placed when he was won back; 0 for one that was refused. */
function valueOf({ orders }: Counted, id: string, of: (order: OrderTally) => number): number {
  return sum([id, `${id}${AGAIN}`], (each) => {
    const order = orders.get(each);
    return order ? of(order) : 0;
  });
}

function isAgain({ id }: OrderTally): boolean {
  return id.endsWith(AGAIN);
}

function stoppedBuyers({ stopped }: Counted): ReadonlySet<string> {
  return new Set(Object.values(stopped).flat());
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
