import { describe, expect, test } from 'vitest';
import { aSandbox, sessionRequest, START } from './sandbox-environment.ts';

describe('opening a session', () => {
  test('answers the session with the address of its checkout', async () => {
    const sandbox = await aSandbox({ publicUrl: 'http://pay.example/' });
    const { status, body } = await sandbox.open();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      orderId: 'order-1',
      amount: 12345,
      currency: 'CNY',
      method: 'card',
      state: 'open',
      expiresAt: '2026-11-23T03:00:00.000Z',
      createdAt: START,
      url: `http://pay.example/sessions/${body.id}/checkout`,
    });
  });

  test('answers the same session to the same key', async () => {
    const sandbox = await aSandbox();
    const [first, again] = await Promise.all([sandbox.open(), sandbox.open()]);
    expect(again.body).toEqual(first.body);
    expect((await sandbox.call('GET', '/sessions?orderId=order-1')).body).toHaveLength(1);
  });

  test('refuses the same key for another request', async () => {
    const sandbox = await aSandbox();
    await sandbox.open();
    const { status, type, body } = await sandbox.open({ amount: 1 });
    expect({ status, type, code: body.code }).toEqual({
      status: 422,
      type: 'application/problem+json; charset=utf-8',
      code: 'idempotency_key_reused',
    });
  });

  test.each([
    ['an amount of nothing', { amount: 0 }, 'amount'],
    ['a fraction of a minor unit', { amount: 1.5 }, 'amount'],
    ['an amount as text', { amount: '12' }, 'amount'],
    ['an amount over 10^12', { amount: 1_000_000_000_001 }, 'amount'],
    ['a currency that is none', { currency: 'yuan' }, 'currency'],
    ['an instant that is none', { expiresAt: 'tomorrow' }, 'expiresAt'],
    ['a script to go back to', { returnUrl: 'javascript:alert(1)' }, 'returnUrl'],
    ['a field it does not know', { colour: 'red' }, ''],
  ])('refuses %s and names the field', async (_, change, field) => {
    const sandbox = await aSandbox();
    const { status, body } = await sandbox.open(change);
    expect({ status, code: body.code, field: body.errors[0].field }).toEqual({
      status: 422,
      code: 'invalid_request',
      field,
    });
    expect((await sandbox.call('GET', '/sessions')).body).toEqual([]);
  });

  test('refuses a request without a key', async () => {
    const sandbox = await aSandbox();
    const { status, body } = await sandbox.call('POST', '/sessions', sessionRequest());
    expect([status, body.errors[0].field]).toEqual([422, 'idempotency-key']);
  });

  test('refuses a body that is not JSON', async () => {
    const { app } = await aSandbox();
    const response = await app.inject({
      method: 'POST',
      url: '/sessions',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    });
    expect([response.statusCode, response.json().code]).toEqual([400, 'unreadable_request']);
  });
});

describe('finding sessions', () => {
  test('lists those of an order, oldest first', async () => {
    const sandbox = await aSandbox();
    const first = await sandbox.open({}, 'a');
    await sandbox.open({ orderId: 'order-2' }, 'b');
    const second = await sandbox.open({ revision: 2 }, 'c');
    const { body } = await sandbox.call('GET', '/sessions?orderId=order-1');
    expect(body).toEqual([first.body, second.body]);
  });

  test('finds the one opened under a key, and none for another order', async () => {
    const sandbox = await aSandbox();
    const { body } = await sandbox.open({}, 'row/7 &');
    const found = (query: Record<string, string>) =>
      sandbox.call('GET', `/sessions?${new URLSearchParams(query).toString()}`);
    expect((await found({ idempotencyKey: 'row/7 &' })).body).toEqual([body]);
    expect((await found({ idempotencyKey: 'row/7 &', orderId: 'order-1' })).body).toEqual([body]);
    expect((await found({ idempotencyKey: 'row/7 &', orderId: 'order-2' })).body).toEqual([]);
    expect((await found({ idempotencyKey: 'other' })).body).toEqual([]);
  });

  test.each(['/sessions/ses_none', '/nowhere'])('answers 404 for %s', async (url) => {
    const sandbox = await aSandbox();
    const { status, type } = await sandbox.call('GET', url);
    expect([status, type]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });
});

/** What is done to a session first, and what can still be done with it then. */
const histories = {
  open: [],
  processing: [{ outcome: 'processing' }],
  failed: [{ outcome: 'failed' }],
  succeeded: [{ outcome: 'succeeded' }],
  'failed, then processing': [{ outcome: 'failed' }, { outcome: 'processing' }],
} as const;

describe('paying', () => {
  test.each([
    ['open', 'succeeded', 200],
    ['open', 'failed', 200],
    ['open', 'processing', 200],
    ['processing', 'succeeded', 200],
    ['processing', 'failed', 200],
    ['processing', 'processing', 409],
    ['failed', 'succeeded', 200],
    ['failed', 'failed', 200],
    ['failed', 'processing', 200],
    ['succeeded', 'succeeded', 409],
    ['succeeded', 'failed', 409],
    ['succeeded', 'processing', 409],
    ['failed, then processing', 'succeeded', 200],
  ] as const)('a session that is %s: %s answers %i', async (history, outcome, expected) => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    for (const payment of histories[history]) await sandbox.pay(session.id, payment);
    const before = (await sandbox.call('GET', `/sessions/${session.id}`)).body;
    const { status, body } = await sandbox.pay(session.id, { outcome });
    const after = (await sandbox.call('GET', `/sessions/${session.id}`)).body;
    expect(status).toBe(expected);
    if (expected === 200) expect([body.state, after]).toEqual([outcome, body]);
    else expect([body.code, body.state, after]).toEqual(['session_not_payable', before.state, before]);
  });

  test('says how much was paid, when, and in what currency', async () => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    const { body } = await sandbox.pay(session.id, { outcome: 'succeeded', amount: 5 });
    expect(body.paid).toEqual({ amount: 5, currency: 'CNY', at: START });
  });

  test('says why the last try failed, until another one is made', async () => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    const failed = await sandbox.pay(session.id, { outcome: 'failed', failureCode: 'limit_exceeded' });
    expect(failed.body.failureCode).toBe('limit_exceeded');
    const tried = await sandbox.pay(session.id, { outcome: 'processing' });
    expect(tried.body).not.toHaveProperty('failureCode');
  });

  test.each([
    ['an outcome it does not know', { outcome: 'maybe' }],
    ['an amount of nothing', { outcome: 'succeeded', amount: 0 }],
    ['a delay that is no duration', { outcome: 'succeeded', webhook: 'late', after: 'soon' }],
    ['a delay over a week', { outcome: 'succeeded', webhook: 'late', after: 'P8D' }],
    ['a webhook mode it does not know', { outcome: 'succeeded', webhook: 'thrice' }],
  ])('refuses %s and changes nothing', async (_, payment) => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    expect((await sandbox.pay(session.id, payment)).status).toBe(422);
    expect((await sandbox.call('GET', `/sessions/${session.id}`)).body).toEqual(session);
  });
});

