import { MINUTE } from '../../domain/duration.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { openDatabase } from '../../prisma/database.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import type { Violation } from '../../prisma/integrity.ts';
import { orderTallies, remindedDays } from '../../prisma/reports/order-tallies.ts';
import type { OrderTally } from '../../prisma/reports/order-tallies.ts';
import { isCalled } from './calling.ts';
import type { Happening, Stage, Tally } from './life.ts';
import { isNoticed } from './noticing.ts';
import { isPlaced } from './placing.ts';
import { endOf, playAll } from './play.ts';
import { readReports } from './reports.ts';
import type { Reports } from './reports.ts';
import type { Restocking, Scene } from './scene.ts';
import { restocks, setUp } from './set-up.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

/** What came of one policy. */
export interface Outcome {
  readonly from: string;
  readonly now: string;
  readonly reports: Reports;
  /** By the order's id; refused ones among them. */
  readonly orders: ReadonlyMap<string, OrderTally>;
  readonly refused: Readonly<Record<string, readonly string[]>>;
  /** Buyers who stopped messages, by channel. */
  readonly stopped: Readonly<Record<string, readonly string[]>>;
  readonly cameTooLate: number;
  readonly remindedDays: { readonly buyerDays: number; readonly repeated: number };
  readonly violations: readonly Violation[];
}

export interface Simulation {
  readonly databaseUrl: string;
  readonly policy: Policy;
  readonly scene: Scene;
  readonly signal: AbortSignal;
  readonly onProgress: (now: string) => void;
}

const CONNECTIONS = 12;
/** Nobody waits for a step here: a busy machine makes a simulation slow, and does not end it. */
const PATIENCE = 5 * MINUTE;

/** Lives all orders of a scene under a policy, in a migrated and empty database. */
export async function simulatePolicy(simulation: Simulation): Promise<Outcome> {
  const database = openDatabase({
    url: simulation.databaseUrl,
    connections: CONNECTIONS,
    patience: PATIENCE,
  });
  try {
    return await live(openWorld(database), simulation);
  } finally {
    await database.close();
  }
}

async function live(world: World, { policy, scene, signal, onProgress }: Simulation): Promise<Outcome> {
  const { shop, from, orders } = scene;
  await setUp(world, policy, scene);
  const tally: Tally = { refused: new Map(), stopped: new Map(), cameTooLate: 0 };
  const stage = stageOf(world, scene, tally);
  const beginnings = [
    ...scene.restockings.map((more, index) => restocked(stage, more, index)),
    ...orders.map((order) => isPlaced(stage, order)),
  ];
  const last = await playAll(beginnings, { clock: world.clock, signal, onProgress });
  const now = endOf(last ?? from);
  const { client } = world.database;
  const tallies = await orderTallies(client, { from, now });
  return {
    from,
    now,
    reports: await readReports(world, { shop, from, now }),
    orders: new Map(tallies.map((order) => [order.id, order])),
    refused: inOrder(tally.refused),
    stopped: inOrder(tally.stopped),
    cameTooLate: tally.cameTooLate,
    remindedDays: await remindedDays(client),
    violations: await checkIntegrity(client, now),
  };
}

/** Side by side nobody is first: by name, the same simulation again is the same again. */
function inOrder(lists: ReadonlyMap<string, readonly string[]>): Readonly<Record<string, readonly string[]>> {
  const names = [...lists.keys()].toSorted();
  return Object.fromEntries(names.map((name) => [name, (lists.get(name) ?? []).toSorted()]));
}

function stageOf(world: World, { mind, seed, shop, currency, zone }: Scene, tally: Tally): Stage {
  const reactions = { toMessage: isNoticed, toReminding: isCalled };
  return { world, reactions, mind, seed, shop, currency, zone, tally, noticedOn: new Map() };
}

function restocked({ world }: Stage, { sku, by, at }: Restocking, index: number): Happening {
  const happen = async () => {
    await restocks(world, { sku, by, at, step: `recorded-${index}` });
    return [];
  };
  return { at, buyer: '', movesStock: true, happen };
}
