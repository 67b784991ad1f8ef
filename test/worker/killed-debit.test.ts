import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { orderGateway } from '../../api/engine/order-gateway.ts';
import { DAY } from '../../domain/duration.ts';
import { autoDebits } from '../../prisma/auto-debits.ts';
import { creditReports } from '../../prisma/credit-reports.ts';
import { instalments } from '../../prisma/instalments.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { fastForward } from '../../workflows/time-skipping.ts';
import { hashCustomer, openMortalShop, sealedToken } from '../support/mortal-shop.ts';
import type { MortalShop } from '../support/mortal-shop.ts';
import { until } from '../support/running-shop.ts';

let shop: MortalShop;
let gateway: ReturnType<typeof orderGateway>;

beforeAll(async () => {
  shop = await openMortalShop();
  gateway = orderGateway({ ...shop.engine, database: shop.database, hashCustomer });
  await shop.stock('mug', 10, { price: 5_000 });
});

afterAll(async () => {
  await gateway.close();
  await shop.close();
});

/** An order of 100.00, to be paid later, by a card that can be charged. */
async function financed(): Promise<StoredOrder> {
  const { client } = shop.database;
  const at = new Date().toISOString();
  const lines = [{ sku: 'mug', quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }];
  const order = await shop.place({ lines }, at);
  const [applicationId, eventId, requestId] = [randomUUID(), randomUUID(), randomUUID()];
  const wish = { kind: 'apply_credit', product: 'pay_later', applicationId, documents: 0 } as const;
  await gateway.request(order, { ...wish, requestId: randomUUID() });
  const told = { provider: 'sandbox', eventId, applicationId, score: 720, overdueInstalments: 0 };
  await creditReports(client).store({ ...told, occurredAt: at }, { orderId: order.id, receivedAt: at });
  await shop.companions.tellOfCredit(order.id, told);
  await until(async () => (await shop.order(order.id)).status === 'paid');
  const card = { orderId: order.id, requestId, sealedToken: sealedToken(order.id, 'tok_ok') };
  await autoDebits(client).keep({ ...card, provider: 'sandbox', at });
  await gateway.request(await shop.order(order.id), { kind: 'bind_auto_debit', by: 'buyer', requestId });
  await until(
    async () => (await client.instalmentPlan.findFirst({ where: { orderId: order.id } }))?.startedAt != null,
  );
  return shop.order(order.id);
}

test('known failure 32: a worker killed when the provider has taken an instalment, and nobody here knows: it is taken once', async () => {
  const order = await financed();
  const isTaken = shop.line.loseAnswerTo('/debits');
  const passing = fastForward(shop.client, workflowIds.instalments(order.id), 60 * DAY);
  await isTaken;
  await shop.killWorker();
  await shop.startWorker();
  await passing;
  const { client } = shop.database;
  expect(await instalments(client).ofOrder(order.id)).toMatchObject([
    { state: 'paid', paid: 10_000, paidBy: 'debit' },
  ]);
  const debits = await fetch(`${shop.sandboxUrl}/debits?orderId=${order.id}`);
  expect(z.array(z.object({ amount: z.int() })).parse(await debits.json())).toEqual([{ amount: 10_000 }]);
  expect(await checkIntegrity(client, new Date().toISOString())).toEqual([]);
});
