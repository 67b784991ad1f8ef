import { textEngine } from './liquid.ts';
import type { MessagePurpose } from './message.ts';
import { variablesOf } from './variables.ts';

/** What is wrong with a template, in words for who wrote it. */
export type TemplateVerdict =
  { readonly ok: true } | { readonly ok: false; readonly errors: readonly string[] };

/**
 * Whether `source` is Liquid that a message of `purpose` can be made of: it parses, and names only variables and filters that
 * there are. Every branch is looked at, also those that a trial run would not reach.
 */
export function checkTemplate(source: string, purpose: MessagePurpose): TemplateVerdict {
  const errors = parseErrors(source) ?? unknownVariables(source, purpose);
  return errors.length === 0 ? { ok: true } : { ok: false, errors };
}

function parseErrors(source: string): string[] | undefined {
  try {
    textEngine.parse(source);
    return undefined;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function unknownVariables(source: string, purpose: MessagePurpose): string[] {
  const known = variablesOf(purpose);
  const { globals } = textEngine.parseAndAnalyzeSync(source, undefined, { partials: false });
  return Object.entries(globals)
    .filter(([name]) => !known.includes(name))
    .map(
      ([name, [first]]) =>
        `unknown variable: ${name}${first ? `, line ${first.location.row}, col ${first.location.col}` : ''}`,
    );
}
