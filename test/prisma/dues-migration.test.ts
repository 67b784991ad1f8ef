import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { onOlderSchema } from './older-schema.ts';

const plan = [
  { number: 1, amount: 51, dueOn: '2026-12-28' },
  { number: 2, amount: 50, dueOn: '2027-01-28' },
];

/** An order of 1.01 as it was financed before, or not yet paid. */
async function insertOrder(client: Client, id: string, status: string): Promise<void> {
  await client.query(
    `insert into orders (id, workflow_id, shop, customer_id, status, kind, channel, payment_method, deduct_on, hold, currency, lines,
       lines_hash, goods, discount, shipping_fee, total, financed, amount_due, placed_at, paid_at, policy_name, policy_version,
       credit_application_id, credit)
     values ($1, 'order-' || $1, 'berlin', 'c', $2, 'normal', 'store', 'instalments', 'order', 'committed', 'EUR', '[]', 'x',
       101, 0, 0, 101, 101, 0, '2026-11-27T10:00:00Z', '2026-11-28T10:00:00Z', 'ours', 1, gen_random_uuid(), $3)`,
    [id, status, JSON.stringify({ plan })],
  );
}

test('orders financed before get the plan their buyers were shown, in the shop’s zone; others get none', async () => {
  const { credit, standing, ...rest } = defaultPolicy;
  const { dues: _dues, ...olderCredit } = credit;
  const { overdueInstalment: _counts, ...olderStanding } = standing;
  const older = { ...rest, name: 'ours', credit: olderCredit, standing: olderStanding };
  await onOlderSchema('20261128100000_instalments', async ({ client, migrate }) => {
    await client.query(`insert into policies (name, version, document) values ('ours', 1, $1)`, [
      JSON.stringify(older),
    ]);
    await client.query(
      `insert into shops (id, policy_name, time_zone, currency, locale) values ('berlin', 'ours', 'Europe/Berlin', 'EUR', 'en')`,
    );
    for (const [id, status] of [
      ['delivered', 'delivered'],
      ['waiting', 'awaiting_payment'],
    ] as const)
      await insertOrder(client, id, status);
    await migrate();
    const { rows } = await client.query(
      `select order_id, number, amount::int, due_on, due_at, overdue_at, state from instalments order by number`,
    );
    expect(rows).toEqual([
      {
        order_id: 'delivered',
        number: 1,
        amount: 51,
        due_on: '2026-12-28',
        due_at: new Date('2026-12-28T09:00:00Z'),
        overdue_at: new Date('2026-12-31T23:00:00Z'),
        state: 'planned',
      },
      expect.objectContaining({ order_id: 'delivered', number: 2, amount: 50 }),
    ]);
    const plans = await client.query(`select order_id, amount::int, started_at from instalment_plans`);
    expect(plans.rows).toEqual([{ order_id: 'delivered', amount: 101, started_at: null }]);
    const policies = await client.query(`select document from policies where name = 'ours'`);
    expect(policies.rows).toEqual([{ document: { ...defaultPolicy, name: 'ours' } }]);
  });
});
