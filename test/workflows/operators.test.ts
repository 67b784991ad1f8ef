import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import temporalProto from '@temporalio/proto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, later } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { atAnyTime } from '../support/any-time.ts';
import { counterOf } from '../support/counter.ts';
import { eventHash } from '../../providers/opaque-names.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { saysWorkflowIsOver } from '../../workflows/engine-errors.ts';
import { testCipher } from '../support/payloads.ts';
import { readable } from '../support/readable.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let quiet: string;

beforeAll(async () => {
  shop = await runShop();
  quiet = await shop.shopWith({ reminders: { enabled: false } });
});

afterAll(() => shop.close());

const { anOrder, becomes, refundedAt } = counterOf(() => shop);
const { EventType } = temporalProto.temporal.api.enums.v1;

const describeOrder = ({ workflowId }: StoredOrder) => shop.client.workflow.getHandle(workflowId).describe();
const attributesOf = async (order: StoredOrder) => {
  const { typedSearchAttributes } = await describeOrder(order);
  return Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
};

describe.concurrent('the Temporal UI', () => {
  test('finds an order by status, shop, buyer, kind and deadline, and these follow it', async () => {
    const order = await anOrder({ order: { shop: quiet, customer: { id: 'ann-the-buyer' } } });
    const before = await attributesOf(order);
    expect(before).toMatchObject({ OrderStatus: 'awaiting_payment', Shop: quiet, OrderKind: 'normal' });
    expect(before['Deadline']).toEqual(new Date(order.deadline ?? ''));
    expect(before['CustomerId']).toMatch(/^[\w-]{22}$/);
    await shop.request(order, { kind: 'extend', by: 'buyer' });
    const extended = new Date(later(order.deadline ?? '', 2 * HOUR));
    await until(async () => isDeepStrictEqual((await attributesOf(order))['Deadline'], extended));
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await attributesOf(order))['OrderStatus'] === 'paid');
  });

  test('tells in one line what an order is, and in a few what it waits for', async () => {
    const order = await anOrder({ order: { shop: quiet } });
    expect(await (await describeOrder(order)).staticSummary()).toBe(
      `normal order, shop ${quiet}, 1 lines, 10000 CNY (minor units)`,
    );
    const details = await shop.details(order.workflowId);
    expect(details).toContain('**awaiting payment**, revision 1');
    expect(details).toContain('Due: 10000 CNY (minor units)');
    expect(details).toContain(`${order.releaseAt}: close the order and release the stock, unless it is paid`);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await shop.details(order.workflowId)).startsWith('**paid**'));
  });

  test('names every timer and every call', async () => {
    const reminded = await shop.shopWith(atAnyTime);
    const customer = { id: 'tim', email: 'tim@example.com' };
    const order = await anOrder({ order: { shop: reminded, customer } });
    await shop.openSession(order);
    await shop.skip(order, 25 * HOUR);
    const { events } = await shop.client.workflow.getHandle(order.workflowId).fetchHistory();
    const named = (type: keyof typeof EventType) =>
      (events ?? [])
        .filter(({ eventType }) => EventType[eventType ?? 0] === type)
        .map(({ userMetadata }) => textOf(userMetadata?.summary));
    const timers = named('EVENT_TYPE_TIMER_STARTED');
    expect(timers).toEqual(
      expect.arrayContaining(['remind the buyer (first)', 'remind the buyer (last_call)']),
    );
    const calls = named('EVENT_TYPE_ACTIVITY_TASK_SCHEDULED');
    expect(calls).toEqual(expect.arrayContaining(['ask the provider, and close what is not paid']));
    expect([...timers, ...calls]).not.toContain('');
  });
});

/** A summary, as the UI has it from the codec server. */
function textOf(payload: Payload | null | undefined): string {
  return payload ? defaultPayloadConverter.fromPayload<string>(testCipher.decrypt(payload)) : '';
}

