import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createSteps } from '../../activities/index.ts';
import type { Dependencies } from '../../activities/dependencies.ts';
import { EngineUnavailable } from '../../api/engine/order-gateway.ts';
import { HOUR, SECOND, later } from '../../domain/duration.ts';
import type { Answer, OrderRequest } from '../../domain/order/requests.ts';
import { isClosed } from '../../domain/order/status.ts';
import { Refusal } from '../../domain/refusal.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { saysWorkflowIsOver } from '../../workflows/engine-errors.ts';
import { fastForward } from '../../workflows/time-skipping.ts';
import type { Machines } from './machines.ts';
import type { MortalShop } from './mortal-shop.ts';
import type { News, ReportNews, Stage, StageSession } from './play-stage.ts';
import type { RunningApi } from './running-api.ts';
import { until } from './running-shop.ts';
import { WEBHOOK_SECRET } from './shop.ts';

/** What a careful caller does while the engine is away: the same again, for so often. */
const MOST_TRIES = 60;
const PAUSE = 500;
/** Until workers that died are given up, and calls that failed are tried again. */
const LONGEST_SETTLING = 180;

const Session = z.object({
  id: z.string(),
  orderId: z.string(),
  amount: z.int(),
  currency: z.string(),
  state: z.string(),
  paid: z.object({ amount: z.int() }).optional(),
});
const Made = z.object({ id: z.string() });
const Refund = z.object({ reference: z.string(), amount: z.int() });

export interface EngineGround {
  readonly shop: MortalShop;
  readonly api: RunningApi;
  readonly machines: Machines;
}

/**
 * The stage of the real engine and the real sandbox provider. Requests go through the API's gateway, pages, news and clocks through the
 * API itself; `name` keeps apart what plays side by side want of the provider.
 */
export function engineStage(ground: EngineGround, name: string): Stage {
  const { shop, api, machines } = ground;
  const orderIds: string[] = [];
  const zombies = createSteps(zombieDependencies(shop));
  const offsets = new Map<string, number>();
  const nowAt = (orderId?: string) => later(new Date().toISOString(), offsets.get(orderId ?? '') ?? 0);
  const provider = askProvider(shop);
  let reachable = true;
  const apply = (orderId: string) =>
    whileAway(() => shop.companions.tellOfPayment(orderId, { provider: 'sandbox', eventId: randomUUID() }));
  const deliver = async (news: News, times: number) => {
    const id = randomUUID();
    await Promise.all(Array.from({ length: times }, () => postPayment(api, { ...news, id }, nowAt())));
  };
  return {
    now: nowAt,
    async begin(orderId) {
      orderIds.push(orderId);
      const { clockOffsetMs } = await shop.order(orderId); // one that was made of others has their clock
      offsets.set(orderId, clockOffsetMs);
      if (!reachable) shop.line.cut(orderId);
      await whileAway(() => shop.companions.startOrder(orderId));
    },
    apply,
    supersede: (supersedes, { channel, ...request }) =>
      made(api, '/v1/orders', { ...request, channel, supersedes }),
    merge: (parts) => made(api, '/v1/orders/merge', { orderIds: parts }),
    async report({ orderId, ...news }, times) {
      const id = randomUUID();
      await Promise.all(
        Array.from({ length: times }, () => postReport(api, { ...news, id }, nowAt(orderId))),
      );
    },
    async ask(orderId, request, times = 1) {
      const asked: OrderRequest = { requestId: randomUUID(), ...request };
      const answers = Array.from({ length: times }, () => askOrder(ground, orderId, asked));
      return (await Promise.all(answers)).at(-1) ?? { accepted: true };
    },
    async link(orderId, payer = 'buyer') {
      await api.ask('POST', `/v1/orders/${orderId}/payment-link`, { payer });
    },
    store: (news) => storeOnly(shop, news, nowAt()),
    deliver,
    async pass(ms) {
      await machines.whileTheEngineIsThere(() =>
        Promise.all(orderIds.map((orderId) => passFor(api, orderId, ms))),
      );
      for (const orderId of orderIds) offsets.set(orderId, (offsets.get(orderId) ?? 0) + ms);
    },
    sendRefunds: async () => {}, // they have workflows of their own
    async settle() {
      await machines.whileTheEngineIsThere(() => settle(ground, orderIds));
    },
    async rush(orderId) {
      const input = { orderId, now: nowAt(orderId) };
      const attempts = [
        zombies.applyPayments(input),
        zombies.alertPending(input),
        zombies.applyPayments(input),
      ];
      await Promise.all(attempts);
      await apply(orderId);
    },
    sessionsOf: provider.sessionsOf,
    pay: (session, outcome, amount) => provider.pay(session, outcome, amount),
    refundsOf: provider.refundsOf,
    async giveBack({ id, orderId, currency }, amount) {
      await provider.giveBack({ key: `own-${randomUUID()}`, orderId, reference: id, amount, currency });
    },
    get reachable() {
      return reachable;
    },
    set reachable(is) {
      reachable = is;
      for (const orderId of [`${name}-`, ...orderIds])
        if (is) shop.line.mend(orderId);
        else shop.line.cut(orderId);
    },
    trouble: (trouble) => machines.trouble(name, trouble),
    leftToDo: (orderId) => stillRunning(shop, orderId),
  };
}

/** Does `work` until the engine takes it. */
async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal || saysWorkflowIsOver(error) || tries === MOST_TRIES) throw error;
      await sleep(PAUSE);
    }
  }
}

