import { describe, expect, test } from 'vitest';
import { aSandbox, START, webhookReceiver } from './sandbox-environment.ts';

const request = {
  key: 'pay-1/overpaid',
  orderId: 'order-1',
  reference: 'evt_outside',
  amount: 100,
  currency: 'CNY',
};

/** A sandbox with a session of 123.45 on which `paid` was paid, and the events it sent. */
async function paidSession(paid = 12345) {
  const receiver = await webhookReceiver();
  const sandbox = await aSandbox({ webhookUrl: receiver.url });
  const { body: session } = await sandbox.open();
  await sandbox.pay(session.id, { outcome: 'succeeded', amount: paid });
  await receiver.arrived(1);
  const refund = (changes: object) =>
    sandbox.call('POST', '/refunds', { ...request, reference: session.id, ...changes });
  return { sandbox, receiver, session, refund };
}

describe('a refund', () => {
  test('is made once for a key, however often it is asked for', async () => {
    const { sandbox, refund, receiver } = await paidSession();
    const first = await refund({});
    expect(first).toMatchObject({
      status: 201,
      body: { orderId: 'order-1', amount: 100, currency: 'CNY', at: START },
    });
    const again = await Promise.all([refund({}), refund({})]);
    expect(again.map(({ body }) => body.id)).toEqual([first.body.id, first.body.id]);
    expect((await sandbox.call('GET', '/refunds?orderId=order-1')).body).toEqual([first.body]);
    await receiver.arrived(2);
    expect(receiver.received).toHaveLength(2);
  });

  test('is told of by an event that echoes our key', async () => {
    const { refund, receiver, session } = await paidSession();
    await refund({});
    const [, told] = await receiver.arrived(2);
    expect(told?.event).toMatchObject({
      type: 'payment.refunded',
      at: START,
      data: {
        orderId: 'order-1',
        sessionId: session.id,
        amount: 100,
        currency: 'CNY',
        method: 'card',
        refundKey: 'pay-1/overpaid',
      },
    });
  });

  test('refuses the same key for another refund', async () => {
    const { refund } = await paidSession();
    await refund({});
    const { status, body } = await refund({ amount: 99 });
    expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  test.each([
    ['to the last unit', 12345, [12345], [201]],
    ['in parts', 12345, [12000, 345], [201, 201]],
    ['not beyond it', 12345, [12346], [422]],
    ['not beyond it in parts', 12345, [12000, 346, 345], [201, 422, 201]],
    ['by what was paid, not by what was asked', 20000, [20000], [201]],
    ['by what was paid, also where it was less', 5, [6], [422]],
  ])('gives back what was paid: %s', async (_, paid, amounts, statuses) => {
    const { refund } = await paidSession(paid);
    const answered: number[] = [];
    for (const [index, amount] of amounts.entries())
      answered.push((await refund({ key: `k${index}`, amount })).status);
    expect(answered).toEqual(statuses);
  });

  test('may name the event that told of the payment, with the same limit', async () => {
    const { refund, receiver } = await paidSession();
    const reference = receiver.received[0]?.event.id;
    expect((await refund({ key: 'a', reference, amount: 12345 })).status).toBe(201);
    expect((await refund({ key: 'b', amount: 1 })).body.code).toBe('refund_exceeds_payment');
  });

  test('that was accepted can be made to fail: it is told once, and the money can be given back anew', async () => {
    const { sandbox, refund, receiver, session } = await paidSession();
    const { body: made } = await refund({ amount: 12345 });
    const fail = () =>
      sandbox.call('POST', `/refunds/${made.id}/fail`, { failureCode: 'insufficient_funds' });
    expect(await fail()).toMatchObject({ status: 200, body: { failureCode: 'insufficient_funds' } });
    expect((await fail()).body).toMatchObject({ failedAt: START });
    const told = await receiver.arrived(3);
    const failures = told.map(({ event }) => event).filter(({ type }) => type === 'payment.refund_failed');
    expect(failures.map(({ data }) => data)).toEqual([
      {
        orderId: 'order-1',
        sessionId: session.id,
        amount: 12345,
        currency: 'CNY',
        method: 'card',
        refundKey: 'pay-1/overpaid',
        failureCode: 'insufficient_funds',
      },
    ]);
    expect((await refund({ amount: 12345 })).body).toMatchObject({ id: made.id, failedAt: START });
    expect((await refund({ key: 'pay-1/overpaid/again', amount: 12345 })).status).toBe(201);
    expect((await sandbox.call('POST', '/refunds/nobody/fail')).status).toBe(404);
  });

  test('of an event that came without a session is taken at its word', async () => {
    const { refund, receiver } = await paidSession();
    expect((await refund({ reference: 'evt_outside', amount: 999_999 })).status).toBe(201);
    const [, told] = await receiver.arrived(2);
    expect(told?.event.data).toEqual({
      orderId: 'order-1',
      amount: 999_999,
      currency: 'CNY',
      refundKey: 'pay-1/overpaid',
    });
  });

  test('is refused in another currency, and where nothing was paid', async () => {
    const { sandbox, refund } = await paidSession();
    expect((await refund({ currency: 'EUR' })).body.code).toBe('currency_mismatch');
    const { body: unpaid } = await sandbox.open({}, 'unpaid');
    expect((await refund({ reference: unpaid.id, amount: 1 })).body).toMatchObject({
      code: 'refund_exceeds_payment',
      left: 0,
    });
    expect((await sandbox.call('GET', '/refunds?orderId=order-1')).body).toEqual([]);
  });
});
