import type { Policy } from '../domain/policy/schema.ts';
import { PolicyDocument } from '../domain/policy/schema.ts';
import type { Client } from './database.ts';

/** Versions never change, so each is read and parsed once per process. */
const parsed = new Map<string, Policy>();
const MOST_KEPT = 1_000;

/** The policy version an order was placed under. Throws when there is none: orders never outlive their policy. */
export async function policyVersion(
  client: Client,
  { name, version }: { name: string; version: number },
): Promise<Policy> {
  const key = `${name}@${version}`;
  const kept = parsed.get(key);
  if (kept) return kept;
  const row = await client.policy.findUniqueOrThrow({ where: { name_version: { name, version } } });
  const policy = PolicyDocument.parse(row.document);
  if (parsed.size >= MOST_KEPT) parsed.clear();
  parsed.set(key, policy);
  return policy;
}
