import { describe, expect, test } from 'vitest';
import { closingLine, tallyOf } from '../../dev/test-tally.ts';

interface File {
  readonly status: string;
  readonly tests: readonly string[];
}

function aReport(files: readonly File[]): string {
  const statuses = files.flatMap(({ tests }) => tests);
  const count = (status: string): number => statuses.filter((each) => each === status).length;
  return JSON.stringify({
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((each) => ({ status: each })),
    })),
  });
}

describe('the closing line counts', () => {
  test.each([
    [
      'tests that passed',
      aReport([{ status: 'passed', tests: ['passed', 'passed', 'pending'] }]),
      0,
      '2 passed, 0 failed',
    ],
    [
      'tests that failed',
      aReport([{ status: 'failed', tests: ['passed', 'failed', 'failed'] }]),
      1,
      '1 passed, 2 failed',
    ],
    [
      'a file that could not be run as one failed',
      aReport([
        { status: 'failed', tests: [] },
        { status: 'passed', tests: ['passed'] },
      ]),
      1,
      '1 passed, 1 failed',
    ],
    [
      'a hook that failed after its tests passed',
      aReport([{ status: 'failed', tests: ['passed'] }]),
      1,
      '1 passed, 1 failed',
    ],
    [
      'an error outside of tests as one failed',
      aReport([{ status: 'passed', tests: ['passed'] }]),
      1,
      '1 passed, 1 failed',
    ],
    ['no test found as one failed', aReport([]), 1, '0 passed, 1 failed'],
    ['a run without a report as one failed', undefined, 0, '0 passed, 1 failed'],
  ])('%s', (_, report, exitCode, expected) => {
    expect(closingLine(tallyOf(report, exitCode))).toBe(expected);
  });
});
