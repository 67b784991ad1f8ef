import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOptions } from '../../../../dev/simulate/options.ts';
import { tellScene } from '../../../../dev/simulate/tell-scene.ts';
import type { Telling } from '../../../../dev/simulate/telling.ts';
import { DAY, HOUR, MINUTE, later } from '../../../../domain/duration.ts';
import { defaultPolicy } from '../../../../domain/policy/default-policy.ts';
import { BEGINNING, openWorld } from '../../../support/order-world.ts';
import type { OrderWorld } from '../../../support/order-world.ts';
import { openShop } from '../../../support/shop.ts';
import type { TestShop } from '../../../support/shop.ts';
import { aModel, live } from '../a-scene.ts';

let shop: TestShop;
let world: OrderWorld;

/** A day of a shop: two paid at once, one after its card had failed, one cancelled, one left alone, one not yet decided. */
beforeAll(async () => {
  shop = await openShop();
  await shop.stock('mug', 100, { price: 5_000 });
  await shop.database.client.stockMovement.updateMany({ data: { at: later(BEGINNING, -30 * DAY) } });
  world = openWorld(shop);
  const place = async (name: string) => {
    const customer = { id: `person-${name}`, name: 'Li Wei', email: `${name}@example.com` };
    const { id } = await shop.place({ customer, orderId: `number-${name}` }, world.now());
    await world.open(id);
    return id;
  };
  const pay = async (id: string, type: 'payment.succeeded' | 'payment.failed' = 'payment.succeeded') => {
    await world.link(id);
    const failureCode = type === 'payment.failed' ? { failureCode: 'insufficient_funds' } : {};
    const event = { type, orderId: id, amount: 10_000, currency: 'CNY', ...failureCode };
    await world.store({ ...event, eventId: `${id}/${type}` });
    await world.apply(id);
  };
  const [one, two, failed, cancelled] = [
    await place('one'),
    await place('two'),
    await place('three'),
    await place('four'),
  ];
  await place('left');
  await world.pass(10 * MINUTE);
  await pay(one);
  await pay(two);
  await pay(failed, 'payment.failed');
  await world.pass(5 * MINUTE);
  await pay(failed);
  await world.ask(cancelled, { kind: 'cancel', reason: 'too_expensive', by: 'buyer' });
  await world.pass(30 * HOUR);
  await place('undecided');
});
afterAll(() => shop.close());

const options = (...words: string[]) => readOptions(['--orders', 'recorded', ...words]);
const fewEnough = { recorded: { leastOrders: 5, leastReminders: 1_000 } };
const tell = async (): Promise<Telling> => {
  const env = { DATABASE_URL: shop.databaseUrl };
  return (await tellScene(options(), await aModel(fewEnough), env)).telling;
};

describe('recorded orders', () => {
  test('are those that are decided, as they were placed', async () => {
    const { orders, goods } = (await tell()).scene;
    expect(orders).toHaveLength(5);
    expect(orders.every(({ placedAt }) => placedAt === BEGINNING)).toBe(true);
    expect(orders[0]?.lines).toEqual([{ sku: 'mug', quantity: 2, unitPrice: 5_000 }]);
    expect(goods).toMatchObject([{ sku: 'mug', onHand: 100 }]);
  });

  test('name nobody', async () => {
    const text = JSON.stringify(await tell());
    for (const personal of ['person-', 'number-', 'Li Wei', 'example.com'])
      expect(text).not.toContain(personal);
  });

  test('have buyers who mean to do what they did by themselves', async () => {
    const { orders } = (await tell()).scene;
    const intents = orders.map(({ intent }) => intent);
    const paid = intents.filter(
      ({ paysAfter, failing }) => paysAfter === 10 * MINUTE && failing.length === 0,
    );
    expect(paid).toHaveLength(2);
    expect(intents).toContainEqual(
      expect.objectContaining({
        paysAfter: 10 * MINUTE,
        failing: [{ code: 'no_funds', again: 5 * MINUTE }],
      }),
    );
    const cancels = { after: 15 * MINUTE, reason: 'too_expensive' };
    expect(intents).toContainEqual(expect.objectContaining({ paysAfter: null, cancels }));
  });

  test('come out as they were under the policy they were placed under', async () => {
    const telling = await tell();
    const { outcome, drop } = await live(defaultPolicy, telling);
    const orders = [...outcome.orders.values()];
    expect(orders.filter(({ isPaid }) => isPaid).length).toBeGreaterThanOrEqual(3);
    expect(outcome.reports.reasons.groups).toContainEqual(
      expect.objectContaining({ key: 'too_expensive', orders: 1 }),
    );
    expect(outcome.violations).toEqual([]);
    await drop();
  });

  test('say what was seen and what is assumed', async () => {
    const { observed, assumed } = await tell();
    expect(observed).toContain('3 were paid without a reminder before: they pay when they did.');
    expect(observed).toContain('1 attempts to pay failed: they fail again, for the same reasons.');
    expect(assumed.join('\n')).toContain('too few to calibrate by');
  });

  test('that are too few are refused with a sentence', async () => {
    const env = { DATABASE_URL: shop.databaseUrl };
    await expect(tellScene(options(), await aModel(), env)).rejects.toThrow(
      'Only 5 recorded orders of shop default were decided in these 7 days, and at least 30 are needed to say anything',
    );
    await expect(tellScene(options('--shop', 'nowhere'), await aModel(), env)).rejects.toThrow(
      'There is no shop nowhere',
    );
  });

  test('are only read', async () => {
    const count = () => shop.database.client.journalEntry.count();
    const before = await count();
    await tell();
    expect(await count()).toBe(before);
  });
});
