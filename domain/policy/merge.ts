import { PolicyDocument } from './schema.ts';
import type { Policy } from './schema.ts';

/** One bad field of a policy: `path` is dotted (`reminders.slots.0`), empty for the document itself. */
export interface PolicyError {
  readonly path: string;
  readonly message: string;
}

export type PolicyAnswer =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

/**
 * A partial document over a base, by field: objects are merged, arrays and everything else replaced (api.md). What comes
 * out is not checked yet; `parsePolicy` does both.
 */
export function mergePolicy(base: unknown, partial: unknown): unknown {
  if (partial === undefined) return base;
  if (!isFields(base) || !isFields(partial)) return partial;
  const names = new Set([...Object.keys(base), ...Object.keys(partial)]);
  return Object.fromEntries([...names].map((name) => [name, mergePolicy(base[name], partial[name])]));
}

/** A whole or partial document made a policy, the rest taken from `base`; or every bad field by its path. */
export function parsePolicy(document: unknown, base: Policy): PolicyAnswer {
  if (!isFields(document)) return { ok: false, errors: [{ path: '', message: 'must be an object' }] };
  const parsed = PolicyDocument.safeParse(mergePolicy(base, document));
  if (parsed.success) return { ok: true, policy: parsed.data };
  return { ok: false, errors: parsed.error.issues.flatMap(errorsOf) };
}

function errorsOf(issue: {
  path: PropertyKey[];
  message: string;
  code: string;
  keys?: string[];
}): PolicyError[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
  return (issue.keys ?? []).map((key) => ({
    path: [...path, key].join('.'),
    message: 'is no field of a policy',
  }));
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
