import { defaultPolicy } from '../domain/policy/default-policy.ts';
import { parsePolicy } from '../domain/policy/merge.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { DEFAULT_NAME } from '../prisma/defaults.ts';
import type { Client } from '../prisma/database.ts';
import { policies } from '../prisma/policies.ts';
import { RequestRefusal } from './problems.ts';

/**
 * A whole or partial document made a policy called `name`; what it leaves out comes from the policy `default` as it is now (api.md).
 * Throws `RequestRefusal('invalid_request')` with every bad field; `at` is where the document stands in the body.
 */
export async function policyOf(
  client: Client,
  {
    document,
    name,
    at = '',
  }: { readonly document: Readonly<Record<string, unknown>>; readonly name: string; readonly at?: string },
): Promise<Policy> {
  const base = (await policies(client).newest(DEFAULT_NAME))?.document ?? defaultPolicy;
  const parsed = parsePolicy({ ...document, name: document['name'] ?? name }, base);
  const errors = parsed.ok ? [] : [...parsed.errors];
  if (parsed.ok && parsed.policy.name !== name)
    errors.push({ path: 'name', message: `must be ${name}, or left out` });
  if (parsed.ok && errors.length === 0) return parsed.policy;
  const fields = errors.map(
    ({ path, message }) =>
      ({ field: [at, path].filter(Boolean).join('.') || 'body', in: 'body', message }) as const,
  );
  throw new RequestRefusal('invalid_request', { errors: fields });
}
