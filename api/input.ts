import type { z } from 'zod';
import { RequestRefusal } from './problems.ts';
import type { FieldProblem } from './problems.ts';

/** The parts of a request that a schema may speak of. */
const parts = ['params', 'query', 'body'] as const;

export type InputSchemas = { readonly [part in (typeof parts)[number]]: z.ZodType | undefined };
export type Input = { readonly [part in (typeof parts)[number]]: unknown };

/**
 * Parses the parts of a request; a part without a schema is not handed on. Throws `RequestRefusal('invalid_request')` with
 * every bad field of every part. No body at all is read as `{}`, so that a request without fields needs none.
 */
export function readInput(schemas: InputSchemas, raw: Input): Input {
  const errors: FieldProblem[] = [];
  const read = (part: (typeof parts)[number], value: unknown): unknown => {
    const parsed = schemas[part]?.safeParse(value);
    if (parsed && !parsed.success) errors.push(...fieldProblems(part, parsed.error.issues));
    return parsed?.data;
  };
  const input = {
    params: read('params', raw.params),
    query: read('query', raw.query),
    body: read('body', raw.body === undefined ? {} : raw.body),
  };
  if (errors.length > 0) throw new RequestRefusal('invalid_request', { errors });
  return input;
}

type Issue = z.core.$ZodIssue;

/** Each bad field once, by its dotted path (`lines.0.quantity`); the part's own name where it is bad as a whole. */
export function fieldProblems(part: FieldProblem['in'], issues: readonly Issue[]): FieldProblem[] {
  const byField = new Map<string, FieldProblem>();
  for (const problem of issues.flatMap((issue) => problemsOf(part, issue)))
    if (!byField.has(problem.field)) byField.set(problem.field, problem);
  return [...byField.values()];
}

function problemsOf(part: FieldProblem['in'], issue: Issue): FieldProblem[] {
  const path = issue.path.map(String);
  const at = (names: readonly string[], message: string) => ({
    field: names.join('.') || part,
    in: part,
    message,
  });
  if (issue.code !== 'unrecognized_keys') return [at(path, issue.message)];
  return issue.keys.map((key) => at([...path, key], 'is not known here'));
}
