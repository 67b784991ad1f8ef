import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DAY, HOUR, MINUTE, later } from '../../../domain/duration.ts';
import { until } from '../../support/running-shop.ts';
import { isWaiting, letFallDue } from '../../support/waiting-tasks.ts';
import { ask, pass, told } from './asking.ts';
import type { Doing, Ground, Life } from './asking.ts';
import { apply, report } from './credit-doing.ts';
import { does } from './doing.ts';
import type { Happening, Row, StateName } from './happenings.ts';
import { merge, supersede } from './replacing-doing.ts';

/** Orders are placed so long before their stock goes back: a deadline of 24 h, almost over. */
const LEFT = 20 * MINUTE;
const GRACE = 5 * MINUTE;
/** A problem puts the end off by so much. */
const PAUSE = 2 * HOUR;
/** A deadline stands still for credit for so long at most. */
const WAIT = DAY;

const Id = z.object({ id: z.string() });
const Offered = z.object({ offers: z.array(Id) });

/** Brings an order into the row's state. */
export async function begin(ground: Ground, row: Row): Promise<Life> {
  const { counter, quiet } = ground;
  const paysLater = row.state === 'unheld' || row.state === 'soldOut';
  const wanted = {
    deductOn: paysLater ? ('payment' as const) : ('order' as const),
    order: {
      shop: quiet,
      ...(row.state === 'cashOnDelivery' ? { paymentMethod: 'cash_on_delivery' as const } : {}),
    },
  };
  const placedAt = later(new Date().toISOString(), LEFT - GRACE - DAY);
  const life: Life = { row, order: await counter.anOrder(wanted, placedAt), answer: Promise.resolve(null) };
  await into[row.state](ground, life);
  return life;
}

const into: Readonly<Record<StateName, (ground: Ground, life: Life) => Promise<void>>> = {
  awaiting: async () => {},
  linked: openPage,
  async processing(ground, life) {
    await openPage(ground, life);
    await throughThePage(ground, life, 'processing');
    await becomes(ground, life, 'payment_processing');
  },
  async partPaid(ground, life) {
    await openPage(ground, life);
    await throughThePage(ground, life, 'succeeded', 6_000);
    await until(async () => (await ground.shop.order(life.order.id)).amountPaid === 6_000);
    delete life.sessionId;
  },
  async paused(ground, life) {
    const answer = await ask(ground, life, 'POST', 'problems', { kind: 'question', note: 'which colour?' });
    life.problemId = answer.as(Id).id;
  },
  unheld: async () => {},
  async soldOut({ shop, counter }, { order }) {
    const change = { onHand: { decrement: 10 } };
    const sku = counter.skuOf(order);
    const gone = { sku, kind: 'adjust', quantity: -10, step: 'sold elsewhere', at: new Date() };
    await shop.database.client.stockMovement.create({ data: gone });
    await shop.database.client.stock.update({ where: { sku }, data: change });
  },
  async closing(ground, life) {
    await openPage(ground, life);
    ground.shop.outOfReach.add(life.order.id);
    await pass(ground, life, LEFT + MINUTE);
    delete life.sessionId;
  },
  cashOnDelivery: async () => {},
  async paid(ground, life) {
    await openPage(ground, life);
    await throughThePage(ground, life, 'succeeded', 10_000);
    await becomes(ground, life, 'paid');
    delete life.sessionId;
  },
  async shipped(ground, life) {
    await into.paid(ground, life);
    await ask(ground, life, 'POST', 'ship', {});
  },
  async delivered(ground, life) {
    await into.shipped(ground, life);
    await ask(ground, life, 'POST', 'deliver', {});
  },
  async cancelled(ground, life) {
    await ask(ground, life, 'POST', 'cancel', { reason: 'changed_mind', by: 'buyer' });
  },
  applied: (ground, life) => begun(apply, ground, life),
  async inReview(ground, life) {
    await begun(apply, ground, life);
    await report(ground, life, 495); // close to where grade C is approved
    await creditIs(ground, life, 'manual_review');
  },
  async declined(ground, life) {
    await begun(apply, ground, life);
    await report(ground, life, 300);
    await creditIs(ground, life, 'declined');
    const { offers } = (await ground.api.ask('GET', `/v1/orders/${life.order.id}`)).as(Offered);
    if (offers[0]) life.offerId = offers[0].id;
  },
  async financed(ground, life) {
    await begun(apply, ground, life);
    await report(ground, life, 550); // grade C: a card has to be bound
    await becomes(ground, life, 'paid');
  },
  async standingAside({ api }, { order }) {
    await api.gateway.request(order, { kind: 'begin_supersede', requestId: randomUUID(), token: 'lost' });
  },
  superseded: async (ground, life) => expectAccepted(await supersede(ground, life)),
  merged: async (ground, life) => expectAccepted(await merge(ground, life)),
};

