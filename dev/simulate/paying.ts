import { randomUUID } from 'node:crypto';
import { HOUR, MINUTE, between, later } from '../../domain/duration.ts';
import type { OrderRequest } from '../../domain/order/requests.ts';
import { Refusal } from '../../domain/refusal.ts';
import { linkOpenings } from '../../prisma/link-openings.ts';
import { paymentEvents } from '../../prisma/payment-events.ts';
import { carryOut } from '../../workflows/request-steps.ts';
import type { FakeSession } from '../without-engine/fake-provider.ts';
import { providerCodes } from './buyers/intent.ts';
import type { FailingAttempt } from './buyers/simulated-order.ts';
import { applied, goesOn } from './going-on.ts';
import { A_MOMENT, act, isPayable } from './life.ts';
import type { Happening, Life, Stage } from './life.ts';

/** Who comes in the last hour may ask for more time, and comes again so long before that is over. */
const LAST_HOUR = HOUR;
const IN_GOOD_TIME = 10 * MINUTE;

export interface Visit {
  readonly at: string;
  /** To pay, or only to look. */
  readonly pays: boolean;
  /** Through which message's link, as `reminder/slot-1/sms`; left out: another one. */
  readonly via?: string;
}

/** The buyer opens the payment page. */
export function comes(stage: Stage, life: Life, visit: Visit): Happening {
  return act(life, visit.at, async () => {
    const { world } = stage;
    await linkOpenings(world.database.client).record(life.order.id, visit.via, world.now());
    if (visit.pays && !isPayable(life) && life.state.status !== 'paid') stage.tally.cameTooLate += 1;
    return visit.pays && isPayable(life) ? wantsToPay(stage, life) : [];
  });
}

/** First what has to be said on the page, one thing at a time; then to the provider. */
function wantsToPay(stage: Stage, life: Life): readonly Happening[] {
  const soon = later(stage.world.now(), A_MOMENT);
  const { deadline } = life.state;
  if (deadline !== null && between(stage.world.now(), deadline) < LAST_HOUR && !life.hasAskedForTime) {
    life.hasAskedForTime = true;
    if (life.draws.happens('asks for time', stage.mind.model.paying.asksForTime))
      return [act(life, soon, () => asksForTime(stage, life))];
  }
  if (life.order.intent.changes && !life.hasChanged) {
    life.hasChanged = true;
    return [act(life, soon, () => changesQuantity(stage, life), true)];
  }
  return [act(life, soon, () => pays(stage, life), life.paysForStock)];
}

async function asksForTime(stage: Stage, life: Life): Promise<readonly Happening[]> {
  const before = life.state.deadline;
  const more = await asks(stage, life, { kind: 'extend', requestId: randomUUID(), by: 'buyer' });
  const { deadline } = life.state;
  if (deadline === null || deadline === before) return [...more, ...wantsToPay(stage, life)];
  return [...more, comes(stage, life, { at: later(deadline, -IN_GOOD_TIME), pays: true })];
}

/** One piece more of the first of his goods, or one less where he has several. */
async function changesQuantity(stage: Stage, life: Life): Promise<readonly Happening[]> {
  const lines = life.order.lines.map(({ sku, quantity }, index) => ({
    sku,
    quantity: index > 0 ? quantity : quantity > 1 ? quantity - 1 : quantity + 1,
  }));
  const more = await asks(stage, life, { kind: 'change_lines', requestId: randomUUID(), lines, by: 'buyer' });
  return [...more, ...(isPayable(life) ? wantsToPay(stage, life) : [])];
}

/** The buyer cancels on the payment page, where there is still something to cancel. */
export function cancels(
  stage: Stage,
  life: Life,
  { at, reason, via }: { readonly at: string; readonly reason: string; readonly via?: string },
): Happening {
  return act(
    life,
    at,
    async () => {
      if (!isPayable(life)) return [];
      await linkOpenings(stage.world.database.client).record(life.order.id, via, stage.world.now());
      return asks(stage, life, { kind: 'cancel', requestId: randomUUID(), reason, by: 'buyer' });
    },
    true,
  );
}

/** Asks something of the order as its workflow is asked; a refusal changes nothing. */
export async function asks(stage: Stage, life: Life, request: OrderRequest): Promise<readonly Happening[]> {
  const { state } = await carryOut(stage.world, life.order.id, request);
  return goesOn(stage, life, state);
}

async function pays(stage: Stage, life: Life): Promise<readonly Happening[]> {
  const { world, tally } = stage;
  const session = await opensSession(stage, life);
  const failing = life.order.intent.failing[life.attempts];
  const outcome = failing ? 'failed' : 'succeeded';
  if (!session || !world.provider.pay(session.id, outcome, session.request.amount, world.now())) {
    tally.cameTooLate += 1;
    return [];
  }
  life.attempts += 1;
  await isTold(stage, life, session, failing);
  const more = await applied(stage, life);
  if (!failing || failing.again === null) return more;
  return [...more, comes(stage, life, { at: later(world.now(), failing.again), pays: true })];
}

/** The session he is led to; undefined where the order can't be paid any more. */
async function opensSession({ world }: Stage, { order }: Life): Promise<FakeSession | undefined> {
  try {
    return await world.openSession(order.id);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The provider's webhook, stored as the API stores it. */
async function isTold(
  { world }: Stage,
  { order, attempts }: Life,
  { id: sessionId, request: { amount, currency } }: FakeSession,
  failing: FailingAttempt | undefined,
): Promise<void> {
  const now = world.now();
  const event = {
    provider: world.provider.name,
    eventId: `${order.id}/${attempts}`,
    type: failing ? 'payment.failed' : 'payment.succeeded',
    orderId: order.id,
    sessionId,
    amount,
    currency,
    failureCode: failing ? providerCodes[failing.code] : undefined,
    occurredAt: now,
  };
  await paymentEvents(world.database.client).store(event, now);
}
