import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Client } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTemporal } from '../../dev/setup/temporal-cli.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { HOUR } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { dataConverterWith } from '../../providers/engine/data-converter.ts';
import { payloadCipher } from '../../providers/engine/payload-cipher.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-workers.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { orderStartOptions } from '../../workflows/start-options.ts';
import { atAnyTime } from '../support/any-time.ts';
import { counterOf } from '../support/counter.ts';
import { dataConverter } from '../support/payloads.ts';
import { payloadsIn, readable, readableToAll } from '../support/readable.ts';
import { openRunningApi } from '../support/running-api.ts';
import type { RunningApi } from '../support/running-api.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let api: RunningApi;
let workflowBundle: Awaited<ReturnType<typeof bundleWorkflows>>;
beforeAll(async () => {
  [shop, workflowBundle] = await Promise.all([runShop(), bundleWorkflows()]);
  api = await openRunningApi(shop, { port: await freePort() });
});
afterAll(async () => {
  await api.close();
  await shop.close();
});

const { anOrder, placed, becomes, refundedAt } = counterOf(() => shop);

const historyOf = async (workflowId: string) => {
  const { events } = await shop.client.workflow.getHandle(workflowId).fetchHistory();
  return events ?? [];
};
/** All the engine has of a workflow. */
const keptOf = async (workflowId: string) => ({
  events: await historyOf(workflowId),
  description: (await shop.client.workflow.getHandle(workflowId).describe()).raw,
});

/** Replays a history; undefined: the workflow code follows it. */
async function strayed(workflowId: string, converter = dataConverter): Promise<Error | null | undefined> {
  const history = await shop.client.workflow.getHandle(workflowId).fetchHistory();
  const replays = Worker.runReplayHistories({ workflowBundle, dataConverter: converter }, [
    { workflowId, history },
  ]);
  for await (const { error } of replays) return error;
  return null;
}

/** Has other workers do the shop's work for as long as `work` takes. */
async function withWorkers(
  converter: typeof dataConverter | object,
  work: () => Promise<void>,
): Promise<void> {
  await shop.whileWorkersAreAway(async () => {
    const { environment, namespace } = shop.engine;
    const { nativeConnection: connection } = environment;
    const { dependencies } = shop;
    const parts = { connection, namespace, dependencies, workflowBundle, dataConverter: converter };
    const workers = await createWorkers(parts);
    const running = Promise.all(workers.map((worker) => worker.run()));
    try {
      await work();
    } finally {
      for (const worker of workers) worker.shutdown();
      await running;
    }
  });
}

/** What the engine itself, or the SDK's core, writes beside what we give it: names, numbers and instants of its own. */
const ENGINES_OWN = /searchAttributes|markerRecordedEventAttributes\.details\.data\./;

describe('what lies in the engine', () => {
  test('is encrypted, all but what operators filter by: input, answers, memos, summaries, failures', async () => {
    const workflowIdsOfOrder = await aLifeWithTrouble();
    const kept = await Promise.all(workflowIdsOfOrder.map(keptOf));
    const payloads = payloadsIn(kept);
    const plain = payloads.filter(({ encoding }) => encoding !== 'binary/encrypted');
    expect(plain.filter(({ path }) => !ENGINES_OWN.test(path))).toEqual([]);
    for (const where of ['input', 'memo', 'userMetadata', 'encodedAttributes', 'details.result', 'result'])
      expect(payloads.filter(({ path }) => path.includes(where)).length, where).toBeGreaterThan(0);
    const words = ['"agenda"', 'minor units', 'remind the buyer', 'askSessions failed', '"refundId"'];
    const [withKeys, without] = [readable(kept), readableToAll(kept)].map((text) =>
      text.replaceAll('\\', ''),
    );
    for (const hidden of words) {
      expect(withKeys).toContain(hidden);
      expect(without).not.toContain(hidden);
    }
  });

  test('follows the workflow code when it is read with the keys, and can not be replayed without', async () => {
    const order = await anOrder();
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    expect(await strayed(order.workflowId)).toBeUndefined();
    expect(String(await strayed(order.workflowId, {}))).toContain('Replay failed');
  });

  test('is readable with Temporal’s own CLI through the codec server, and not past it', async () => {
    const order = await anOrder({ order: { customer: { id: 'cli' } } });
    const codec = ['--codec-endpoint', `${api.url}/v1/codec`, '--codec-auth', 'Bearer holdfast-dev'];
    const [past, through] = await Promise.all([historyByCli(order), historyByCli(order, codec)]);
    for (const words of [`{"orderId":"${order.id}"}`, 'normal order, shop', 'remind the buyer (first)']) {
      expect(through).toContain(words);
      expect(past).not.toContain(words);
    }
  });
});

