import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { openDatabase } from '../../prisma/database.ts';
import type { Database } from '../../prisma/database.ts';
import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import { policies } from '../../prisma/policies.ts';
import { recordedOrders } from '../../prisma/recorded-orders.ts';
import { shops } from '../../prisma/shops.ts';
import { runningSystem } from '../running.ts';
import { Trouble } from '../trouble.ts';
import type { BuyerModel } from './buyers/model.ts';
import type { SimulateOptions } from './options.ts';
import { readPolicy } from './read-document.ts';
import type { NamedPolicy } from './read-document.ts';
import { recordedScene } from './recorded/recorded-scene.ts';
import { syntheticScene } from './synthetic-scene.ts';
import type { Telling } from './telling.ts';

/** A Monday; no holiday is near. */
const FIRST_DAY = '2026-03-02';
const CURRENCY = 'CNY';

/** What is simulated: the policies, the one asked about first, and who orders what. */
export interface Wanted {
  readonly policies: readonly NamedPolicy[];
  readonly telling: Telling;
}

/** Puts together what the options ask for. Throws `Trouble` where something is not as it should be. */
export async function tellScene(
  options: SimulateOptions,
  model: BuyerModel,
  env: NodeJS.ProcessEnv,
): Promise<Wanted> {
  if (options.orders === 'recorded')
    return withRecorded(env, (database) => recordedWanted(options, model, database));
  const named = await readPolicies(options, defaultPolicy);
  const { seed, shop, count, days, from: firstDay = FIRST_DAY } = options;
  const zone = options['time-zone'] ?? zoneOf(named);
  const wish = { model, seed, shop, zone, currency: CURRENCY, count, days, firstDay };
  return { policies: named, telling: syntheticScene(wish) };
}

async function recordedWanted(
  options: SimulateOptions,
  model: BuyerModel,
  database: Database,
): Promise<Wanted> {
  const { seed, shop, count, days, from: firstDay } = options;
  const found = await shops(database.client).find(shop);
  if (!found) throw new Trouble(`There is no shop ${shop} in the database: --shop names another.`);
  const base = (await policies(database.client).newest(DEFAULT_NAME))?.document ?? defaultPolicy;
  const named = await readPolicies(options, base);
  const zone = options['time-zone'] ?? found.timeZone ?? zoneOf(named);
  const wish = { model, seed, shop, zone, currency: found.currency, count, days, firstDay };
  return { policies: named, telling: await recordedScene({ ...wish, recorded: recordedOrders(database) }) };
}

async function withRecorded<T>(env: NodeJS.ProcessEnv, work: (database: Database) => Promise<T>): Promise<T> {
  const { databaseUrl } = await runningSystem(env);
  const database = openDatabase({ url: databaseUrl, connections: 2 });
  try {
    if (await database.isReachable()) return await work(database);
  } finally {
    await database.close();
  }
  const { host, pathname } = new URL(databaseUrl);
  throw new Trouble(
    `The database at ${host}${pathname} does not answer: see that "npm start" runs, or set DATABASE_URL.`,
  );
}

function readPolicies(options: SimulateOptions, base: Policy): Promise<NamedPolicy[]> {
  const files = [options.policy, ...(options.against === undefined ? [] : [options.against])];
  return Promise.all(files.map((file) => readPolicy(file, base)));
}

function zoneOf([first]: readonly NamedPolicy[]): string {
  return (first?.policy ?? defaultPolicy).calendar.timeZone;
}
