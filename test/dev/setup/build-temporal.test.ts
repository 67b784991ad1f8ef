import { describe, expect, test } from 'vitest';
import { stepTeller, whyNot } from '../../../dev/setup/build-temporal.ts';

describe('a build that failed is explained in one sentence that says what to do', () => {
  test.each([
    ['without Go', undefined, [], /no Go to build one with: install Go 1\.26\.8/],
    [
      'an old Go',
      1,
      ['go: go.mod requires go >= 1.26.8 (running go 1.22.1; GOTOOLCHAIN=local)'],
      /too old.*install Go 1\.26\.8/,
    ],
    [
      'without a network',
      1,
      ['dial tcp: lookup example.com: no such host'],
      /could not download.*with the network there/,
    ],
    ['a full disk', 1, ['write /tmp/x: no space left on device'], /no space left.*make about 4 GB free/],
    [
      'anything else',
      2,
      ['# pkg', 'undefined: frob', ''],
      /could not build the Temporal server \(undefined: frob\)/,
    ],
  ])('%s', (_, code, lines, expected) => {
    const sentence = whyNot(code, lines);
    expect(sentence).toMatch(expected);
    expect(sentence).toMatch(/^[^\n]*TEMPORAL_ADDRESS to a running server\.$/);
  });
});

test('what go prints is turned into what is happening', () => {
  const told: string[] = [];
  const step = stepTeller((detail) => told.push(detail));
  [
    'go: downloading a v1',
    'go: downloading b v1',
    'internal/cpu',
    '# warning: something',
    'go.temporal.io/api',
  ].forEach(step);
  expect(told).toEqual([
    'downloading modules (1)',
    'downloading modules (2)',
    'compiling packages (1 of about 1,800)',
    'compiling packages (2 of about 1,800)',
  ]);
});
