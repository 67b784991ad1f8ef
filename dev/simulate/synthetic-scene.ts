import { startOfDay } from '../../domain/calendar/local-time.ts';
import { syntheticOrders, syntheticStock } from './buyers/synthetic.ts';
import { asTheModelHasIt } from './recorded/calibration.ts';
import type { SceneWish, Telling } from './telling.ts';

/** Made-up buyers and their orders as a scene. */
export function syntheticScene(wish: SceneWish & { readonly firstDay: string }): Telling {
  const { model, seed, shop, zone, currency, count, days, firstDay } = wish;
  const from = new Date(startOfDay(firstDay, zone)).toISOString();
  const orders = syntheticOrders({ model, seed, count, from, days, zone });
  const mind = { model, persuasion: asTheModelHasIt };
  const goods = syntheticStock(model, count);
  return {
    scene: { seed, mind, shop, zone, currency, from, orders, goods, restockings: [] },
    observed: [],
    assumed: ['Buyers and orders are made up: nothing here was measured in a shop.'],
  };
}
