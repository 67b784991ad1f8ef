import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CallTask } from '../../api/schemas/call-task.ts';
import { Message } from '../../api/schemas/message.ts';
import { Order } from '../../api/schemas/order.ts';
import { HOUR, later } from '../../domain/duration.ts';
import { openRunningApi } from '../support/running-api.ts';
import type { RunningApi } from '../support/running-api.ts';
import { readable } from '../support/readable.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let api: RunningApi;

beforeAll(async () => {
  shop = await runShop();
  await shop.stock('ring', 1_000, { price: 300_000 });
  await shop.policy(callsEveryHour);
  api = await openRunningApi(shop);
});
afterAll(async () => {
  await api.close();
  await shop.close();
});

/** A call every hour, at any hour of the day the test runs: the next is half an hour away, or less. */
const minute = String((new Date().getUTCMinutes() + 30) % 60).padStart(2, '0');
const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:${minute}`);
const callsEveryHour = {
  validity: { normal: 'P2D' },
  calendar: { holidays: 'send' },
  callTasks: { gift: { text: 'a silk box' } },
  reminders: {
    slots: hours,
    gap: 'PT0S',
    maxPerOrder: 9,
    maxPerCustomerPerDay: 50,
    quietHours: {
      from: '00:00',
      to: '00:00',
    },
  },
};

type Placed = z.output<typeof Order>;

async function place(): Promise<Placed> {
  const id = `buyer-${randomUUID().slice(0, 8)}`;
  const answer = await api.ask('POST', '/v1/orders', {
    customer: { id, name: 'Ann Smith', phone: '138 0013 8000', email: `${id}@example.com`, locale: 'en' },
    lines: [{ sku: 'ring', quantity: 1, unitPrice: { amount: 300_000, currency: 'CNY' } }],
  });
  await api.ask('PUT', `/v1/customers/${id}`, { consents: { call: true } });
  return answer.as(Order);
}

const forward = async ({ id }: Placed, by: string) => {
  const answer = await api.ask('POST', `/v1/dev/orders/${id}/fast-forward`, { by });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.as(Order);
};
const Page = z.object({ data: z.array(CallTask) });
const tasks = async ({ id }: Placed, state = '') =>
  (await api.ask('GET', `/v1/call-tasks?orderId=${id}${state && `&state=${state}`}`)).as(Page).data;
const claim = (id: string, by: string) => api.ask('POST', `/v1/call-tasks/${id}/claim`, { by });
const tell = (id: string, body: object) => api.ask('POST', `/v1/call-tasks/${id}/outcome`, body);
const orderNow = async ({ id }: Placed) => (await api.ask('GET', `/v1/orders/${id}`)).as(Order);
const messages = async ({ id }: Placed) =>
  (await api.ask('GET', `/v1/orders/${id}/messages`)).as(z.object({ data: z.array(Message) })).data;

/** The order's one call that is to be made. */
async function openTask(order: Placed) {
  const open = await tasks(order, 'open');
  const [task] = open;
  if (!task || open.length > 1) throw new Error(`${order.id} has ${open.length} open calls`);
  return task;
}

/** An order that is to be called about. */
async function called(): Promise<Placed> {
  const order = await place();
  await forward(order, 'PT1H');
  return order;
}

describe('a call in the life of an order', () => {
  test('is claimed by one of two at once, free again when the claim has run out, and told by who has it then', async () => {
    const order = await called();
    const { id } = await openTask(order);
    const answers = await Promise.all([claim(id, 'Wang'), claim(id, 'Li')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await tasks(order, 'open')).toEqual([]);
    await forward(order, 'PT31M');
    expect(await openTask(order)).toMatchObject({ id });
    expect((await claim(id, 'Zhao')).as(CallTask)).toMatchObject({ state: 'claimed', claimedBy: 'Zhao' });
    expect((await tell(id, { outcome: 'will_pay' })).as(CallTask)).toMatchObject({
      state: 'done',
      claimedBy: 'Zhao',
    });
  });

  test('that nobody answers comes back at the next slots, three times in all; then a message goes out', async () => {
    const order = await called();
    for (const attempt of [1, 2, 3]) {
      const task = await openTask(order);
      expect(task).toMatchObject({ attempt });
      expect((await tell(task.id, { outcome: 'no_answer' })).status).toBe(200);
      expect(await messages(order)).toEqual([]);
      await forward(order, 'PT1H');
    }
    expect(await tasks(order, 'open')).toEqual([]);
    const sent = await messages(order);
    expect(sent).toMatchObject([
      { purpose: 'reminder', stage: 'fourth', state: 'sent' },
      { purpose: 'reminder', stage: 'fourth', state: 'sent' },
    ]);
    expect(await orderNow(order)).toMatchObject({ remindersSent: 4 });
  });

  test('costs fewer events than a message', async () => {
    const order = await place();
    await shop.start(await shop.order(order.id));
    await until(async () => (await shop.history(order.workflowId)).includes('TIMER_STARTED'));
    const before = (await shop.history(order.workflowId)).length;
    await forward(order, 'PT1H');
    expect(await openTask(order)).toMatchObject({ stage: 'first' });
    expect((await shop.history(order.workflowId)).length - before).toBeLessThanOrEqual(6);
  });
});

describe('a call is withdrawn when its order', () => {
  test.each<[string, string, (order: Placed) => Promise<unknown>]>([
    [
      'is paid',
      'paid',
      async (order) => {
        await shop.event(await shop.order(order.id), { type: 'payment.succeeded' });
        await until(async () => (await orderNow(order)).status === 'paid');
      },
    ],
    [
      'is cancelled',
      'cancelled',
      ({ id }) => api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'changed_mind', by: 'buyer' }),
    ],
    ['expires', 'expired', (order) => forward(order, 'P2D')],
  ])('%s, also from who is calling', async (_, status, end) => {
    const order = await called();
    const { id } = await openTask(order);
    await claim(id, 'Wang');
    await end(order);
    expect(await orderNow(order)).toMatchObject({ status });
    expect(await tasks(order)).toMatchObject([
      { id, state: 'withdrawn', withdrawnReason: 'not_awaiting_payment' },
    ]);
    expect((await tell(id, { outcome: 'will_pay' })).body).toMatchObject({
      status: 409,
      code: 'call_task_withdrawn',
    });
    expect((await claim(id, 'Li')).body).toMatchObject({ status: 409, code: 'call_task_withdrawn' });
  });
});

describe('an outcome', () => {
  const told = async (order: Placed, body: object) => {
    const { id } = await openTask(order);
    const answer = await tell(id, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.as(CallTask);
  };

  test('will_pay: nobody calls for two hours, then again', async () => {
    const order = await called();
    await told(order, { outcome: 'will_pay' });
    await forward(order, 'PT2H');
    expect(await tasks(order)).toHaveLength(1);
    await forward(order, 'PT1H');
    expect(await openTask(order)).toMatchObject({ attempt: 1 });
  });

  test.each<[string, object, string]>([
    [
      'does_not_remember: he gets the details',
      { outcome: 'does_not_remember' },
      'Here are the details of the order',
    ],
    ['wants_to_change: he gets the link', { outcome: 'wants_to_change' }, 'You can change your order'],
    ['payment_trouble: he gets help', { outcome: 'payment_trouble' }, 'if paying gives you trouble'],
    [
      'not_wanted, but for a gift: he gets it, and the order stays',
      { outcome: 'not_wanted', reason: 'too_expensive', gift: true },
      'For you: a silk box',
    ],
  ])('%s', async (_, body, words) => {
    const order = await called();
    await told(order, body);
    await until(async () => (await messages(order)).every(({ state }) => state === 'sent'));
    const sent = await messages(order);
    expect(sent.map(({ channel }) => channel).toSorted()).toEqual(['email', 'in_app']);
    for (const message of sent) {
      expect(message).toMatchObject({ purpose: 'problem', stage: 'call_first' });
      expect(message.body).toContain(words);
      expect(message.body).toContain(`http://pay.example/${order.id}`);
    }
    expect(await orderNow(order)).toMatchObject({ status: 'awaiting_payment' });
  });

  test('payment_trouble: he gets two hours more', async () => {
    const order = await called();
    await told(order, { outcome: 'payment_trouble' });
    expect((await orderNow(order)).deadline).toBe(later(order.deadline ?? '', 2 * HOUR));
  });

  test('for_somebody_else: that person gets the link, and no history knows who it is', async () => {
    const order = await called();
    const contact = { name: 'Zoe Doe', email: `zoe-${order.id}@example.com` };
    await told(order, { outcome: 'for_somebody_else', note: 'for Zoe Doe, her sister', contact });
    await until(async () => shop.mails.some(({ to }) => to === contact.email));
    const { events } = await shop.client.workflow.getHandle(order.workflowId).fetchHistory();
    const text = readable(events);
    expect(text).toContain('for_somebody_else');
    expect(text).not.toMatch(/zoe|sister|ann smith|138 ?0013|example\.com/i);
  });

  test('not_wanted: the order is cancelled with that reason, and the stock is back', async () => {
    const before = await shop.balance('ring');
    const order = await called();
    await told(order, { outcome: 'not_wanted', reason: 'found_cheaper' });
    expect(await orderNow(order)).toMatchObject({ status: 'cancelled', closedReason: 'cancelled_by_buyer' });
    expect(await shop.story(order.id)).toContain('cancelled:found_cheaper');
    expect(await shop.balance('ring')).toEqual(before);
    expect(await shop.outcome(await shop.order(order.id))).toMatchObject({ status: 'cancelled' });
  });

  test('not_wanted, while the provider has just been paid: the money wins', async () => {
    const order = await called();
    const sessionId = await shop.openSession(await shop.order(order.id));
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    const { id } = await openTask(order);
    expect((await tell(id, { outcome: 'not_wanted', reason: 'changed_mind' })).body).toMatchObject({
      status: 409,
      code: 'call_task_withdrawn',
    });
    expect(await orderNow(order)).toMatchObject({ status: 'paid' });
  });
});
