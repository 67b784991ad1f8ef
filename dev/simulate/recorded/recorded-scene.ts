import { createHash } from 'node:crypto';
import { startOfDay } from '../../../domain/calendar/local-time.ts';
import { DAY, later } from '../../../domain/duration.ts';
import { segmentOf } from '../../../domain/reminders/segments.ts';
import type { RecordedOrder } from '../../../prisma/recorded-orders.ts';
import type { recordedOrders } from '../../../prisma/recorded-orders.ts';
import { Trouble } from '../../trouble.ts';
import { drawsFor } from '../buyers/draws.ts';
import { simulatedMethods } from '../buyers/model.ts';
import type { SimulatedOrder } from '../buyers/simulated-order.ts';
import type { SceneWish, Telling } from '../telling.ts';
import { calibrate, persuasionFrom } from './calibration.ts';
import { recordedIntent } from './recorded-intent.ts';
import type { KnownIntent } from './recorded-intent.ts';
import { assumedIn, observedIn } from './recorded-words.ts';

export interface RecordedWish extends SceneWish {
  readonly recorded: ReturnType<typeof recordedOrders>;
  /** The first day, `YYYY-MM-DD`; undefined: so many days before the newest order. */
  readonly firstDay: string | undefined;
}

/** The past orders of a shop as a scene. Throws `Trouble` where there are too few to say anything. */
export async function recordedScene(wish: RecordedWish): Promise<Telling> {
  const { recorded, model, seed, shop, zone, currency, count } = wish;
  const { from, to } = await stretchOf(wish);
  const rows = await recorded.decided({ shop, from, to, limit: count });
  if (rows.length < model.recorded.leastOrders) throw tooFew(wish, rows.length);
  const goods = await recorded.goods({ shop, from, to, limit: count });
  const known = rows.map((order) => {
    const segment = segmentOf(order.paidBefore);
    return {
      order,
      segment,
      ...recordedIntent(order, { model, zone, segment }, drawsFor(seed, orderName(order))),
    };
  });
  const calibrations = calibrate(known, model, zone);
  return {
    scene: {
      seed,
      mind: { model, persuasion: persuasionFrom(calibrations) },
      shop,
      zone,
      currency,
      from,
      orders: known.map(({ order, intent }) => simulated(order, intent)),
      goods: goods.map(({ sku, free, safetyStock, deductOn, tags }) => ({
        sku,
        onHand: Math.max(0, free),
        safetyStock,
        deductOn,
        tags,
        price: null,
        kind: null,
      })),
      restockings: goods.flatMap(({ sku, adjustments }) => adjustments.map((more) => ({ sku, ...more }))),
    },
    observed: observedIn(known),
    assumed: assumedIn(known, calibrations),
  };
}

async function stretchOf({ recorded, shop, zone, days, firstDay }: RecordedWish) {
  if (firstDay !== undefined) {
    const from = new Date(startOfDay(firstDay, zone)).toISOString();
    return { from, to: later(from, days * DAY) };
  }
  const newest = await recorded.newest(shop);
  if (newest === null) throw new Trouble(`No order of shop ${shop} is recorded: try --orders synthetic.`);
  return { from: later(newest, 1 - days * DAY), to: later(newest, 1) };
}

function tooFew({ model, shop, days }: RecordedWish, found: number): Trouble {
  const { leastOrders } = model.recorded;
  return new Trouble(
    `Only ${found} recorded orders of shop ${shop} were decided in these ${days} days, and at least ${leastOrders} are needed to say anything: try more --days, or --orders synthetic.`,
  );
}

/** Ids say nothing of the order or the buyer they stand for, and are the same each time. */
function hashed(kind: string, id: string): string {
  return `${kind}-${createHash('sha256').update(`simulation/${kind}/${id}`).digest('hex').slice(0, 16)}`;
}

function orderName({ id }: RecordedOrder): string {
  return hashed('order', id);
}

function simulated(order: RecordedOrder, intent: KnownIntent['intent']): SimulatedOrder {
  const { customerId, placedAt, lines, kind, discount, shippingFee, source, channels, callable } = order;
  const segment = segmentOf(order.paidBefore);
  return {
    id: orderName(order),
    buyer: { id: hashed('buyer', customerId), segment, channels, callable },
    placedAt,
    lines,
    kind,
    method: simulatedMethods.find((method) => method === order.method) ?? 'card',
    discount,
    shippingFee,
    source,
    intent,
  };
}
