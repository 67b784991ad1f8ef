import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import temporalProto from '@temporalio/proto';
import { z } from 'zod';
import type { Client } from '@temporalio/client';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Dependencies } from '../../activities/dependencies.ts';
import { DAY, later } from '../../domain/duration.ts';
import type { PaymentEventType } from '../../domain/payment/payment-event.ts';
import { prepareMail } from '../../domain/messages/render-message.ts';
import type { Answer, OrderRequest } from '../../domain/order/requests.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type {
  DeliveryAnswer,
  MessageChannel,
  OutgoingMessage,
  PaymentProvider,
} from '../../providers/ports.ts';
import { sandboxPaymentProvider } from '../../providers/payment/sandbox/provider.ts';
import { customerHashes } from '../../providers/opaque-names.ts';
import { startCompanions } from '../../worker/companions.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-workers.ts';
import type { WorkerParts } from '../../worker/create-workers.ts';
import { updates } from '../../workflows/contract.ts';
import type { OrderStart } from '../../workflows/contract.ts';
import type { order as orderWorkflow } from '../../workflows/order.ts';
import { saysTaskFailed } from '../../workflows/engine-errors.ts';
import { orderStartOptions } from '../../workflows/start-options.ts';
import { fastForward } from '../../workflows/time-skipping.ts';
import { openShop, WEBHOOK_SECRET } from './shop.ts';
import type { TestShop } from './shop.ts';
import { startTestEngine } from './temporal.ts';
import type { TestEngine } from './temporal.ts';

/** A shop with a real engine and a real worker: what `npm start` runs, in one process, with time that can be skipped. */
export interface RunningShop extends TestShop {
  readonly engine: TestEngine;
  readonly client: Client;
  readonly provider: PaymentProvider;
  /** What the workers' activities are given. */
  readonly dependencies: Dependencies;
  /** What was handed to the mail channel. */
  readonly mails: OutgoingMessage[];
  /** Orders whose provider can't be reached. */
  readonly outOfReach: Set<string>;
  /** The provider fails with these words when it is asked about the order; undefined: it works again. */
  say(orderId: string, words: string | undefined): void;
  /** Sessions that were asked about, in that order. */
  readonly asked: string[];
  start(order: StoredOrder, more?: Partial<OrderStart>): Promise<void>;
  /** Asks something of an order as the API does, and waits for the answer. */
  request(order: StoredOrder, request: DistributiveOmit<OrderRequest, 'requestId'>): Promise<Answer>;
  /** The same under an id that the test has chosen. */
  requestAs(order: StoredOrder, request: OrderRequest): Promise<Answer>;
  /** Moves the order's clock ahead on the real engine, until all that became due is done. */
  skip(order: StoredOrder, ms: number): Promise<void>;
  /** Opens a provider session as the API does. */
  openSession(order: StoredOrder): Promise<string>;
  /** A person pays (or fails to) at the sandbox; no webhook. */
  payAtSandbox(sessionId: string, body: object): Promise<void>;
  /** A refund that the sandbox had accepted comes back. */
  letRefundFail(refundId: string, body: object): Promise<void>;
  faults(body: object): Promise<void>;
  /** Stores a provider's event as the API does, and signals it. */
  event(order: StoredOrder, event: TestEvent, signal?: boolean): Promise<void>;
  /** The type of each event in a workflow's history that the order itself made: without those of skipping time. */
  history(workflowId: string): Promise<string[]>;
  /** What a person in the Temporal UI reads of a running workflow. */
  details(workflowId: string): Promise<string>;
  /** Waits until nothing of the order is under way any more: for what happens without skipping. */
  until(check: () => Promise<boolean>): Promise<void>;
  /** Does `work` with no worker running, then starts them again: all that came meanwhile is there in one task. */
  whileWorkersAreAway(work: () => Promise<void>): Promise<void>;
  outcome(order: StoredOrder): Promise<{ status: string; reason: string | null }>;
}

const silently = async () => {};

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

const { EventType } = temporalProto.temporal.api.enums.v1;

const hashCustomer = customerHashes('test-secret-for-customers');

/** The workflow code is bundled once a process, whatever number of shops it runs. */
let bundle: ReturnType<typeof bundleWorkflows> | undefined;

/** The SDK speaks of every state of a worker; tests only want to hear of trouble. */
export function quietRuntime(): void {
  if (!Runtime._instance) Runtime.install({ logger: new DefaultLogger('ERROR') });
}

