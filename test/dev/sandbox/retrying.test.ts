import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ProviderEvent } from '../../../dev/sandbox/event.ts';
import { emptySnapshot, keepRecords, type Delivery, type Snapshot } from '../../../dev/sandbox/records.ts';
import { createWebhooks } from '../../../dev/sandbox/webhooks.ts';
import { SECRET, START, webhookReceiver } from './sandbox-environment.ts';

const event: ProviderEvent = {
  id: 'evt_1',
  type: 'payment.succeeded',
  at: START,
  data: { orderId: 'order-1', amount: 1, currency: 'CNY' },
};

/** Webhooks to a receiver that says 500 `refusals` times, and every state their one delivery has been in. */
async function webhooksAgainst(
  refusals: number,
  retryDelaysMs: readonly number[],
  snapshot: Snapshot = emptySnapshot,
) {
  const receiver = await webhookReceiver(Array.from({ length: refusals }, () => 500));
  const history: (Delivery | undefined)[] = [];
  const waiting = new Set<() => void>();
  const clock = { now: new Date(START) };
  const records = keepRecords(snapshot, () => {
    history.push(records.deliveries()[0]);
    waiting.forEach((wake) => wake());
  });
  const webhooks = createWebhooks({
    receiver: { url: receiver.url, secret: SECRET },
    retryDelaysMs,
    now: () => clock.now,
    records,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => webhooks.stop());

  async function settled(holds: (latest: Delivery | undefined) => boolean) {
    while (history.length === 0 || !holds(history.at(-1))) {
      await new Promise<void>((wake) => {
        waiting.add(wake);
      });
    }
    return history.map((delivery) => delivery && [delivery.attempts, delivery.dueAt]);
  }
  return { webhooks, records, receiver, clock, settled };
}

describe('a webhook that is not taken', () => {
  test('waits as long as the number of attempts says', async () => {
    const { webhooks, settled } = await webhooksAgainst(9, [1, 2, 60_000]);
    webhooks.send(event, { copies: 1, delayMs: 0 });
    expect(await settled((latest) => latest?.attempts === 3)).toEqual([
      [0, START],
      [1, '2026-11-23T02:00:00.001Z'],
      [2, '2026-11-23T02:00:00.002Z'],
      [3, '2026-11-23T02:01:00.000Z'],
    ]);
  });

  test('repeats the last wait, and is gone once it is taken', async () => {
    const { webhooks, settled } = await webhooksAgainst(3, [1, 2]);
    webhooks.send(event, { copies: 1, delayMs: 0 });
    expect(await settled((latest) => latest === undefined)).toEqual([
      [0, START],
      [1, '2026-11-23T02:00:00.001Z'],
      [2, '2026-11-23T02:00:00.002Z'],
      [3, '2026-11-23T02:00:00.002Z'],
      undefined,
    ]);
  });

  test.each([
    [
      'is tried again after three days to the millisecond',
      '2026-11-26T02:00:00.000Z',
      [1, '2026-11-26T02:01:00.000Z'],
    ],
    ['is given up after more than three days', '2026-11-26T02:00:00.001Z', undefined],
  ])('%s', async (_, at, expected) => {
    const { webhooks, clock, settled } = await webhooksAgainst(9, [60_000]);
    webhooks.send(event, { copies: 1, delayMs: 0 });
    clock.now = new Date(at);
    expect((await settled((latest) => latest?.attempts !== 0)).at(-1)).toEqual(expected);
  });
});

describe('after a restart', () => {
  const left = (changes: Partial<Delivery>): Snapshot => ({
    ...emptySnapshot,
    deliveries: [
      { id: 'evt_1/0', event, since: START, dueAt: '2026-11-23T02:10:00.000Z', attempts: 0, ...changes },
    ],
  });

  test('a webhook that was tried before goes at once', async () => {
    const { webhooks, receiver, records, settled } = await webhooksAgainst(0, [1], left({ attempts: 6 }));
    webhooks.resume();
    await settled((latest) => latest === undefined);
    expect(receiver.received.map((webhook) => webhook.event)).toEqual([event]);
    expect(records.deliveries()).toEqual([]);
  });

  test('a late one keeps its time', async () => {
    const { webhooks, receiver, records } = await webhooksAgainst(0, [1], left({}));
    webhooks.resume();
    webhooks.send({ ...event, id: 'evt_2' }, { copies: 1, delayMs: 0 });
    await receiver.arrived(1);
    expect(receiver.received.map((webhook) => webhook.event.id)).toEqual(['evt_2']);
    expect(records.deliveries()[0]?.dueAt).toBe('2026-11-23T02:10:00.000Z');
  });
});