/** Asks as the API does, under one id however often it has to. */
async function askOrder(
  { shop, api }: EngineGround,
  orderId: string,
  request: OrderRequest,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.gateway.request(await shop.order(orderId), request);
    } catch (error) {
      if (error instanceof Refusal) return { accepted: false, code: error.code };
      const isAway = error instanceof EngineUnavailable;
      if (!isAway || tries === MOST_TRIES) throw error;
      await sleep(PAUSE);
    }
  }
}

async function passFor(api: RunningApi, orderId: string, ms: number): Promise<void> {
  const url = `/v1/dev/orders/${orderId}/fast-forward`;
  const { status, body } = await api.insist('POST', url, { by: `PT${ms / SECOND}S` });
  if (status !== 200) throw new Error(`${url}: ${status} ${JSON.stringify(body)}`);
}

/** What was made, as its id; undefined where it was refused. */
async function made(api: RunningApi, url: string, body: object): Promise<string | undefined> {
  const answer = await api.insist('POST', url, body);
  if (answer.status === 201) return answer.as(Made).id;
  if (answer.status >= 500 && answer.status !== 503)
    throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return undefined;
}

function postPayment(api: RunningApi, { id, ...news }: News & { id: string }, at: string): Promise<void> {
  const { eventId, type, ...data } = news;
  return postWebhook(api, '/v1/webhooks/payments/sandbox', { id, body: { id: eventId, type, at, data } });
}

function postReport(
  api: RunningApi,
  { id, eventId, ...data }: Omit<ReportNews, 'orderId'> & { id: string },
  at: string,
): Promise<void> {
  const body = { id: eventId, type: 'credit.report', at, data };
  return postWebhook(api, '/v1/webhooks/credit/sandbox', { id, body });
}

async function postWebhook(
  api: RunningApi,
  path: string,
  { id, body: told }: { readonly id: string; readonly body: object },
): Promise<void> {
  const body = JSON.stringify(told);
  const headers = signWebhook({ secret: WEBHOOK_SECRET, id, at: new Date(), body });
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(api.url + path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    }).catch(() => undefined);
    if (response?.ok) return;
    if (tries === MOST_TRIES) throw new Error(`a webhook was answered ${response?.status}`);
    await sleep(PAUSE);
  }
}

async function storeOnly({ database }: MortalShop, news: News, at: string): Promise<void> {
  const { sessionId = null, ...facts } = news;
  const told = { provider: 'sandbox', sessionId, occurredAt: at, receivedAt: at, matched: true };
  await database.client.paymentEvent.create({ data: { ...facts, ...told } });
}

function askProvider({ sandboxUrl }: MortalShop) {
  const get = async <T>(path: string, schema: z.ZodType<T>) => {
    const response = await fetch(sandboxUrl + path);
    return z.array(schema).parse(await response.json());
  };
  const post = (path: string, body: object) =>
    fetch(sandboxUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    sessionsOf: async (orderId: string): Promise<StageSession[]> =>
      (await get(`/sessions?orderId=${orderId}`, Session)).map((session) => ({
        ...session,
        paid: session.paid?.amount ?? 0,
      })),
    refundsOf: (orderId: string) => get(`/refunds?orderId=${orderId}`, Refund),
    async pay({ id }: StageSession, outcome: string, amount: number): Promise<boolean> {
      const facts = { outcome, webhook: 'drop', ...(outcome === 'succeeded' ? { amount } : {}) };
      return (await post(`/sessions/${id}/pay`, facts)).ok;
    },
    giveBack: async (refund: object): Promise<void> => void (await post('/refunds', refund)),
  };
}

/** The real steps, as an attempt has them that wakes up on a worker that is gone. */
function zombieDependencies({ database, companions }: MortalShop): Dependencies {
  return {
    database,
    providers: new Map(),
    channels: new Map(),
    companions,
    links: { payUrl: ({ id }) => id, stopUrl: (id) => id, shortUrl: (code) => code },
    log: { warn: () => {} },
  };
}

/** Waits until all news is applied and all money that goes back has gone; a refund's pauses are skipped. */
async function settle({ shop }: EngineGround, orderIds: readonly string[]): Promise<void> {
  const { client } = shop.database;
  const orderId = { in: [...orderIds] };
  await until(async () => {
    const pending = await client.refund.findMany({ where: { orderId, state: 'pending' } });
    const unapplied = await client.paymentEvent.findMany({ where: { orderId, appliedAt: null } });
    for (const event of unapplied) await shop.companions.tellOfPayment(event.orderId, event).catch(() => {});
    for (const { id, startedAt } of pending)
      if (startedAt) await fastForward(shop.client, workflowIds.refund(id), HOUR).catch(() => {});
    if (pending.length + unapplied.length > 0) await sleep(PAUSE);
    return pending.length + unapplied.length === 0;
  }, LONGEST_SETTLING);
}

/** A closed order's workflow, if it goes on. One that has just been told that it is over may need a moment. */
async function stillRunning(shop: MortalShop, orderId: string): Promise<readonly unknown[]> {
  const { status, workflowId } = await shop.order(orderId);
  if (!isClosed(status)) return [];
  const isRunning = async () =>
    (await shop.client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  const hasEnded = until(async () => !(await isRunning()));
  return hasEnded.then(
    () => [],
    () => [`${workflowId} goes on`],
  );
}
