import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DAY, HOUR, MINUTE, later } from '../../../domain/duration.ts';
import { setClockOffset } from '../../../prisma/order-clock.ts';
import type { StoredOrder } from '../../../prisma/orders.ts';
import { saysWorkflowIsOver } from '../../../workflows/engine-errors.ts';
import { beginFastForward } from '../../../workflows/time-skipping.ts';
import type { counterOf } from '../../support/counter.ts';
import type { ApiAnswer, RunningApi } from '../../support/running-api.ts';
import { until } from '../../support/running-shop.ts';
import type { RunningShop } from '../../support/running-shop.ts';
import type { Happening, Row, StateName } from './happenings.ts';
import { aside } from './stand.ts';
import type { Stand } from './stand.ts';

/** Orders are placed so long before their stock goes back: a deadline of 24 h, almost over. */
const LEFT = 20 * MINUTE;
const GRACE = 5 * MINUTE;
/** A problem puts the end off by so much. */
const PAUSE = 2 * HOUR;

export interface Ground {
  readonly shop: RunningShop;
  readonly api: RunningApi;
  readonly counter: ReturnType<typeof counterOf>;
  /** A shop in which nobody is reminded. */
  readonly quiet: string;
}

/** One row being lived. */
export interface Life {
  readonly row: Row;
  readonly order: StoredOrder;
  /** The page that can be paid. */
  sessionId?: string;
  problemId?: string;
  answer: Promise<string | null>;
}

const Id = z.object({ id: z.string() });
const Coded = z.object({ code: z.string() });
const Refunds = z.array(z.object({ amount: z.int() }));

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
};

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

const told = (
  { shop }: Ground,
  { order, sessionId }: Life,
  outcome: 'succeeded' | 'failed' | 'processing',
  amount: number,
) => shop.event(order, { type: `payment.${outcome}`, amount, ...(sessionId ? { sessionId } : {}) });

const becomes = ({ counter }: Ground, { order }: Life, status: string) => counter.becomes(order, status);

/** The time of the row's moment comes. `deadline` stops a minute before what is due next. */
export async function passToMoment(ground: Ground, life: Life): Promise<void> {
  const { state, moment } = life.row;
  if (moment === 'before' || state === 'closing') return;
  if (moment !== 'after' && paysBeforeTheDeadline(life)) await payAtTheProvider(ground, life);
  const isPaused = state === 'paused';
  if (moment === 'grace') return pass(ground, life, LEFT - 3 * MINUTE);
  if (moment === 'deadline') return pass(ground, life, (isPaused ? PAUSE : LEFT) - MINUTE);
  await pass(ground, life, LEFT + MINUTE + (isPaused ? PAUSE : 0));
  if (state === 'linked') delete life.sessionId; // closed with the order
}

async function pass(ground: Ground, { order }: Life, ms: number): Promise<void> {
  const url = `/v1/dev/orders/${order.id}/fast-forward`;
  const { status } = await ground.api.ask('POST', url, { by: `PT${ms / 1000}S` });
  if (status !== 200) throw new Error(`order ${order.id} could not be fast-forwarded: ${status}`);
}

/** While no worker is there: lets what is due next fall due, so that it is in the workflow's next task. */
export async function letItFallDue({ shop }: Ground, { order }: Life): Promise<void> {
  const { clockOffsetMs, workflowId } = await shop.order(order.id);
  await setClockOffset(shop.database.client, order.id, clockOffsetMs + MINUTE);
  await beginFastForward(shop.client, workflowId, 2 * MINUTE);
  await until(async () => (await shop.history(workflowId)).includes('TIMER_FIRED'));
}

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

/** Does what happens. What a request is answered is waited for later: there may be nobody yet to answer it. */
export async function happen(ground: Ground, life: Life): Promise<void> {
  const { moment, happening, state } = life.row;
  const isPaidAlready = moment !== 'before' && moment !== 'after' && paysBeforeTheDeadline(life);
  if (!isPaidAlready && state !== 'closing') await payAtTheProvider(ground, life);
  await does[happening](ground, life);
}

async function comes(ground: Ground, life: Life, more = 0, times = 1): Promise<void> {
  const { amountDue, total } = await ground.shop.order(life.order.id);
  const amount = (amountDue > 0 ? amountDue : total) + more;
  for (let time = 0; time < times; time += 1) {
    await told(ground, life, 'succeeded', amount);
    delete life.sessionId; // one page is paid once
  }
}

type Doing = (ground: Ground, life: Life) => Promise<void>;

