import { defaultPolicy } from '../domain/policy/default-policy.ts';
import type { Database } from './database.ts';
import { policies } from './policies.ts';
import { shops } from './shops.ts';

/** The policy and the shop that are always there. */
export const DEFAULT_NAME = 'default';

/** Makes sure policy `default` and shop `default` exist; what is there stays. Throws while the database is not migrated. */
export async function ensureDefaults({ client }: Pick<Database, 'client'>): Promise<void> {
  await policies(client).ensure(DEFAULT_NAME, defaultPolicy);
  await shops(client).ensure(DEFAULT_NAME, DEFAULT_NAME);
}