/** Opens a shop and runs it; `channels` are there beside mail, `more` is what else its activities are given. Close it in `afterAll`. */
export async function runShop(
  channels: readonly MessageChannel[] = [],
  more: Partial<Dependencies> = {},
): Promise<RunningShop> {
  quietRuntime();
  await prepareMail(); // as worker/main.ts does
  const engine = await startTestEngine();
  const shop = await openShop();
  const { client } = engine.environment;
  const mails: OutgoingMessage[] = [];
  const outOfReach = new Set<string>();
  const words = new Map<string, string>();
  const asked: string[] = [];
  const provider = reachable(
    sandboxPaymentProvider({
      baseUrl: shop.sandboxUrl,
      webhookSecret: WEBHOOK_SECRET,
      timeoutMs: 8_000,
    }),
    { outOfReach, asked, words },
  );
  const dependencies = {
    ...dependenciesOf(shop, client, provider, [mailChannel(mails), ...channels]),
    ...more,
  };
  const workflowBundle = await (bundle ??= bundleWorkflows());
  const { nativeConnection: connection } = engine.environment;
  const { namespace, dataConverter } = engine;
  const begin = () => runWorkers({ connection, namespace, dataConverter, dependencies, workflowBundle });
  let crew = await begin();
  const start = async (order: StoredOrder, more: Partial<OrderStart> = {}) => {
    const args: [OrderStart] = [{ orderId: order.id, ...more }];
    await client.workflow.start<typeof orderWorkflow>('order', { ...optionsFor(order), args });
  };
  return {
    ...shop,
    engine,
    client,
    provider,
    dependencies,
    mails,
    outOfReach,
    asked,
    say: (orderId, said) => (said === undefined ? void words.delete(orderId) : void words.set(orderId, said)),
    start,
    async whileWorkersAreAway(work) {
      await crew.stop().catch(() => {}); // stopped by force, on a busy machine: away all the same
      try {
        await work();
      } finally {
        crew = await begin();
      }
    },
    request: (order, request) => ask(client, order, { ...request, requestId: randomUUID() }),
    requestAs: (order, request) => ask(client, order, request),
    skip: (order, ms) => fastForward(client, order.workflowId, ms),
    openSession: (order) => openSession(shop, provider, order),
    payAtSandbox: (sessionId, body) =>
      post(`${shop.sandboxUrl}/sessions/${sessionId}/pay`, 'POST', { webhook: 'drop', ...body }),
    letRefundFail: (id, body) => post(`${shop.sandboxUrl}/refunds/${id}/fail`, 'POST', body),
    faults: (body) => post(`${shop.sandboxUrl}/faults`, 'PUT', body),
    event: (order, event, signal = true) =>
      storeEvent(
        shop,
        order,
        event,
        signal ? (id, told) => dependencies.companions.tellOfPayment(id, told) : silently,
      ),
    history: (workflowId) => historyOf(client, workflowId),
    details: (workflowId) => detailsOf(client, workflowId),
    until,
    outcome: (order) => client.workflow.getHandle<typeof orderWorkflow>(order.workflowId).result(),
    async close() {
      await crew.stop();
      await engine.stop();
      await shop.close();
    },
  };
}

/** The provider, as far as it can be reached. */
function reachable(
  provider: PaymentProvider,
  { outOfReach, asked, words }: { outOfReach: Set<string>; asked: string[]; words: Map<string, string> },
): PaymentProvider {
  const unknown = { state: 'unknown', why: 'out of reach' } as const;
  return {
    ...provider,
    async askSession(session) {
      asked.push(session.sessionId);
      if (words.has(session.orderId)) throw new Error(words.get(session.orderId));
      return outOfReach.has(session.orderId) ? unknown : provider.askSession(session);
    },
    closeSession: async (session) =>
      outOfReach.has(session.orderId) ? unknown : provider.closeSession(session),
    findSession: async (session) =>
      outOfReach.has(session.orderId) ? 'unknown' : provider.findSession(session),
  };
}

/** Starts a shop's workers; stopping them lets what is under way finish. */
async function runWorkers(parts: WorkerParts): Promise<{ stop(): Promise<void> }> {
  const workers = await createWorkers(parts);
  const running = workers.map((worker) => worker.run());
  return {
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(running);
    },
  };
}

function optionsFor(order: StoredOrder) {
  return orderStartOptions({ ...order, customerHash: hashCustomer(order.customerId) });
}

function dependenciesOf(
  shop: TestShop,
  client: Client,
  provider: PaymentProvider,
  channels: readonly MessageChannel[],
): Dependencies {
  return {
    database: shop.database,
    providers: new Map([[provider.name, provider]]),
    channels: new Map(channels.map((channel) => [channel.channel, channel])),
    companions: startCompanions({ client, database: shop.database, hashCustomer }),
    links: {
      payUrl: ({ id }) => `http://pay.example/${id}`,
      stopUrl: (id, channel) => `http://stop.example/${id}/${channel}`,
      shortUrl: (code) => `http://short.example/${code}`,
    },
    log: { warn: () => {} },
  };
}