const does: Readonly<Record<Happening, Doing>> = {
  nothing: async () => {},
  pays: (ground, life) => comes(ground, life),
  async paysToldTwice(ground, life) {
    const { amountDue, total } = await ground.shop.order(life.order.id);
    const { sessionId } = life;
    const event = {
      type: 'payment.succeeded',
      id: `evt-${life.order.id}`,
      amount: amountDue > 0 ? amountDue : total,
      ...(sessionId ? { sessionId } : {}),
    } as const;
    await ground.shop.event(life.order, event);
    await ground.shop.event(life.order, event);
    if (sessionId) await ground.shop.event(life.order, { ...event, id: `evt-${life.order.id}-again` });
  },
  paysTwice: (ground, life) => comes(ground, life, 0, 2),
  paysBesides: (ground, life) => comes(ground, { ...life, sessionId: '' }),
  paysLess: (ground, life) => told(ground, life, 'succeeded', 3_000),
  paysMore: (ground, life) => comes(ground, life, 2_000),
  paysEuros: ({ shop }, { order }) =>
    shop.event(order, { type: 'payment.succeeded', amount: 10_000, currency: 'EUR' }),
  async paysForeign(ground, life) {
    const other = await ground.counter.anOrder({ order: { shop: ground.quiet } });
    const sessionId = await ground.shop.openSession(other);
    await ground.shop.event(life.order, { type: 'payment.succeeded', sessionId, amount: 10_000 });
  },
  fails: (ground, life) => told(ground, life, 'failed', 10_000),
  processes: (ground, life) => told(ground, life, 'processing', 10_000),
  async givenBack({ shop }, { order }) {
    const payment = await shop.database.client.payment.findFirst({ where: { orderId: order.id } });
    const about = payment
      ? { sessionId: payment.reference, amount: Number(payment.amount) }
      : { amount: 10_000 };
    await shop.event(order, { type: 'payment.refunded', ...about });
  },
  buyerCancels: asks('POST', 'cancel', { reason: 'changed_mind', by: 'buyer' }),
  staffCancel: asks('POST', 'cancel', { reason: 'changed_mind', by: 'staff' }),
  staffForce: asks('POST', 'cancel', { reason: 'changed_mind', by: 'staff', force: true }),
  more: changesTo(3),
  fewer: changesTo(1),
  toAlipay: asks('PUT', 'payment-method', { method: 'alipay' }),
  toBankTransfer: asks('PUT', 'payment-method', { method: 'bank_transfer' }),
  toCashOnDelivery: asks('PUT', 'payment-method', { method: 'cash_on_delivery' }),
  extends: asks('POST', 'extend', {}),
  staffExtend: async (ground, life) =>
    asks('POST', 'extend', { until: later(new Date().toISOString(), DAY) })(ground, life),
  problem: asks('POST', 'problems', { kind: 'cant_pay', note: 'my card is lost' }),
  async resolved(ground, life) {
    life.answer = ask(ground, life, 'DELETE', `problems/${life.problemId ?? ''}`).then(codeOf);
  },
  ships: asks('POST', 'ship', { carrier: 'SF' }),
  delivers: asks('POST', 'deliver', {}),
  refundAll: asks('POST', 'refunds', { reason: 'damaged' }),
  refundPart: asks('POST', 'refunds', { reason: 'damaged', amount: 2_500 }),
};

function asks(method: Parameters<RunningApi['ask']>[0], path: string, body?: object): Doing {
  return async (ground, life) => void (life.answer = ask(ground, life, method, path, body).then(codeOf));
}

function changesTo(quantity: number): Doing {
  return (ground, life) =>
    asks('PATCH', 'lines', { lines: [{ sku: ground.counter.skuOf(life.order), quantity }] })(ground, life);
}

const ask = (
  { api }: Ground,
  { order }: Life,
  method: Parameters<RunningApi['ask']>[0],
  path: string,
  body?: object,
) => api.insist(method, `/v1/orders/${order.id}/${path}`, body);

const codeOf = (answer: ApiAnswer) => (answer.status < 300 ? 'accepted' : answer.as(Coded).code);

/** Waits until nothing more follows from what has happened: news applied, refunds done, no workflow of the order busy. */
export async function settled({ shop }: Ground, { order, answer }: Life): Promise<void> {
  await answer;
  const { client } = shop.database;
  const orderId = order.id;
  const isQuiet = async () =>
    (await client.paymentEvent.count({ where: { orderId, appliedAt: null } })) === 0 &&
    (await client.refund.count({ where: { orderId, state: 'pending' } })) === 0 &&
    !(await isBusy(shop, (await shop.order(orderId)).workflowId));
  await until(async () => {
    if (!(await isQuiet())) return false;
    await sleep(30); // what a refund or a payment leads to begins right after it
    return isQuiet();
  }, 20);
}

/** An order that was taken up again has its workflow a moment later: it is busy until then. */
async function isBusy({ client }: RunningShop, workflowId: string): Promise<boolean> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    const hasWork = Boolean(raw.pendingWorkflowTask) || (raw.pendingActivities ?? []).length > 0;
    return status.name === 'RUNNING' && hasWork;
  } catch (error) {
    if (saysWorkflowIsOver(error)) return true;
    throw error;
  }
}

/** Where the order stands, as everybody who may be asked says it. */
export async function standOf({ shop, counter }: Ground, { order, answer }: Life): Promise<Stand> {
  const now = await shop.order(order.id);
  const response = await fetch(`${shop.sandboxUrl}/refunds?orderId=${order.id}`);
  const back = Refunds.parse(await response.json()).map(({ amount }) => amount);
  const kinds = (await shop.story(order.id)).map((entry) => entry.split(':')[0] ?? '');
  return {
    status: now.status,
    closedReason: now.closedReason,
    total: now.total,
    paid: now.amountPaid,
    due: now.amountDue,
    refunded: now.amountRefunded,
    hold: now.hold,
    stock: await shop.balance(counter.skuOf(order)),
    back: back.toSorted((a, b) => a - b),
    told: kinds.filter((kind) => !aside.includes(kind)).toSorted(),
    answer: await answer,
  };
}
