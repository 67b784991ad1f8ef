import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../../dev/stack/stack-ports.ts';
import { startStack } from '../../dev/stack/stack.ts';
import type { Stack } from '../../dev/stack/stack.ts';
import { atAnyTime } from '../support/any-time.ts';
import { eventually, shopClient } from './shop-client.ts';
import type { ShopClient } from './shop-client.ts';

/** Shops whose buyers are reminded on whatever day and at whatever hour the tests run, and are not. */
const reminding = atAnyTime;
const quiet = { reminders: { enabled: false } };

let stack: Stack;
let shop: ShopClient;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'holdfast-e2e-'));
  stack = await startStack({ dataDir, ports: await freePorts() });
  shop = shopClient(stack);
  for (const [name, policy] of Object.entries({ reminding, quiet })) {
    await shop.call('PUT', `/v1/policies/${name}`, policy);
    await shop.call('PUT', `/v1/shops/${name}`, { policy: name });
  }
  await shop.call('PUT', '/v1/stock/mug', {
    onHand: 1000,
    safetyStock: 0,
    price: { amount: 5000, currency: 'CNY' },
  });
});

afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const lines = (quantity: number) => [{ sku: 'mug', quantity, unitPrice: { amount: 5000, currency: 'CNY' } }];

async function place(orderId: string, more: object = {}): Promise<void> {
  const customer = { id: `buyer-of-${orderId}`, email: `${orderId}@example.com`, locale: 'en' };
  const { status, body } = await shop.call('POST', '/v1/orders', {
    orderId,
    customer,
    lines: lines(2),
    ...more,
  });
  expect({ status, body }).toMatchObject({ status: 201, body: { id: orderId, status: 'awaiting_payment' } });
}

const held = async () => (await shop.call('GET', '/v1/stock/mug')).body;
const statusOf = async (orderId: string) => (await shop.order(orderId))['status'];

async function storyOf(orderId: string): Promise<unknown[]> {
  const journal: unknown = (await shop.order(orderId))['journal'];
  if (!Array.isArray(journal)) throw new Error('an order without a journal');
  return journal.map((entry: { kind: string }) => entry.kind);
}

