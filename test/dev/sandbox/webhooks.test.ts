import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { aSandbox, SECRET, START, webhookReceiver } from './sandbox-environment.ts';

async function openSandbox(
  statuses: number[] = [],
  options: Parameters<typeof aSandbox>[0] = {},
  expiresAt?: string,
) {
  const receiver = await webhookReceiver(statuses);
  const sandbox = await aSandbox({ webhookUrl: receiver.url, ...options });
  const { body: session } = await sandbox.open(expiresAt ? { expiresAt } : {});
  return { receiver, sandbox, session };
}

describe('the webhook of a payment', () => {
  test.each([
    ['succeeded', { outcome: 'succeeded' }, 'payment.succeeded', { amount: 12345 }],
    [
      'succeeded with another amount',
      { outcome: 'succeeded', amount: 7 },
      'payment.succeeded',
      { amount: 7 },
    ],
    ['processing', { outcome: 'processing' }, 'payment.processing', { amount: 12345 }],
    ['failed', { outcome: 'failed' }, 'payment.failed', { amount: 12345, failureCode: 'declined' }],
    [
      'failed with a code',
      { outcome: 'failed', failureCode: 'insufficient_funds' },
      'payment.failed',
      { amount: 12345, failureCode: 'insufficient_funds' },
    ],
    [
      'failure code where none belongs',
      { outcome: 'succeeded', failureCode: 'declined' },
      'payment.succeeded',
      { amount: 12345 },
    ],
  ])('%s', async (_, payment, type, data) => {
    const { receiver, sandbox, session } = await openSandbox();
    await sandbox.pay(session.id, payment);
    const [told] = await receiver.arrived(1);
    expect(told?.event).toEqual({
      id: expect.stringMatching(/^evt_/),
      type,
      at: START,
      data: { orderId: 'order-1', sessionId: session.id, currency: 'CNY', method: 'card', ...data },
    });
  });

  test('carries the headers of Standard Webhooks, as its own library checks them', async () => {
    const { receiver, sandbox, session } = await openSandbox(
      [],
      { now: () => new Date() },
      '2999-01-01T00:00:00.000Z',
    );
    await sandbox.pay(session.id, { outcome: 'succeeded' });
    const [told] = await receiver.arrived(1);
    const headers = {
      'webhook-id': told?.headers['webhook-id'] ?? '',
      'webhook-timestamp': told?.headers['webhook-timestamp'] ?? '',
      'webhook-signature': told?.headers['webhook-signature'] ?? '',
    };
    expect(new Webhook(SECRET).verify(told?.body ?? '', headers)).toEqual(told?.event);
    expect(headers['webhook-id']).toBe(told?.event.id);
  });

  test('is dated by the order’s clock and signed by the real one', async () => {
    const { receiver, sandbox, session } = await openSandbox();
    await sandbox.call('PUT', '/clocks/order-1', { offsetMs: 1_800_000 });
    await sandbox.pay(session.id, { outcome: 'succeeded' });
    const [told] = await receiver.arrived(1);
    expect(told?.event.at).toBe('2026-11-23T02:30:00.000Z');
    expect(told?.headers['webhook-timestamp']).toBe(String(Date.parse(START) / 1000));
  });

  test('is sent again until it is answered 2xx, with the same id and body', async () => {
    const { receiver, sandbox, session } = await openSandbox([503, 401, 500, 202]);
    await sandbox.pay(session.id, { outcome: 'succeeded' });
    const all = await receiver.arrived(4);
    expect(new Set(all.map(({ body }) => body)).size).toBe(1);
    expect(new Set(all.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await sandbox.pay((await sandbox.open({}, 'next')).body.id, { outcome: 'failed' });
    expect((await receiver.arrived(5)).map(({ event }) => event.type)).toEqual([
      ...Array.from({ length: 4 }, () => 'payment.succeeded'),
      'payment.failed',
    ]);
  });

  test('arrives twice with one id when asked', async () => {
    const { receiver, sandbox, session } = await openSandbox();
    await sandbox.pay(session.id, { outcome: 'succeeded', webhook: 'twice' });
    const [first, second] = await receiver.arrived(2);
    expect(second?.body).toBe(first?.body);
  });

  test('never arrives when dropped, though the session is paid', async () => {
    const { receiver, sandbox, session } = await openSandbox();
    await sandbox.pay(session.id, { outcome: 'processing', webhook: 'drop' });
    await sandbox.pay(session.id, { outcome: 'succeeded' });
    const [only] = await receiver.arrived(1);
    expect(only?.event.type).toBe('payment.succeeded');
    expect(receiver.received).toHaveLength(1);
  });

  test('arrives late, after what was sent since', async () => {
    const dataFile = join(await temporaryFolder(), 'data.json');
    const { receiver, sandbox, session } = await openSandbox([], { dataFile });
    await sandbox.pay(session.id, { outcome: 'processing', webhook: 'late', after: 600_000 });
    await sandbox.pay(session.id, { outcome: 'succeeded' });
    const types = async (count: number) => (await receiver.arrived(count)).map(({ event }) => event.type);
    expect(await types(1)).toEqual(['payment.succeeded']);
    await sandbox.app.close();
    const later = { now: () => new Date('2026-11-23T02:10:00.000Z') }; // what is left of its time passes in the next life
    await (await aSandbox({ dataFile, webhookUrl: receiver.url, ...later })).app.ready();
    expect(await types(2)).toEqual(['payment.succeeded', 'payment.processing']);
  });

  test('has an id of its own for every event', async () => {
    const { receiver, sandbox, session } = await openSandbox();
    for (let time = 0; time < 20; time += 1) await sandbox.pay(session.id, { outcome: 'failed' });
    const all = await receiver.arrived(20);
    expect(new Set(all.map(({ event }) => event.id)).size).toBe(20);
  });
});