describe('a workflow begun without encryption', () => {
  test('goes on with it: what it was told before is read as it is, and replays', async () => {
    const plain = new Client({
      connection: shop.engine.environment.connection,
      namespace: shop.engine.namespace,
    });
    const order = await placed();
    await withWorkers({}, async () => {
      await plain.workflow.start('order', orderStartOptions({ ...order, customerHash: 'hash' }));
      await until(async () => (await shop.order(order.id)).row.startedAt !== null);
      await until(async () => (await eventsOf(order)).includes('TIMER_STARTED'));
    });
    expect(encodingsIn(await historyOf(order.workflowId))).not.toContain('binary/encrypted');
    await shop.request(order, { kind: 'extend', by: 'buyer' });
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    expect(encodingsIn(await historyOf(order.workflowId))).toEqual(
      expect.arrayContaining(['json/plain', 'binary/encrypted']),
    );
    expect(await strayed(order.workflowId)).toBeUndefined();
  });
});

describe('when its key is missing', () => {
  test('an order stands still and loses nothing, and goes on once the key is back', async () => {
    const order = await anOrder();
    await withWorkers(strangers(), async () => {
      await shop.event(order, { type: 'payment.succeeded' });
      await until(async () => (await eventsOf(order)).includes('WORKFLOW_TASK_FAILED'));
    });
    await becomes(order, 'paid');
  });

  test('and stays missing, an order whose workflow is ended goes on from its row under the next id', async () => {
    const order = await anOrder();
    const { paymentMethod: method } = order;
    await shop.client.workflow.getHandle(order.workflowId).terminate('its key is lost');
    const answer = await api.ask('PUT', `/v1/orders/${order.id}/payment-method`, { method });
    expect(answer).toMatchObject({ status: 200, body: { workflowId: `${order.workflowId}-1` } });
  });
});

/** A reminder for which the provider fails, an expiry on a clock of its own, late money, its refund; answers its workflows. */
async function aLifeWithTrouble(): Promise<readonly string[]> {
  const customer = { id: 'kim', email: 'kim@example.com' };
  const order = await anOrder({ order: { shop: await shop.shopWith(atAnyTime), customer } });
  await shop.openSession(order);
  shop.say(order.id, 'out of order');
  await shop.skip(order, 2.6 * HOUR);
  shop.say(order.id, undefined);
  await api.ask('POST', `/v1/dev/orders/${order.id}/fast-forward`, { by: 'PT25H' });
  await becomes(order, 'expired');
  await shop.event(order, { type: 'payment.succeeded', amount: 4_000 });
  await until(async () => (await refundedAt(order)).length > 0);
  const refunds = await shop.database.client.refund.findMany({ where: { orderId: order.id } });
  return [
    order.workflowId,
    workflowIds.winBack(order.id),
    ...refunds.map(({ id }) => workflowIds.refund(id)),
  ];
}

const encodingsIn = (told: unknown) => payloadsIn(told).map(({ encoding }) => encoding);
const eventsOf = ({ workflowId }: StoredOrder) => shop.history(workflowId);
const strangers = () => dataConverterWith(payloadCipher([new Uint8Array(randomBytes(32))]));

/** What a person with the CLI reads of an order's history. */
async function historyByCli({ workflowId }: StoredOrder, more: readonly string[] = []): Promise<string> {
  const cli = await findTemporal();
  if (!cli) throw new Error('there is no Temporal CLI');
  const { address, namespace } = shop.engine;
  const of = ['--workflow-id', workflowId, '--address', address, '--namespace', namespace];
  const args = ['workflow', 'show', ...of, '--output', 'json', ...more];
  const { stdout } = await promisify(execFile)(cli, args);
  return readableToAll(historyFromJSON(JSON.parse(stdout))).replaceAll('\\', '');
}
