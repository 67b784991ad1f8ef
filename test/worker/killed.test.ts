import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alone } from '../../dev/stack/crew.ts';
import type { Child } from '../../dev/stack/child.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { startTemporal } from '../../dev/stack/temporal.ts';
import { startWorker } from '../../dev/stack/worker.ts';
import type { Companions } from '../../activities/dependencies.ts';
import { DAY, MINUTE, SECOND, later } from '../../domain/duration.ts';
import type { Answer, OrderRequest } from '../../domain/order/requests.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { customerHashes } from '../../providers/opaque-names.ts';
import { startCompanions } from '../../worker/companions.ts';
import { relayOnce } from '../../worker/relay.ts';
import { updates } from '../../workflows/contract.ts';
import type { order as orderWorkflow } from '../../workflows/order.ts';
import { orderStartOptions } from '../../workflows/start-options.ts';
import { until } from '../support/running-shop.ts';
import { openShop, WEBHOOK_SECRET } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';
import { lastingFolder } from '../support/temporary-folder.ts';

const SECRET = 'a-secret-of-at-least-sixteen';
const hashCustomer = customerHashes(SECRET);

let shop: TestShop;
let quiet: string;
let folder: Awaited<ReturnType<typeof lastingFolder>>;
let port: number;
let engine: Child;
let worker: Child;
let client: Client;
let companions: Companions;

beforeAll(async () => {
  folder = await lastingFolder();
  port = await freePort();
  shop = await openShop();
  quiet = await shop.shopWith({ reminders: { enabled: false } });
  await shop.stock('mug', 1_000, { price: 5_000 });
  engine = await anEngine();
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
  client = new Client({ connection });
  companions = startCompanions({ client, database: shop.database, hashCustomer });
  worker = await aWorker();
});

afterAll(async () => {
  await worker.stop(0);
  await client.connection.close();
  await engine.stop(0);
  await shop.close();
  await folder.remove();
});

async function anEngine(): Promise<Child> {
  const databaseFile = join(folder.path, 'temporal.db');
  return (await startTemporal({ port, databaseFile, crew: alone() })).child;
}

async function aWorker(): Promise<Child> {
  const secrets = { link: SECRET, customerId: SECRET, payment: WEBHOOK_SECRET, credit: WEBHOOK_SECRET };
  const { child } = await startWorker({
    wiring: {
      databaseUrl: shop.databaseUrl,
      temporalAddress: `127.0.0.1:${port}`,
      temporalNamespace: 'default',
      publicUrl: 'http://127.0.0.1:9',
      paymentSandboxUrl: shop.sandboxUrl,
      secrets,
    },
    port: await freePort(),
    smtpUrl: 'smtp://127.0.0.1:9',
    crew: alone(),
  });
  return child;
}

async function kill(child: Child): Promise<void> {
  process.kill(child.pid, 'SIGKILL');
  await child.exited;
}

const place = (at = new Date().toISOString(), more = {}) =>
  shop.place(
    {
      shop: quiet,
      ...more,
      lines: [{ sku: 'mug', quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }],
    },
    at,
  );

async function pay({ id: orderId }: StoredOrder): Promise<void> {
  const event = { provider: 'sandbox', eventId: `evt-${randomUUID()}` };
  const at = new Date();
  const facts = { type: 'payment.succeeded', orderId, amount: 10_000, currency: 'CNY', matched: true };
  await shop.database.client.paymentEvent.create({
    data: { ...event, ...facts, occurredAt: at, receivedAt: at },
  });
  await companions.tellOfPayment(orderId, event).catch(() => {}); // the relay's
}

async function ask(order: StoredOrder, request: OrderRequest): Promise<Answer> {
  const options = orderStartOptions({ ...order, customerHash: hashCustomer(order.customerId) });
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof orderWorkflow>('order', options);
  const args: [OrderRequest] = [request];
  return client.workflow.executeUpdateWithStart(updates[request.kind], {
    startWorkflowOperation,
    args,
    updateId: request.requestId,
  });
}

