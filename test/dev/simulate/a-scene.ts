import { readModel } from '../../../dev/simulate/read-document.ts';
import type { BuyerModel } from '../../../dev/simulate/buyers/model.ts';
import { simulatePolicy } from '../../../dev/simulate/simulate-policy.ts';
import type { Outcome } from '../../../dev/simulate/simulate-policy.ts';
import { syntheticScene } from '../../../dev/simulate/synthetic-scene.ts';
import type { Telling } from '../../../dev/simulate/telling.ts';
import { mergePolicy, parsePolicy } from '../../../domain/policy/merge.ts';
import { BuyerModel as Model } from '../../../dev/simulate/buyers/model.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import type { Policy } from '../../../domain/policy/schema.ts';
import { freshDatabase } from '../../support/postgres.ts';

/** Monday, 2 March 2026. */
export const FIRST_DAY = '2026-03-02';
export const ZONE = 'Asia/Shanghai';

/** The standard model with these numbers instead. */
export async function aModel(changes: object = {}): Promise<BuyerModel> {
  return Model.parse(mergePolicy(await readModel(undefined), changes));
}

/** The default policy with these fields instead. */
export function aPolicy(changes: object = {}): Policy {
  const parsed = parsePolicy(changes, defaultPolicy);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.policy;
}

/** Two days of a few orders. */
export function aScene(model: BuyerModel, { count = 16, seed = 1 } = {}): Telling {
  const where = { shop: 'default', zone: ZONE, currency: 'CNY' };
  return syntheticScene({ model, seed, ...where, count, days: 2, firstDay: FIRST_DAY });
}

export interface Lived {
  readonly outcome: Outcome;
  readonly databaseUrl: string;
  readonly drop: () => Promise<void>;
}

/** Lives a scene under a policy in a database of its own. */
export async function live(policy: Policy, { scene }: Pick<Telling, 'scene'>): Promise<Lived> {
  const fresh = await freshDatabase();
  const { url: databaseUrl } = fresh;
  const { signal } = new AbortController();
  const outcome = await simulatePolicy({ databaseUrl, policy, scene, signal, onProgress: () => {} });
  return { outcome, databaseUrl, drop: () => fresh.drop() };
}
