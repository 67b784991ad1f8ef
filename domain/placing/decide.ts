import { durationMs, later } from '../duration.ts';
import type { HoldState, Order, OrderLine } from '../order/order.ts';
import { untouched } from '../order/untouched.ts';
import { demandOf, printOf } from '../stock.ts';
import { kindOf } from '../validity/kind.ts';
import { amountsOf } from './amounts.ts';
import type { Amounts } from './amounts.ts';
import { beginning } from './journal.ts';
import { objectionTo } from './objection.ts';
import { marksOf, storedSource } from './person.ts';
import type { Placing, PlacingDecision } from './placing.ts';
import type { PlacingLine, PlacingRequest, PlacingTerms } from './request.ts';
import { deductOnFor, flashDemandOf, methodFor, mostOpen, timesFor, watchFor } from './terms.ts';

export interface PlacingInput {
  readonly request: PlacingRequest;
  readonly terms: PlacingTerms;
  readonly now: string;
  /** Makes an id for an order that came without one. */
  readonly newId: () => string;
  /** How an order's workflow is called. */
  readonly workflowIdOf: (orderId: string) => string;
}

/**
 * Decides all of a placing that needs no lock: amounts, kind, method, deadline, when stock is taken, and with that the
 * order, its limits and its first journal entries. Refuses `currency_mismatch`, `unknown_sku`, `price_mismatch`,
 * `amount_too_large`, `method_not_allowed`. Nothing due: paid at once; cash on delivery: confirmed.
 */
export function decidePlacing(input: PlacingInput): PlacingDecision {
  const { request, terms } = input;
  const objection = objectionTo(request, terms);
  if (objection) return { refused: objection };
  const amounts = amountsOf(request);
  if (!amounts) return { refused: { code: 'amount_too_large', facts: { field: 'lines' } } };
  const skuKinds = request.lines.map(({ sku }) => terms.stock.get(sku)?.kind);
  const kind = kindOf(request.kind, skuKinds, terms.policy.document);
  const method = methodFor(request, kind, terms);
  if (!method) return { refused: { code: 'method_not_allowed', facts: { field: 'paymentMethod', kind } } };
  return { placing: placingOf(input, orderOf(input, amounts, kind, method)) };
}

/** What a merged order has of its parts begins at nothing in one that is placed. */
const uncounted = { remindersSent: 0, extensionsUsed: 0, clockOffsetMs: 0 } as const;

type Decided = Pick<Placing, 'order' | 'plainDeadline' | 'holds'>;

function orderOf(
  { request, terms, now, newId, workflowIdOf }: PlacingInput,
  amounts: Amounts,
  kind: Order['kind'],
  paymentMethod: Order['paymentMethod'],
): Decided {
  const id = request.orderId ?? newId();
  const status = statusOf(amounts, paymentMethod);
  const deductOn = deductOnFor(request, terms);
  const holds = deductOn === 'order' || status !== 'awaiting_payment'; // what is promised is taken, however shops deduct
  const { plain, told } = timesFor(request, { kind, method: paymentMethod }, terms, now);
  const { name, version } = terms.policy;
  const order: Order = {
    ...untouched,
    ...uncounted,
    ...amounts,
    ...(status === 'awaiting_payment' && told ? told : { deadline: null, releaseAt: null }),
    id,
    workflowId: workflowIdOf(id),
    shop: terms.shop.id,
    customerId: request.customer.id,
    status,
    kind,
    channel: request.channel,
    paymentMethod,
    paymentState: status === 'paid' ? 'succeeded' : 'none',
    deductOn,
    hold: holdOf(status, holds),
    currency: terms.shop.currency,
    lines: request.lines.map(lineOf),
    amountDue: amounts.total,
    placedAt: now,
    policy: { name, version },
  };
  return { order, plainDeadline: plain, holds };
}

function lineOf({ sku, name, quantity, unitPrice }: PlacingLine): OrderLine {
  const line = { sku, quantity, unitPrice: unitPrice.amount };
  return name === undefined ? line : { ...line, name };
}

function holdOf(status: Order['status'], holds: boolean): HoldState {
  if (!holds) return 'none';
  return status === 'paid' ? 'committed' : 'held';
}

function statusOf(
  { total }: Amounts,
  method: Order['paymentMethod'],
): 'paid' | 'confirmed' | 'awaiting_payment' {
  if (total === 0) return 'paid';
  return method === 'cash_on_delivery' ? 'confirmed' : 'awaiting_payment';
}

function placingOf({ request, terms, now }: PlacingInput, { order, plainDeadline, holds }: Decided): Placing {
  const demand = demandOf(order.lines);
  const { document: policy } = terms.policy;
  const commits = order.status === 'paid';
  return {
    order,
    plainDeadline,
    holds,
    commits,
    demand,
    suppliedId: request.orderId !== undefined,
    customer: request.customer,
    contact: request.shipping?.contact,
    source: storedSource(request),
    metadata: request.metadata,
    paidAt: commits ? now : null,
    watchUntil: order.status === 'awaiting_payment' ? null : watchFor(terms, now),
    flash: { demand: flashDemandOf(demand, request, terms), share: policy.stock.flashSharePerCustomer },
    countsAsOpen: order.status === 'awaiting_payment',
    maxOpen: mostOpen(terms),
    marks: order.status === 'awaiting_payment' ? marksOf(request, terms) : [],
    standing: terms.standing,
    linesPrint: printOf(demand),
    duplicateSince: later(now, -durationMs(policy.limits.duplicateWindow)),
    journal: beginning({ order, demand, holds, standing: terms.standing }),
  };
}
