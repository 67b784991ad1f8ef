import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { onOlderSchema } from './older-schema.ts';

const OLDER = '20261128160000_refunds_followed_up';

test('bank transfers that could not be sent back wait for a person, as far as their payment has that much; others stay failed', async () => {
  await onOlderSchema(OLDER, async ({ client, migrate }) => {
    const payment = async (provider: string) => {
      const id = randomUUID();
      await client.query(
        `insert into payments (id, order_id, provider, reference, amount, currency, credited, received_at)
         values ($1, 'o', $2, $2, 10000, 'CNY', 10000, now())`,
        [id, provider],
      );
      return id;
    };
    const refund = async (paymentId: string, key: string, amount: number, state: string) => {
      await client.query(
        `insert into refunds (id, key, order_id, payment_id, amount, currency, reason, state, error, requested_at)
         values ($1, $2, 'o', $3, $4, 'CNY', 'asked', $5, 'refused', timestamptz '2026-11-23T02:00:00Z' + $6 * interval '1 second')`,
        [randomUUID(), key, paymentId, amount, state, key.charCodeAt(0)],
      );
    };
    const [bank, card] = [await payment('bank'), await payment('stripe')];
    await refund(bank, 'a', 3_000, 'refunded');
    await refund(bank, 'b', 4_000, 'failed');
    await refund(bank, 'c', 4_000, 'failed');
    await refund(card, 'd', 4_000, 'failed');
    await migrate();
    const { rows } = await client.query(`select key, state, error from refunds order by key`);
    expect(rows).toEqual([
      { key: 'a', state: 'refunded', error: 'refused' },
      { key: 'b', state: 'by_hand', error: null },
      { key: 'c', state: 'failed', error: 'refused' },
      { key: 'd', state: 'failed', error: 'refused' },
    ]);
  });
});

test('policies written before get when a refund that came back is sent again, and keep all else', async () => {
  const { refundAgainAfter: _again, ...payment } = defaultPolicy.payment;
  await onOlderSchema(OLDER, async ({ client, migrate }) => {
    const older = JSON.stringify({ ...defaultPolicy, payment: { ...payment, pendingWait: 'PT5M' } });
    await client.query(`insert into policies (name, version, document) values ('ours', 3, $1)`, [older]);
    await migrate();
    const { rows } = await client.query(
      `select document -> 'payment' as payment from policies where name = 'ours'`,
    );
    expect(rows).toEqual([{ payment: { ...payment, pendingWait: 'PT5M', refundAgainAfter: 'PT24H' } }]);
  });
});
