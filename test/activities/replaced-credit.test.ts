import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../domain/duration.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import type { Stage } from '../support/play-stage.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';
import { stepStage } from '../support/step-stage.ts';

let shop: TestShop;
let stage: Stage;

beforeAll(async () => {
  shop = await openShop();
  await shop.stock('ring', 10_000, { price: 10_000 });
});
afterAll(() => shop.close());
beforeEach(() => void (stage = stepStage(shop)));

async function place(customerId: string, quantity = 1): Promise<string> {
  const lines = [{ sku: 'ring', quantity, unitPrice: { amount: 10_000, currency: 'CNY' } }];
  const { id } = await shop.place({ customer: { id: customerId }, lines }, stage.now());
  await stage.begin(id);
  return id;
}

async function apply(orderId: string, score?: number): Promise<void> {
  const applicationId = randomUUID();
  await stage.ask(orderId, { kind: 'apply_credit', applicationId, product: 'pay_later', documents: 0 });
  const report = { eventId: randomUUID(), orderId, applicationId, overdueInstalments: 0 };
  if (score !== undefined) await stage.report({ ...report, score }, 1);
}

/** What an order has of credit when another is to replace it. */
const begins = {
  /** 25,000.00 are over the limit of grade A: 20 % now, the rest is financed. */
  async 'a down payment agreed'(customerId: string) {
    const id = await place(customerId, 250);
    await apply(id, 850);
    const offer = (await shop.order(id)).offers?.find(({ kind }) => kind === 'down_payment');
    await stage.ask(id, { kind: 'accept_offer', offerId: offer?.id ?? '' });
    expect(await shop.order(id)).toMatchObject({ financed: 2_000_000, amountDue: 500_000 });
    return id;
  },
  async 'offers open'(customerId: string) {
    const id = await place(customerId);
    await apply(id, 300);
    expect((await shop.order(id)).offers).not.toEqual([]);
    return id;
  },
  async 'an application with a person, its wait used up'(customerId: string) {
    const id = await place(customerId);
    await apply(id);
    await stage.pass(25 * HOUR);
    expect(await shop.order(id)).toMatchObject({
      status: 'awaiting_payment',
      credit: { state: 'manual_review' },
    });
    return id;
  },
};

const replaced = {
  async superseded(id: string, customerId: string) {
    const lines = [{ sku: 'ring', quantity: 3, unitPrice: { amount: 10_000, currency: 'CNY' } }];
    return stage.supersede(id, { shop: 'default', channel: 'store', customer: { id: customerId }, lines });
  },
  merged: async (id: string, customerId: string) => stage.merge([id, await place(customerId)]),
};

describe.for(Object.entries(begins))('an order with %s that is', ([, begin]) => {
  test.for(Object.entries(replaced))(
    '%s gives it up, and the order that goes on owes all',
    async ([, replace]) => {
      const customerId = `buyer-${randomUUID()}`;
      const id = await begin(customerId);
      const newer = await replace(id, customerId);
      const order = await shop.order(id);
      expect(order).toMatchObject({
        financed: 0,
        supersedingSince: null,
        row: { offers: null, offersExpireAt: null },
      });
      expect(order.amountDue).toBe(order.total);
      const applications = await shop.database.client.creditApplication.findMany({ where: { orderId: id } });
      for (const { state } of applications) expect(['declined', 'withdrawn']).toContain(state);
      expect(order.credit?.state).toBe(applications[0]?.state);
      const after = await shop.order(newer ?? '');
      expect(after).toMatchObject({ status: 'awaiting_payment', financed: 0, amountDue: after.total });
      await stage.begin(after.id);
      const found = await checkIntegrity(shop.database.client, stage.now());
      expect(found.filter(({ subject }) => subject === id || subject === after.id)).toEqual([]);
    },
  );
});