describe.concurrent('history events', () => {
  test('of an order up to `paid`: at most 15', async () => {
    const order = await anOrder();
    const sessionId = await shop.openSession(order);
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await becomes(order, 'paid');
    expect((await shop.history(order.workflowId)).length).toBeLessThanOrEqual(15);
  });

  test('of an order that expires without a session: at most 15', async () => {
    const order = await anOrder({ order: { shop: quiet } });
    await shop.skip(order, 25 * HOUR);
    await shop.outcome(order);
    expect((await shop.history(order.workflowId)).length).toBeLessThanOrEqual(15);
  });

  test.for([
    ['without a session', false, 12],
    ['that asks the provider first', true, 19],
  ] as const)('a reminder %s adds few', async ([, withSession, most]) => {
    const reminded = await shop.shopWith(atAnyTime);
    const name = `eve-${withSession}`;
    const customer = { id: name, email: `${name}@example.com` };
    const order = await anOrder({ order: { shop: reminded, customer } });
    if (withSession) await shop.openSession(order);
    await until(async () => (await shop.history(order.workflowId)).includes('TIMER_STARTED'));
    const before = (await shop.history(order.workflowId)).length;
    await shop.skip(order, 3 * HOUR);
    await until(async () => shop.mails.some(({ to }) => to === customer.email));
    expect((await shop.history(order.workflowId)).length - before).toBeLessThanOrEqual(most);
    expect(await shop.order(order.id)).toMatchObject({ remindersSent: 1 });
  });
});

describe('rule 9: no personal data in the engine', () => {
  const personal = {
    name: 'Zhāng Wěi-Ming',
    email: 'zhang.weiming@private.example',
    phone: '+8613912345678',
    address: 'Nanjing Road 1234567',
    note: 'my-secret-note',
  };

  test('in histories, memos, attributes, details or failures, whatever happens to an order', async () => {
    const reminded = await shop.shopWith(atAnyTime);
    const { name, email, phone, address, note } = personal;
    const customer = { id: `buyer-of-${reminded}`, name, email, phone, locale: 'en' };
    const contact = { name, phone, address };
    const wish = { shop: reminded, customer, shipping: { contact }, metadata: { note } };
    const expired = await anOrder({ order: wish });
    const paid = await anOrder({ order: wish });
    await shop.openSession(expired);
    shop.say(expired.id, `no such mailbox: ${email}, ${name}, ${phone}, ${address}, ${note}`);
    const noteId = randomUUID();
    await shop.database.client.requestNote.create({
      data: { id: noteId, orderId: expired.id, note, at: new Date() },
    });
    await shop.request(expired, {
      kind: 'report_problem',
      problemId: randomUUID(),
      problem: 'other',
      noteId,
    });
    await shop.skip(expired, 2.6 * HOUR);
    shop.say(expired.id, undefined);
    await shop.skip(expired, 25 * HOUR);
    await shop.event(expired, { type: 'payment.succeeded', amount: 4_000 });
    await shop.event(paid, { type: 'payment.succeeded', amount: 12_000 });
    await until(async () => (await refundedAt(expired)).length > 0);
    await becomes(paid, 'paid');
    await shop.skip(paid, 61 * DAY);
    const told = await everythingTold([expired.id, paid.id]);
    expect(told.workflows.length).toBeGreaterThanOrEqual(5); // orders, refunds, late payment, what follows
    expect(told.text).toContain('ACTIVITY_TASK_FAILED');
    // It is looked into what is encrypted, too: what workflows are given, what they answer, what failed and why.
    for (const within of [`"orderId":"${paid.id}"`, '"status":"expired"', 'askSessions failed'])
      expect(told.text.replaceAll('\\', '')).toContain(within);
    for (const secret of [...Object.values(personal), 'Wěi', customer.id])
      expect(told.text).not.toContain(secret);
  });

  /** Everything the engine knows of the workflows of these orders and of what began beside them, payloads opened. */
  async function everythingTold(orderIds: readonly string[]): Promise<{ workflows: string[]; text: string }> {
    const where = { orderId: { in: [...orderIds] } };
    const refunds = await shop.database.client.refund.findMany({ where });
    const late = await shop.database.client.paymentEvent.findMany({ where });
    const candidates = [
      ...orderIds.flatMap((orderId) => [workflowIds.order(orderId), workflowIds.winBack(orderId)]),
      ...refunds.map(({ id }) => workflowIds.refund(id)),
      ...late.map(({ provider, eventId, orderId }) =>
        workflowIds.latePayment(provider, eventHash(provider, eventId), orderId),
      ),
    ];
    const told = await Promise.all(candidates.map(toldOf));
    const workflows = candidates.filter((_, index) => told[index] !== undefined);
    return { workflows, text: [...workflows, ...told].join('\n') };
  }
});

async function toldOf(workflowId: string): Promise<string | undefined> {
  const handle = shop.client.workflow.getHandle(workflowId);
  try {
    const [{ events }, { raw: description }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
    return readable({ events, description });
  } catch (error) {
    if (saysWorkflowIsOver(error)) return undefined; // there was none
    throw error;
  }
}