/** As the relay does after ten seconds. */
const relay = () =>
  relayOnce({
    database: shop.database,
    companions,
    log: { warn: () => {} },
    now: () => later(new Date().toISOString(), 11 * SECOND),
  });

const statusOf = async ({ id }: StoredOrder) => (await shop.order(id)).status;

async function allBecome(orders: readonly StoredOrder[], status: string): Promise<void> {
  for (const order of orders) await until(async () => (await statusOf(order)) === status);
}

async function nothingIsWrong(): Promise<void> {
  expect(await checkIntegrity(shop.database.client, new Date().toISOString())).toEqual([]);
}

/** The sum of what is held, and of what is left, is what it was. */
async function stockIsRight(
  before: { onHand: number; held: number },
  sold: number,
  held: number,
): Promise<void> {
  expect(await shop.balance('mug')).toEqual({
    onHand: before.onHand - 2 * sold,
    held: before.held + 2 * held,
  });
}

describe('known failure 32: a worker killed in the middle', () => {
  test(
    'at any moment of orders that begin, are paid, cancelled, shipped and closed: all end right',
    { timeout: 60_000 },
    async () => {
      const before = await shop.balance('mug');
      const group = (at?: string, more?: object) =>
        Promise.all(Array.from({ length: 5 }, () => place(at, more)));
      const releasedIn = (ms: number) => later(new Date().toISOString(), ms - DAY - 5 * MINUTE);
      const [paid, cancelled, shipped, expired] = [
        await group(),
        await group(),
        await group(undefined, { paymentMethod: 'cash_on_delivery' }),
        await group(releasedIn(2 * SECOND)),
      ];
      const all = [...paid, ...cancelled, ...shipped, ...expired];
      await Promise.all(all.map(({ id }) => companions.startOrder(id)));
      const wish = { requestId: '', reason: 'changed_mind', by: 'buyer' } as const;
      const answers = [
        ...cancelled.map((order) => ask(order, { ...wish, kind: 'cancel', requestId: randomUUID() })),
        ...shipped.map((order) => ask(order, { kind: 'ship', requestId: randomUUID() })),
      ];
      const paying = paid.map(pay);
      await sleep(40);
      await kill(worker);
      worker = await aWorker();
      await sleep(60);
      await kill(worker);
      worker = await aWorker();
      await Promise.all(paying);
      expect((await Promise.all(answers)).filter(({ accepted }) => accepted)).toHaveLength(10);
      await allBecome(paid, 'paid');
      await allBecome(cancelled, 'cancelled');
      await allBecome(shipped, 'shipped');
      await allBecome(expired, 'expired');
      await stockIsRight(before, 10, 0);
      await nothingIsWrong();
    },
  );
});

describe('known failure 31: the engine killed in the middle of a sale', () => {
  test('orders of before, meanwhile and after end right', { timeout: 60_000 }, async () => {
    const before = await shop.balance('mug');
    const early = await Promise.all(Array.from({ length: 6 }, () => place()));
    await Promise.all(early.map(({ id }) => companions.startOrder(id)));
    const paying = early.map(pay);
    await sleep(30);
    await kill(engine);
    await Promise.all(paying);
    const meanwhile = await Promise.all(Array.from({ length: 4 }, () => place()));
    const starts = meanwhile.map(({ id }) => companions.startOrder(id));
    const [unstarted] = await Promise.all([Promise.allSettled(starts), ...meanwhile.map(pay)]);
    expect(unstarted.every(({ status }) => status === 'rejected')).toBe(true);
    engine = await anEngine();
    const late = await Promise.all(Array.from({ length: 2 }, () => place()));
    await until(async () => {
      await relay();
      return (await shop.database.client.order.count({ where: { startedAt: null } })) === 0;
    });
    await Promise.all(late.map(pay));
    await allBecome([...early, ...meanwhile, ...late], 'paid');
    await stockIsRight(before, 12, 0);
    await nothingIsWrong();
  });
});
