import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { HOUR } from '../../domain/duration.ts';
import { openWorld } from '../support/order-world.ts';
import { openShop } from '../support/shop.ts';

function aBuyer() {
  const id = randomUUID();
  return { id, email: `${id}@example.com` };
}

/** What Prisma plans while `work` runs, as its debug log tells. */
async function plannedDuring(work: () => Promise<void>): Promise<string[]> {
  const planned: string[] = [];
  let isNew = false;
  const listening = vi.spyOn(console, 'warn').mockImplementation((...words: unknown[]) => {
    const line = words.map(String).join(' ');
    if (isNew) planned.push(/[A-Z]+ (?:[A-Z]+ )?\\"public[^(\n]*/.exec(line)?.[0] ?? line);
    isNew = line.includes('query plan cache miss');
  });
  Object.assign(globalThis, { DEBUG: 'prisma:client:clientEngine' });
  try {
    await work();
  } finally {
    Object.assign(globalThis, { DEBUG: '' });
    listening.mockRestore();
  }
  return planned;
}

test('what an order and its webhooks do is planned once, not for each order', async () => {
  const shop = await openShop();
  await shop.stock('mug', 1_000, { price: 5_000 });
  await shop.policy({ promise: { enabled: false } }); // nobody ships here, and each broken promise is an alert
  const world = openWorld(shop);
  const place = async () => {
    const { id } = await shop.place({ customer: aBuyer() }, world.now());
    await world.open(id);
    return id;
  };
  const live = async () => {
    const unpaid = await place();
    await world.pass(25 * HOUR);
    expect(await shop.order(unpaid)).toMatchObject({ status: 'expired' });
    const orderId = await place();
    await world.pass(3 * HOUR);
    const sessionId = await world.link(orderId);
    if (sessionId === undefined) throw new Error('no session');
    const money = { amount: 10_000, currency: 'CNY' };
    await world.store({ orderId, sessionId, eventId: orderId, type: 'payment.succeeded', ...money });
    await world.apply(orderId);
    await world.pass(HOUR);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid' });
  };
  try {
    expect(await plannedDuring(live)).not.toEqual([]);
    expect(await plannedDuring(live)).toEqual([]);
  } finally {
    await shop.close();
  }
});
