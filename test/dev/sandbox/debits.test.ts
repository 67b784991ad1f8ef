import { describe, expect, test } from 'vitest';
import { aSandbox, START } from './sandbox-environment.ts';

const request = { orderId: 'order-1', amount: 3_334, currency: 'CNY', token: 'tok_ok' };

async function withDebits() {
  const sandbox = await aSandbox();
  const debit = (key: string, changes: object = {}) =>
    sandbox.call('POST', '/debits', { ...request, ...changes }, { 'idempotency-key': key });
  const listed = async () => (await sandbox.call('GET', '/debits?orderId=order-1')).body;
  return { sandbox, debit, listed };
}

describe('a debit', () => {
  test('takes money once for a key, however often it is asked for', async () => {
    const { debit, listed } = await withDebits();
    const first = await debit('key-1');
    expect(first).toMatchObject({ status: 201, body: { state: 'succeeded', amount: 3_334, at: START } });
    const again = await Promise.all([debit('key-1'), debit('key-1')]);
    expect(again.map(({ body }) => body)).toEqual([first.body, first.body]);
    expect(await listed()).toEqual([first.body]);
    expect(JSON.stringify(await listed())).not.toContain('tok_ok');
  });

  test('under a key that was used for another is refused', async () => {
    const { debit } = await withDebits();
    await debit('key-1');
    expect(await debit('key-1', { amount: 1 })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  test.each([
    ['tok_no_funds', 'insufficient_funds', false],
    ['tok_limit', 'limit_exceeded', false],
    ['tok_try_later', 'try_again_later', false],
    ['tok_stolen', 'stolen_card', true],
    ['tok_lost', 'lost_card', true],
    ['tok_expired', 'expired_card', true],
  ])('of %s is declined: %s, for good: %s', async (token, failureCode, hard) => {
    const { debit } = await withDebits();
    expect((await debit('key-1', { token })).body).toMatchObject({ state: 'declined', failureCode, hard });
  });

  test('is declined so many times, and then taken', async () => {
    const { debit } = await withDebits();
    const states = [];
    for (const key of ['1', '2', '3'])
      states.push((await debit(key, { token: 'tok_no_funds_2' })).body.state);
    expect(states).toEqual(['declined', 'declined', 'succeeded']);
  });

  test('that a fault hides was made all the same', async () => {
    const { sandbox, debit, listed } = await withDebits();
    await sandbox.call('PUT', '/faults', { mode: 'error_after_success', calls: ['debit'] });
    expect((await debit('key-1')).status).toBe(500);
    expect(await listed()).toHaveLength(1);
    await sandbox.call('PUT', '/faults', { mode: 'none' });
    expect((await debit('key-1')).body).toEqual((await listed())[0]);
  });

  test('is refunded by its id, and no more than was taken', async () => {
    const { sandbox, debit } = await withDebits();
    const { id: reference } = (await debit('key-1')).body;
    const refund = (key: string, amount: number) =>
      sandbox.call('POST', '/refunds', { key, orderId: 'order-1', reference, amount, currency: 'CNY' });
    expect((await refund('r-1', 3_000)).status).toBe(201);
    expect(await refund('r-2', 335)).toMatchObject({ status: 422, body: { left: 334 } });
    expect((await refund('r-2', 334)).status).toBe(201);
  });
});
