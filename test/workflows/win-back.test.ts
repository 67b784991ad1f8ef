import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Message } from '../../api/schemas/message.ts';
import { Order } from '../../api/schemas/order.ts';
import { DAY, HOUR, later } from '../../domain/duration.ts';
import { openRunningApi } from '../support/running-api.ts';
import type { RunningApi } from '../support/running-api.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let api: RunningApi;

/** At any hour of the day the test runs. */
const anyTime = {
  calendar: { holidays: 'send' },
  reminders: { enabled: false, quietHours: { from: '00:00', to: '00:00' } },
};

beforeAll(async () => {
  shop = await runShop();
  await shop.stock('mug', 1_000, { price: 5_000 });
  api = await openRunningApi(shop);
});
beforeEach(() => shop.policy(anyTime));
afterAll(async () => {
  await api.close();
  await shop.close();
});

type Placed = z.output<typeof Order>;

async function place(customer: object = {}): Promise<Placed> {
  const id = `buyer-${randomUUID().slice(0, 8)}`;
  const answer = await api.ask('POST', '/v1/orders', {
    customer: { id, email: `${id}@example.com`, locale: 'en', ...customer },
    lines: [{ sku: 'mug', quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }],
  });
  return answer.as(Order);
}

async function forward({ id }: Placed, by: string): Promise<Placed> {
  const answer = await api.ask('POST', `/v1/dev/orders/${id}/fast-forward`, { by });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.as(Order);
}

const Messages = z.object({ data: z.array(Message) });
const winBacks = async ({ id }: Placed) =>
  (await api.ask('GET', `/v1/orders/${id}/messages`))
    .as(Messages)
    .data.filter(({ purpose }) => purpose === 'win_back');
const told = async ({ id }: Placed) => (await shop.story(id)).filter((entry) => entry.startsWith('win_back'));
const companionOf = ({ id }: Placed) => shop.client.workflow.getHandle(`win-back-${id}`);
const isOver = async (order: Placed) => (await companionOf(order).describe()).status.name === 'COMPLETED';

/** A local time in Shanghai, `HH:MM`. */
function wallTime(at: string): string {
  return new Date(Date.parse(at) + 8 * HOUR).toISOString().slice(11, 16);
}

describe('the buyer of an expired order', () => {
  test('is won back by its companion 24 h after closing, on the clock that fast-forwarding moves', async () => {
    const order = await place();
    expect(await forward(order, 'PT25H')).toMatchObject({ status: 'expired' });
    expect(await winBacks(order)).toEqual([]);
    await forward(order, 'PT22H');
    expect(await winBacks(order)).toEqual([]);
    await forward(order, 'PT2H');
    expect(await winBacks(order)).toMatchObject([
      { channel: 'email', state: 'sent' },
      { channel: 'in_app', state: 'sent' },
    ]);
    expect(await told(order)).toEqual(['win_back_sent']);
    await until(() => isOver(order));
    await forward(order, 'P2D');
    expect(await winBacks(order)).toHaveLength(2);
  });

  test('is told of the closing at once, by the same companion', async () => {
    const order = await place();
    await forward(order, 'PT25H');
    await until(async () => shop.mails.some(({ id }) => id.startsWith(`${order.id}/closed/`)));
    expect(await isOver(order)).toBe(false);
  });

  test('costs the order itself no more than 15 events', async () => {
    const order = await place();
    await forward(order, 'PT25H');
    expect((await shop.history(order.workflowId)).length).toBeLessThanOrEqual(15);
  });

  test('is won back in one jump over all of it as well', async () => {
    const order = await place();
    expect(await forward(order, 'P3D')).toMatchObject({ status: 'expired' });
    await until(async () => (await winBacks(order)).length === 2);
    expect(await told(order)).toEqual(['win_back_sent']);
  });
});

test('who cancels once is won back, who does it twice is not', async () => {
  const order = await place();
  const other = await place({ id: order.customerId });
  const cancel = ({ id }: Placed) =>
    api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'changed_mind', by: 'buyer' });
  await cancel(order);
  expect(await told(order)).toEqual([]);
  await cancel(other);
  expect(await told(other)).toEqual(['win_back_skipped:unwanted_twice']);
  await forward(order, 'PT25H');
  expect(await told(order)).toEqual(['win_back_skipped:unwanted_twice']);
  const single = await place();
  await cancel(single);
  await forward(single, 'PT25H');
  expect(await told(single)).toEqual(['win_back_sent']);
});

test('who has bought since is left alone', async () => {
  const order = await place();
  await forward(order, 'PT25H');
  const bought = await place({ id: order.customerId });
  await shop.start(await shop.order(bought.id));
  await shop.event(await shop.order(bought.id), { type: 'payment.succeeded' });
  await until(async () => (await shop.order(bought.id)).status === 'paid');
  await shop.database.client.order.update({
    where: { id: bought.id },
    data: { paidAt: later(new Date().toISOString(), 2 * DAY) },
  });
  await forward(order, 'PT25H');
  expect(await told(order)).toEqual(['win_back_skipped:bought_since']);
  expect(await winBacks(order)).toEqual([]);
});

test('quiet hours are waited out', async () => {
  const due = later(new Date().toISOString(), 2 * DAY + 5 * 60_000);
  const quietHours = { from: wallTime(later(due, -HOUR)), to: wallTime(later(due, 2 * HOUR)) };
  await shop.policy({ ...anyTime, reminders: { ...anyTime.reminders, quietHours } });
  const order = await place();
  await forward(order, 'PT25H');
  await forward(order, 'PT24H');
  expect(await winBacks(order)).toEqual([]);
  await forward(order, 'PT2H');
  expect(await winBacks(order)).toHaveLength(2);
});

test('late money that takes the order up again ends it', async () => {
  const order = await place();
  await forward(order, 'PT25H');
  await shop.event(await shop.order(order.id), { type: 'payment.succeeded' });
  await until(async () => (await shop.order(order.id)).status === 'paid');
  await forward(order, 'PT24H');
  expect(await told(order)).toEqual(['win_back_skipped:not_closed']);
  expect(await winBacks(order)).toEqual([]);
});

test('nothing is started where there is nothing to say and nobody to win back', async () => {
  await shop.policy({ ...anyTime, winBack: { enabled: false } });
  const order = await place({ email: undefined });
  expect(await forward(order, 'PT25H')).toMatchObject({ status: 'expired' });
  await expect(companionOf(order).describe()).rejects.toMatchObject({ name: 'WorkflowNotFoundError' });
});
