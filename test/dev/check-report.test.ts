import { expect, test } from 'vitest';
import { reportOf } from '../../dev/check-report.ts';

const rules = [
  { rule: 'stock_adds_up', means: 'Stock adds up.' },
  { rule: 'money_adds_up', means: 'Money adds up.' },
];

test('a report of nothing says how much was looked at', () => {
  expect(reportOf(rules, [])).toBe('All 2 rules hold.');
});

test('a report says which rule is broken, what it means, where it was seen and by what, and counts the rest', () => {
  const found = Array.from({ length: 12 }, (_, index) => ({
    rule: 'money_adds_up',
    subject: `order-${index}`,
    facts: { due: index, reason: 'none' },
  }));
  const lines = reportOf(rules, found).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    '✗ money_adds_up',
    '  Money adds up.',
    '    order-0: due 0, reason none',
  ]);
  expect(lines.slice(-3)).toEqual(['    … and 2 more', '', '1 of 2 rules is broken, 1 hold.']);
});