function mailChannel(mails: OutgoingMessage[]): MessageChannel {
  const deliver = async (message: OutgoingMessage): Promise<DeliveryAnswer> => {
    mails.push(message);
    return { state: 'sent' };
  };
  return { channel: 'email', deliver };
}

/** As the gateway does: again where a task that ended has not seen the request. */
async function ask(client: Client, order: StoredOrder, request: OrderRequest): Promise<Answer> {
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof orderWorkflow>(
    'order',
    optionsFor(order),
  );
  try {
    return await client.workflow.executeUpdateWithStart(updates[request.kind], {
      startWorkflowOperation,
      args: [request],
      updateId: request.requestId,
    });
  } catch (error) {
    if (!saysTaskFailed(error)) throw error;
    return ask(client, order, request);
  }
}

async function openSession(shop: TestShop, provider: PaymentProvider, order: StoredOrder): Promise<string> {
  const id = randomUUID();
  const { id: orderId, revision, amountDue: amount, currency, paymentMethod: method } = order;
  const expiresAt = order.deadline ?? later(order.placedAt, DAY);
  const row = {
    id,
    orderId,
    provider: provider.name,
    revision,
    amount,
    currency,
    method,
    payer: 'buyer',
    expiresAt,
  };
  await shop.database.client.paymentSession.create({ data: { ...row, state: 'opening' } });
  const request = {
    idempotencyKey: id,
    orderId,
    revision,
    amount,
    currency,
    method,
    expiresAt,
    returnUrl: 'http://pay.example/',
  };
  const { sessionId, url } = await provider.openSession(request);
  await shop.database.client.paymentSession.update({
    where: { id },
    data: { state: 'open', providerSessionId: sessionId, url },
  });
  return sessionId;
}

async function post(url: string, method: 'POST' | 'PUT', body: object): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}

/** What a test says of a provider's event; the rest is the order's. */
export interface TestEvent {
  readonly type: PaymentEventType;
  readonly id?: string;
  readonly sessionId?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly failureCode?: string;
  readonly refundKey?: string;
}

async function storeEvent(
  shop: TestShop,
  order: StoredOrder,
  event: TestEvent,
  tell: (orderId: string, event: { provider: string; eventId: string }) => Promise<void>,
): Promise<void> {
  const {
    id: eventId = `evt-${randomUUID()}`,
    type,
    amount = order.amountDue,
    currency = order.currency,
  } = event;
  const at = new Date();
  const { sessionId = null, failureCode = null, refundKey = null } = event;
  const facts = { sessionId, failureCode, refundKey };
  const row = {
    provider: 'sandbox',
    eventId,
    type,
    orderId: order.id,
    amount,
    currency,
    ...facts,
    occurredAt: at,
    receivedAt: at,
    matched: true,
  };
  await shop.database.client.paymentEvent.createMany({ data: [row], skipDuplicates: true });
  await tell(order.id, { provider: 'sandbox', eventId });
}

async function historyOf(client: Client, workflowId: string): Promise<string[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const types = (events ?? []).map(({ eventType }) =>
    (EventType[eventType ?? 0] ?? 'unknown').replace('EVENT_TYPE_', ''),
  );
  const ofSkipping = ['WORKFLOW_EXECUTION_OPTIONS_UPDATED', 'WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED'];
  // Where skipping begins and ends the server lets the workflow look: a workflow task of three events, with nothing to do.
  const looks = types.flatMap((type, index) =>
    type === 'WORKFLOW_TASK_SCHEDULED' && ofSkipping.includes(types[index - 1] ?? '')
      ? [index, index + 1, index + 2]
      : [],
  );
  return types.filter((type, index) => !looks.includes(index) && !ofSkipping.includes(type));
}

const Metadata = z.object({ currentDetails: z.string().default('') });

async function detailsOf(client: Client, workflowId: string): Promise<string> {
  const metadata = await client.workflow.getHandle(workflowId).query('__temporal_workflow_metadata');
  return Metadata.parse(metadata).currentDetails;
}

/** Looks again and again until `check` holds, for at most `seconds`: long enough for a machine that is busy with other things. */
export async function until(check: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (let look = 0; look < 20 * seconds; look += 1) {
    if (await check()) return;
    await setTimeout(50);
  }
  throw new Error(`it did not come about within ${seconds} seconds`);
}
