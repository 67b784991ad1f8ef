import { daysAfter, dayOf } from '../../../domain/calendar/local-date.ts';
import { instantAt, localDayOf } from '../../../domain/calendar/local-time.ts';
import { writtenChannels } from '../../../domain/messages/message.ts';
import { MINUTE } from '../../../domain/duration.ts';
import { drawsFor } from './draws.ts';
import type { Draws } from './draws.ts';
import { hourIn } from './awake.ts';
import { intentOf } from './intent.ts';
import type { BuyerModel } from './model.ts';
import type { SimulatedBuyer, SimulatedOrder } from './simulated-order.ts';

export interface SyntheticWish {
  readonly model: BuyerModel;
  readonly seed: number;
  readonly count: number;
  /** The stretch begins with this instant's day in `zone`. */
  readonly from: string;
  readonly days: number;
  readonly zone: string;
}

/** Orders of made-up buyers, oldest first: the same for the same wish. */
export function syntheticOrders(wish: SyntheticWish): readonly SimulatedOrder[] {
  const { seed, count, model } = wish;
  const pool = Math.max(1, Math.round(count / ordersEach(model.orders.perBuyer)));
  const orders = Array.from({ length: count }, (_, index) => {
    const id = `order-${number(index)}`;
    const draws = drawsFor(seed, id);
    const buyerId = `buyer-${number(Math.floor(draws.of('buyer') * pool))}`;
    return orderOf(wish, id, buyerOf(model, buyerId, drawsFor(seed, buyerId)), draws);
  });
  return orders.toSorted((a, b) => (a.placedAt === b.placedAt ? 0 : a.placedAt < b.placedAt ? -1 : 1));
}

/**
 * Orders a possible buyer places on average, so that those who place any place `perBuyer` each: orders fall on buyers by chance (Poisson),
 * and who got none is nobody's buyer.
 */
function ordersEach(perBuyer: number): number {
  let [low, high] = [0, perBuyer];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (middle / (1 - Math.exp(-middle)) < perBuyer) low = middle;
    else high = middle;
  }
  return high;
}

/** How many pieces of each kind of goods are there for so many orders. */
export function syntheticStock({ orders: { goods } }: BuyerModel, count: number) {
  return goods.map(({ sku, price, kind, tags, stockPer100Orders }) => ({
    sku,
    price,
    kind,
    tags,
    onHand: Math.round((stockPer100Orders * count) / 100),
  }));
}

function number(index: number): string {
  return String(index + 1).padStart(6, '0');
}

function buyerOf({ buyers }: BuyerModel, id: string, draws: Draws): SimulatedBuyer {
  return {
    id,
    segment: draws.pick('segment', buyers.segments),
    channels: writtenChannels.filter((channel) =>
      draws.happens(`reached by ${channel}`, buyers.reachable[channel]),
    ),
    callable: draws.happens('callable', buyers.callable),
  };
}

function orderOf(wish: SyntheticWish, id: string, buyer: SimulatedBuyer, draws: Draws): SimulatedOrder {
  const { model, zone } = wish;
  const placedAt = placedWhen(wish, draws);
  const method = draws.pick('method', model.orders.methods);
  const facts = { segment: buyer.segment, hour: hourIn(zone, placedAt), method };
  return {
    id,
    buyer,
    placedAt,
    lines: linesOf(model, draws),
    method,
    discount: 0,
    shippingFee: 0,
    source: {
      device: draws.pick('device', model.orders.devices),
      region: draws.pick('region', model.orders.regions),
    },
    intent: intentOf(model, facts, draws),
  };
}

function placedWhen({ model, from, days, zone }: SyntheticWish, draws: Draws): string {
  const first = localDayOf(from, zone);
  const dates = Array.from({ length: days }, (_, index) => daysAfter(first, index));
  const byDate = Object.fromEntries(
    dates.map((date) => [date, model.orders.byWeekday[weekdayOf(date)] ?? 0]),
  );
  const byHour = Object.fromEntries(
    model.orders.byHour.map((weight, hour) => [String(hour).padStart(2, '0'), weight]),
  );
  const date = draws.pick('day', byDate);
  const hour = Number(draws.pick('hour', byHour));
  const minute = draws.of('minute') * 60;
  return new Date(
    instantAt(date, hour * 60, zone) + Math.floor((minute * MINUTE) / 1000) * 1000,
  ).toISOString();
}

/** 0 for Monday. */
function weekdayOf(date: string): number {
  return (((dayOf(date) + 3) % 7) + 7) % 7;
}

function linesOf({ orders }: BuyerModel, draws: Draws) {
  const weights = Object.fromEntries(orders.goods.map(({ sku, weight }) => [sku, weight]));
  const first = draws.pick('goods', weights);
  const second = draws.happens('second line', orders.secondLine) ? draws.pick('more goods', weights) : first;
  return [...new Set([first, second])].map((sku) => ({
    sku,
    quantity: draws.happens(`two of ${sku}`, orders.secondPiece) ? 2 : 1,
    unitPrice: orders.goods.find((good) => good.sku === sku)?.price ?? 0,
  }));
}