describe('through everything npm start runs', () => {
  test('an order is placed, paid by a signed webhook, shipped and delivered', async () => {
    const before = await held();
    await place('paid-1');
    expect(await held()).toMatchObject({ held: Number(before['held']) + 2 });
    const link = await shop.call('POST', '/v1/orders/paid-1/payment-link', { payer: 'buyer' });
    expect(link).toMatchObject({ status: 201, body: { url: expect.stringContaining('/pay/') } });
    const page = await (await fetch(String(link.body['url']))).text();
    expect(page).toContain('100.00');
    await shop.sandbox('POST', `/sessions/${(await shop.session('paid-1')).id}/pay`, {
      outcome: 'succeeded',
    });
    await eventually(async () => (await statusOf('paid-1')) === 'paid');
    expect(await held()).toMatchObject({ onHand: Number(before['onHand']) - 2, held: before['held'] });
    expect(await shop.call('POST', '/v1/orders/paid-1/ship', {})).toMatchObject({
      status: 200,
      body: { status: 'shipped' },
    });
    expect(await shop.call('POST', '/v1/orders/paid-1/deliver', {})).toMatchObject({
      status: 200,
      body: { status: 'delivered' },
    });
  });

  test('an order nobody pays is reminded by a mail that is really received, and expires', async () => {
    const before = await held();
    await place('late-1', { shop: 'reminding' });
    expect((await shop.fastForward('late-1', 'PT25H')).body).toMatchObject({
      id: 'late-1',
      status: 'expired',
      closedReason: 'deadline_passed',
    });
    expect(await held()).toEqual(before);
    const mails = async (): Promise<{ to: { address: string }[]; text: string }[]> =>
      JSON.parse(await (await fetch(`${stack.mailUrl}/api/email`)).text());
    const mine = async () =>
      (await mails()).filter(({ to }) => to.some(({ address }) => address === 'late-1@example.com'));
    await eventually(async () => (await mine()).length >= 2); // a reminder, and that it is closed
    const reminder = (await mine()).find(({ text }) => text.includes('/pay/'));
    expect(reminder?.text).toContain('late-1');
    expect(reminder?.text).toContain('100.00');
    const messages = await shop.call('GET', '/v1/orders/late-1/messages');
    expect(messages.body['data']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ purpose: 'reminder', channel: 'email', state: 'sent' }),
      ]),
    );
  });

  test('money for an expired order takes it up again, once, although the webhook comes twice', async () => {
    await place('late-2');
    await shop.call('POST', '/v1/orders/late-2/payment-link', { payer: 'buyer' });
    const { id } = await shop.session('late-2');
    await shop.sandbox('POST', `/sessions/${id}/pay`, { outcome: 'succeeded', webhook: 'drop' });
    await shop.fastForward('late-2', 'PT25H');
    expect(await shop.order('late-2')).toMatchObject({ status: 'paid', amountDue: { amount: 0 } }); // asked at closing: it was paid
    expect((await storyOf('late-2')).filter((kind) => kind === 'payment_received')).toHaveLength(1);
  });

  test('a change of lines moves the hold by the difference, and a cancelled order gives all of it back', async () => {
    const before = await held();
    await place('change-1');
    expect(
      await shop.call('PATCH', '/v1/orders/change-1/lines', { lines: [{ sku: 'mug', quantity: 5 }] }),
    ).toMatchObject({
      status: 200,
      body: { total: { amount: 25_000 }, revision: 2 },
    });
    expect(await held()).toMatchObject({ held: Number(before['held']) + 5 });
    expect(
      await shop.call('POST', '/v1/orders/change-1/cancel', { reason: 'changed_mind', by: 'buyer' }),
    ).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(
      await shop.call('POST', '/v1/orders/change-1/cancel', { reason: 'changed_mind', by: 'buyer' }),
    ).toMatchObject({ status: 409, body: { code: 'order_not_open' } });
    expect(await held()).toEqual(before);
  });

  test('the same key and body answers the same result, and places once', async () => {
    const key = { 'idempotency-key': 'e2e-1' };
    const order = { customer: { id: 'keyed' }, lines: lines(1) };
    const first = await shop.call('POST', '/v1/orders', order, key);
    const again = await shop.call('POST', '/v1/orders', order, key);
    expect(again).toEqual(first);
    expect(await shop.call('POST', '/v1/orders', { ...order, lines: lines(2) }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  test('the provider being down at closing time releases nothing until it answers again', async () => {
    await place('down-1', { shop: 'quiet' }); // else a reminder would ask the provider for hours
    await shop.call('POST', '/v1/orders/down-1/payment-link', { payer: 'buyer' });
    await shop.sandbox('PUT', '/faults', { mode: 'down' });
    await shop.fastForward('down-1', 'PT24H7M');
    expect(await statusOf('down-1')).toBe('awaiting_payment');
    await shop.sandbox('PUT', '/faults', { mode: 'none' });
    await shop.fastForward('down-1', 'PT5M');
    expect(await statusOf('down-1')).toBe('expired');
  });

  test('with the engine killed placing still answers 201, and the order starts when it is back', async () => {
    const engine = stack.children().find(({ name }) => name === 'temporal');
    expect(engine).toBeDefined();
    process.kill(engine?.pid ?? 0, 'SIGSTOP'); // as good as away, and it comes back as it was
    try {
      await place('no-engine-1');
      expect(await shop.call('POST', '/v1/orders/no-engine-1/extend', {})).toMatchObject({
        status: 503,
        body: { code: 'engine_unavailable' },
      });
    } finally {
      process.kill(engine?.pid ?? 0, 'SIGCONT');
    }
    await eventually(async () => (await storyOf('no-engine-1')).includes('reminder_planned'));
  });
});
