import type { IntegrityRule, Violation } from '../prisma/integrity.ts';

/** More of one rule are counted, not shown. */
const SHOWN = 10;

type Rule = Pick<IntegrityRule, 'rule' | 'means'>;

/** What a check found, for a person: which rules are broken, what they mean, and at what it was seen. */
export function reportOf(rules: readonly Rule[], violations: readonly Violation[]): string {
  if (violations.length === 0) return `All ${rules.length} rules hold.`;
  const broken = Map.groupBy(violations, ({ rule }) => rule);
  const held = rules.filter(({ rule }) => !broken.has(rule)).length;
  return [
    ...[...broken].map(([name, found]) =>
      chapter(rules.find(({ rule }) => rule === name) ?? { rule: name, means: '' }, found),
    ),
    `${broken.size} of ${rules.length} rules ${broken.size === 1 ? 'is' : 'are'} broken, ${held} hold.`,
  ].join('\n\n');
}

function chapter({ rule, means }: Rule, found: readonly Violation[]): string {
  const lines = found
    .slice(0, SHOWN)
    .map(({ subject, facts }) => `    ${subject}: ${Object.entries(facts).map(factText).join(', ')}`);
  const more = found.length > SHOWN ? [`    … and ${found.length - SHOWN} more`] : [];
  return [`✗ ${rule}`, `  ${means}`, ...lines, ...more].join('\n');
}

function factText([name, value]: readonly [string, unknown]): string {
  return `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
