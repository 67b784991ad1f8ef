import { DAY, later } from '../../domain/duration.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import type { Segment } from '../../domain/reminders/segments.ts';
import { customers } from '../../prisma/customers.ts';
import { ensureDefaults } from '../../prisma/defaults.ts';
import { policies } from '../../prisma/policies.ts';
import { pushSubscriptions } from '../../prisma/push-subscriptions.ts';
import { shops } from '../../prisma/shops.ts';
import { stock } from '../../prisma/stock.ts';
import { sideBySide } from '../side-by-side.ts';
import type { SimulatedBuyer } from './buyers/simulated-order.ts';
import type { Scene, SimulatedGoods } from './scene.ts';
import type { World } from './world.ts';

/** What the shop's policy is called in a simulation. */
export const SIMULATED = 'simulated';

/** What buyers bought before: worth nothing, so paid the moment it is ordered. */
const BEFORE: SimulatedGoods = {
  sku: 'bought-before',
  onHand: 1_000_000,
  price: 0,
  kind: 'normal',
  tags: [],
};
const LONG_AGO = 30 * DAY;
const AT_ONCE = 8;

const ordersBefore: Readonly<Record<Segment, number>> = { new: 0, second: 1, loyal: 2 };

/** Shop, goods and buyers as they are before the first order; buyers of old with what they had bought. */
export async function setUp(world: World, policy: Policy, scene: Scene): Promise<void> {
  const { shop, zone: timeZone, currency, from, goods, orders } = scene;
  const buyers = [...new Map(orders.map(({ buyer }) => [buyer.id, buyer])).values()];
  const { database } = world;
  await ensureDefaults(database);
  const uses = (document: Policy) =>
    database.transaction((client) => policies(client).put(SIMULATED, { ...document, name: SIMULATED }));
  await uses({
    ...policy,
    promise: { ...policy.promise, enabled: false },
    rewards: { ...policy.rewards, enabled: false },
  });
  await shops(database.client).put(shop, { policy: SIMULATED, timeZone, currency });
  for (const good of [BEFORE, ...goods]) await stocks(world, good, { at: from, currency });
  await sideBySide(buyers.entries(), AT_ONCE, ([index, buyer]) => known(world, buyer, index, from));
  await world.clock.at(later(from, -LONG_AGO), () =>
    sideBySide(buyers, AT_ONCE, (buyer) => boughtBefore(world, scene, buyer)),
  );
  await uses(policy);
}

async function stocks(
  { database }: World,
  { sku, onHand, safetyStock = 0, price, kind, deductOn = null, tags }: SimulatedGoods,
  { at, currency }: { readonly at: string; readonly currency: string },
): Promise<void> {
  const priced = price === null ? null : { amount: price, currency };
  const changes = { onHand, safetyStock, kind, deductOn, tags, price: priced };
  await database.transaction(async (client) => {
    const current = await stock(client).lockOrCreate(sku);
    await stock(client).set(current, changes, { at, reason: 'the simulation begins', step: 'begins' });
  });
}

/** More of a kind of goods, or less. */
export async function restocks(
  { database }: World,
  {
    sku,
    by,
    at,
    step,
  }: { readonly sku: string; readonly by: number; readonly at: string; readonly step: string },
): Promise<void> {
  await database.transaction(async (client) => {
    const current = await stock(client).lockOrCreate(sku);
    // What went out then may have been sold here.
    const onHand = Math.max(0, current.onHand + by);
    await stock(client).set(current, { onHand }, { at, reason: 'recorded', step });
  });
}

/** A made-up address on each channel that reaches him: nothing is ever sent there. */
async function known({ database }: World, buyer: SimulatedBuyer, index: number, at: string): Promise<void> {
  const { id, channels, callable } = buyer;
  const has = (channel: (typeof channels)[number]) => channels.includes(channel);
  await customers(database.client).put(id, {
    email: has('email') ? `${id}@simulation.example` : null,
    phone: has('sms') || callable ? `+86139${String(index).padStart(8, '0')}` : null,
    consents: {
      sms: has('sms'),
      email: has('email'),
      push: has('push'),
      in_app: has('in_app'),
      call: callable,
    },
  });
  if (!has('push')) return;
  const browser = { endpoint: `https://push.simulation.example/${id}`, p256dh: '-', auth: '-' };
  await pushSubscriptions(database.client).put(id, browser, at);
}

async function boughtBefore(
  { placing, steps, now }: World,
  { shop, currency }: Scene,
  { id, segment }: SimulatedBuyer,
): Promise<void> {
  for (let number = 1; number <= ordersBefore[segment]; number += 1) {
    const orderId = `before-${id}-${number}`;
    const lines = [{ sku: BEFORE.sku, quantity: 1, unitPrice: { amount: 0, currency } }];
    await placing.place({ shop, orderId, customer: { id }, lines, channel: 'store' });
    await steps.openOrder({ orderId, now: now() });
  }
}
