import type { Policy } from '../domain/policy/schema.ts';
import { PolicyDocument } from '../domain/policy/schema.ts';
import type { Client } from './database.ts';

/** Policy versions that were read from one database. Versions never change, so each is read and parsed once. */
export type KeptPolicies = Map<string, Policy>;

const MOST_KEPT = 1_000;
const keptBy = new WeakMap<Client, KeptPolicies>();

/** From now on `client` shares what is kept of its database; one that never did reads each time. */
export function keepPolicies(client: Client, kept: KeptPolicies): void {
  keptBy.set(client, kept);
}

/** The policy version an order was placed under. Throws when there is none: orders never outlive their policy. */
export async function policyVersion(
  client: Client,
  { name, version }: { name: string; version: number },
): Promise<Policy> {
  const kept = keptBy.get(client);
  const key = `${name}@${version}`;
  const known = kept?.get(key);
  if (known) return known;
  const row = await client.policy.findUniqueOrThrow({ where: { name_version: { name, version } } });
  const policy = PolicyDocument.parse(row.document);
  if (kept && kept.size >= MOST_KEPT) kept.clear();
  kept?.set(key, policy);
  return policy;
}
