import { Refusal } from '../../domain/refusal.ts';
import { orders } from '../../prisma/orders.ts';
import { drawsFor } from './buyers/draws.ts';
import type { SimulatedOrder } from './buyers/simulated-order.ts';
import { goesOn } from './going-on.ts';
import { act, afterPlacing, requestOf } from './life.ts';
import type { Happening, Life, Stage } from './life.ts';
import { cancels, comes } from './paying.ts';

/** An order is placed, or refused; its buyer goes on with what he has in mind. */
export function isPlaced(stage: Stage, order: SimulatedOrder): Happening {
  return act({ order }, order.placedAt, () => place(stage, order), true);
}

async function place(stage: Stage, order: SimulatedOrder): Promise<readonly Happening[]> {
  const { world, tally, seed } = stage;
  try {
    await world.placing.place(requestOf(stage, order));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tally.refused.set(error.code, [...(tally.refused.get(error.code) ?? []), order.id]);
    return [];
  }
  const row = await orders(world.database.client).find(order.id);
  if (!row) throw new Error(`order ${order.id} was placed and is not there`);
  const life: Life = {
    order,
    draws: drawsFor(seed, order.id),
    paysForStock: row.hold !== 'held',
    state: await world.steps.openOrder({ orderId: order.id, now: world.now() }),
    turn: 0,
    repeated: { at: order.placedAt, times: 0 },
    attempts: 0,
    hasChanged: false,
    hasAskedForTime: false,
    hasOrderedAgain: false,
    stages: [],
    answered: new Set(),
  };
  return [...(await goesOn(stage, life)), ...meansTo(stage, life)];
}

/** What the buyer does by himself. */
function meansTo(stage: Stage, life: Life): readonly Happening[] {
  const { paysAfter, looksAfter, cancels: leaves } = life.order.intent;
  return [
    ...(paysAfter === null ? [] : [comes(stage, life, { at: afterPlacing(life, paysAfter), pays: true })]),
    ...(looksAfter === null ? [] : [comes(stage, life, { at: afterPlacing(life, looksAfter), pays: false })]),
    ...(leaves
      ? [cancels(stage, life, { at: afterPlacing(life, leaves.after), reason: leaves.reason })]
      : []),
  ];
}