async function begun(doing: Doing, ground: Ground, life: Life): Promise<void> {
  await doing(ground, life);
  expectAccepted(await life.answer);
  life.answer = Promise.resolve(null);
}

function expectAccepted(code: string | null): void {
  if (code !== 'accepted') throw new Error(`the row’s state was not reached: ${code}`);
}

const creditIs = ({ shop }: Ground, { order }: Life, state: string) =>
  until(async () => (await shop.order(order.id)).credit?.state === state);

async function openPage(ground: Ground, life: Life): Promise<void> {
  await ask(ground, life, 'POST', 'payment-link', { payer: 'buyer' });
  const where = { orderId: life.order.id, state: 'open' };
  const session = await ground.shop.database.client.paymentSession.findFirstOrThrow({ where });
  if (session.providerSessionId !== null) life.sessionId = session.providerSessionId;
}

async function throughThePage(
  ground: Ground,
  life: Life,
  outcome: 'succeeded' | 'failed' | 'processing',
  amount = 10_000,
): Promise<void> {
  await atTheProvider(ground, life, outcome, amount);
  await told(ground, life, outcome, amount);
}

/** The buyer has paid, or tried to; nobody has told us yet. */
async function atTheProvider(
  { shop }: Ground,
  { sessionId = '' }: Life,
  outcome: string,
  amount: number,
): Promise<void> {
  await shop.payAtSandbox(sessionId, { outcome, ...(outcome === 'succeeded' ? { amount } : {}) });
}

const becomes = ({ counter }: Ground, { order }: Life, status: string) => counter.becomes(order, status);

/** What is due before the stock goes back, and by how much it puts that off. */
const endsFirst: Partial<Record<StateName, number>> = {
  paused: PAUSE,
  applied: WAIT,
  inReview: WAIT,
  standingAside: MINUTE,
};
const putsOff: Partial<Record<StateName, number>> = { paused: PAUSE, applied: WAIT, inReview: WAIT };

/** The time of the row's moment comes. `deadline` stops a minute before what is due next. */
export async function passToMoment(ground: Ground, life: Life): Promise<void> {
  const { state, moment } = life.row;
  if (moment === 'before' || state === 'closing') return;
  if (moment !== 'after' && paysBeforeTheDeadline(life)) await payAtTheProvider(ground, life);
  if (moment === 'grace') return pass(ground, life, LEFT - 3 * MINUTE);
  if (moment === 'deadline') return pass(ground, life, (endsFirst[state] ?? LEFT) - MINUTE);
  await pass(ground, life, LEFT + MINUTE + (putsOff[state] ?? 0));
  if (state === 'linked') delete life.sessionId; // closed with the order
}

/** While no worker is there: lets what is due next fall due, so that it is in the workflow's next task. */
export const letItFallDue = ({ shop }: Ground, { order }: Life): Promise<void> =>
  letFallDue(shop, order.id, MINUTE);

/** A page that can be paid until the deadline only was paid before it; what comes later is the news of it. */
const paysBeforeTheDeadline = ({ row: { state, happening } }: Life) =>
  state === 'linked' && happening in payments;

const payments: Partial<
  Record<Happening, { outcome: 'succeeded' | 'failed' | 'processing'; amount: number }>
> = {
  pays: { outcome: 'succeeded', amount: 10_000 },
  paysToldTwice: { outcome: 'succeeded', amount: 10_000 },
  paysTwice: { outcome: 'succeeded', amount: 10_000 },
  paysLess: { outcome: 'succeeded', amount: 3_000 },
  paysMore: { outcome: 'succeeded', amount: 12_000 },
  fails: { outcome: 'failed', amount: 10_000 },
  processes: { outcome: 'processing', amount: 10_000 },
};

async function payAtTheProvider(ground: Ground, life: Life): Promise<void> {
  const payment = payments[life.row.happening];
  const isUnderWay = life.row.state === 'processing' && payment?.outcome === 'processing';
  if (payment && life.sessionId && !isUnderWay)
    await atTheProvider(ground, life, payment.outcome, payment.amount);
}

/** Does what happens. While no worker is there, a request waits at the engine when this returns. */
export async function happen(ground: Ground, life: Life): Promise<void> {
  const { moment, happening, state } = life.row;
  const isPaidAlready = moment !== 'before' && moment !== 'after' && paysBeforeTheDeadline(life);
  if (!isPaidAlready && state !== 'closing') await payAtTheProvider(ground, life);
  const before = ground.api.requested(life.order.id);
  await does[happening](ground, life);
  if (moment === 'deadline') await hasArrived(ground, life, before);
}

/** Waits until what was asked of the order waits at the engine, or was answered without it. */
async function hasArrived(
  { api, shop }: Ground,
  { order, answer }: Life,
  before: string | undefined,
): Promise<void> {
  let answered = false;
  void answer.then(() => (answered = true));
  await until(async () => {
    const updateId = api.requested(order.id);
    return answered || (updateId !== before && (await isWaiting(shop, order.workflowId, updateId ?? '')));
  });
}