describe('closing', () => {
  test.each([
    ['open', 200, 'closed'],
    ['failed', 200, 'closed'],
    ['processing', 409, 'processing'],
    ['succeeded', 409, 'succeeded'],
  ] as const)('a session that is %s answers %i and is %s', async (history, expected, state) => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    for (const payment of histories[history]) await sandbox.pay(session.id, payment);
    const { status, body } = await sandbox.call('POST', `/sessions/${session.id}/close`);
    expect([status, body.state]).toEqual([expected, state]);
    expect((await sandbox.call('GET', `/sessions/${session.id}`)).body.state).toBe(state);
  });

  test('again changes nothing, and nothing can be paid then', async () => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    const first = await sandbox.call('POST', `/sessions/${session.id}/close`);
    expect(await sandbox.call('POST', `/sessions/${session.id}/close`)).toEqual(first);
    expect((await sandbox.pay(session.id, { outcome: 'succeeded' })).status).toBe(409);
  });
});

describe('an order whose clock is ahead (rules.md 8)', () => {
  test.each([
    ['a millisecond early', 3_599_999, 'open', 200],
    ['on the instant', 3_600_000, 'closed', 409],
  ])('%s of its expiry: %i ms make its session %s', async (_, offsetMs, state, status) => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    const { body: other } = await sandbox.open({ orderId: 'order-2' }, 'other');
    expect((await sandbox.call('PUT', '/clocks/order-1', { offsetMs })).body).toEqual({
      orderId: 'order-1',
      offsetMs,
    });
    expect((await sandbox.call('GET', `/sessions/${session.id}`)).body.state).toBe(state);
    expect((await sandbox.call('GET', `/sessions/${other.id}`)).body.state).toBe('open');
    expect((await sandbox.pay(session.id, { outcome: 'succeeded' })).status).toBe(status);
  });

  test('a payment is dated by it', async () => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    await sandbox.call('PUT', '/clocks/order-1', { offsetMs: 60_000 });
    const { body } = await sandbox.pay(session.id, { outcome: 'succeeded' });
    expect(body.paid.at).toBe('2026-11-23T02:01:00.000Z');
  });

  test('money on its way is not stopped by the expiry', async () => {
    const sandbox = await aSandbox();
    const { body: session } = await sandbox.open();
    await sandbox.pay(session.id, { outcome: 'processing' });
    sandbox.moveTo('2026-11-24T00:00:00.000Z');
    expect((await sandbox.call('GET', `/sessions/${session.id}`)).body.state).toBe('processing');
    expect((await sandbox.pay(session.id, { outcome: 'succeeded' })).status).toBe(200);
  });

  test('an offset that is no whole number of milliseconds is refused', async () => {
    const sandbox = await aSandbox();
    expect((await sandbox.call('PUT', '/clocks/order-1', { offsetMs: -1 })).status).toBe(422);
    expect((await sandbox.call('PUT', '/clocks/order-1', { offsetMs: 'PT1H' })).status).toBe(422);
  });
});

test('health needs no key', async () => {
  const sandbox = await aSandbox();
  expect(await sandbox.call('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});
